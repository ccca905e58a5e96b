package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * There was no incident.
 *
 * @param reason how anybody knows, in words
 */
public record IncidentCancelled(
        IncidentId incidentId,
        CancelReason cause,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
