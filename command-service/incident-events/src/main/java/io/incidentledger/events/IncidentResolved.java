package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The incident is over. An absent resolution is unknown (history only).
 *
 * @param durability whether it is meant to stay; absent is unknown
 * @param text what was done, in words
 */
public record IncidentResolved(
        IncidentId incidentId,
        @Nullable Resolution resolution,
        @Nullable Durability durability,
        @Nullable String text,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
