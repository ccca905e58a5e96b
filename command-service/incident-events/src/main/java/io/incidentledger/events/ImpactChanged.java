package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/** The answers about the impact were replaced. */
public record ImpactChanged(
        IncidentId incidentId,
        Impact impact,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
