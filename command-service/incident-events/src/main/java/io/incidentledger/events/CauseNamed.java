package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Something was found to have contributed to the incident, beside whatever was named before.
 *
 * @param cause absent once it is redacted
 * @param reason how anybody knows
 */
public record CauseNamed(
        IncidentId incidentId,
        @Nullable Cause cause,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
