package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The incident was closed; its follow-ups stay as they are.
 *
 * @param note a last word
 */
public record IncidentClosed(
        IncidentId incidentId,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
