package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The severity was set for the first time or changed.
 *
 * @param from the severity before; absent when there was none
 * @param to the severity from now on
 * @param reason why it changed
 */
public record SeverityChanged(
        IncidentId incidentId,
        @Nullable Severity from,
        Severity to,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
