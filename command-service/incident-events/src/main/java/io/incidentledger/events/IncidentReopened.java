package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/** The incident was not over; {@code to} is where work goes on. */
public record IncidentReopened(
        IncidentId incidentId,
        Status to,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
