package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * What was named as a cause did not contribute after all.
 *
 * @param cause absent once it is redacted
 * @param reason how anybody knows
 */
public record CauseTakenAway(
        IncidentId incidentId,
        @Nullable Cause cause,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
