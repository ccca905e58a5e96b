package io.incidentledger.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Details of an incident changed. An absent field stayed as it was; an empty text or list was taken
 * away.
 */
public record IncidentDetailsChanged(
        IncidentId incidentId,
        @Nullable String title,
        @Nullable String summary,
        @Nullable List<String> services,
        @Nullable Detection detection,
        @Nullable String workedAt,
        @Nullable Boolean drill,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
