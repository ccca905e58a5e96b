package io.incidentledger.command.respond;

import io.incidentledger.command.incident.EntryCommand;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Strike an entry out; it stays readable. */
public record RetractEntry(
        IncidentId incidentId,
        EntryId entryId,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RespondCommand, EntryCommand {}
