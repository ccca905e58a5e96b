package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/** The severity was set for the first time or changed. */
public record SeverityChanged(
        IncidentId incidentId,
        @Nullable Severity from,
        Severity to,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
