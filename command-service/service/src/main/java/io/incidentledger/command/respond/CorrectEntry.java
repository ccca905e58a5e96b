package io.incidentledger.command.respond;

import io.incidentledger.command.incident.EntryCommand;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Give an entry a new text, a new time or both; the old ones stay readable. */
public record CorrectEntry(
        IncidentId incidentId,
        EntryId entryId,
        @Nullable String newText,
        @Nullable Moment newOccurredAt,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RespondCommand, EntryCommand {}
