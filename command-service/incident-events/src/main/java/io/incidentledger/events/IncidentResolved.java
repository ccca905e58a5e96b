package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/** The incident is over. An absent resolution is unknown (history only). */
public record IncidentResolved(
        IncidentId incidentId,
        @Nullable Resolution resolution,
        @Nullable Durability durability,
        @Nullable String text,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
