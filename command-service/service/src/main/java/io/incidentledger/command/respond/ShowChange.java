package io.incidentledger.command.respond;

import io.incidentledger.command.incident.EntryCommand;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Put a recorded change on the timeline, once.
 *
 * @param entryId the id of the change
 * @param by who made the change
 * @param occurredAt when it took effect
 */
public record ShowChange(
        IncidentId incidentId,
        EntryId entryId,
        EntryContent.Change content,
        @Nullable Marker marker,
        Handle by,
        Moment occurredAt)
        implements RespondCommand, EntryCommand {}
