package io.incidentledger.command.respond;

import io.incidentledger.command.incident.EntryCommand;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Say what an entry marks in the story.
 *
 * @param marker null when nothing
 */
public record MarkEntry(
        IncidentId incidentId,
        EntryId entryId,
        @Nullable Marker marker,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RespondCommand, EntryCommand {}
