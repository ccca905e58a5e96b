package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The incident was not over; {@code to} is where work goes on.
 *
 * @param to the status in which work goes on
 * @param reason what showed that it was not over
 */
public record IncidentReopened(
        IncidentId incidentId,
        Status to,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
