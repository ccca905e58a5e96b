package io.incidentledger.command.incident;

import io.incidentledger.events.EntryId;

/** An order about one entry of the timeline that is there already. */
public interface EntryCommand extends IncidentCommand {
    EntryId entryId();
}
