package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The answers about the impact were replaced.
 *
 * @param impact all the answers from now on; they replace the ones before
 * @param reason what is known now that was not
 */
public record ImpactChanged(
        IncidentId incidentId,
        Impact impact,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
