package io.incidentledger.command.respond;

import io.incidentledger.command.incident.EntryCommand;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Make an entry one to look at first, or not any more. */
public record PinEntry(
        IncidentId incidentId,
        EntryId entryId,
        boolean pinned,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RespondCommand, EntryCommand {}
