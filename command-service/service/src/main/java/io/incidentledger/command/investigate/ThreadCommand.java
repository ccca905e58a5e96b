package io.incidentledger.command.investigate;

import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.events.ThreadId;

/** An order about one thread; it is decided within its incident. */
public sealed interface ThreadCommand extends IncidentCommand
        permits OpenThread, AssignThread, CloseThread, ReopenThread {
    ThreadId threadId();
}
