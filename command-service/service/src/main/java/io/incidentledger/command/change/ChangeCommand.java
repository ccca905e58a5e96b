package io.incidentledger.command.change;

import io.incidentledger.events.ChangeId;

/** An order about one change. */
public sealed interface ChangeCommand permits RecordChange {
    ChangeId changeId();
}
