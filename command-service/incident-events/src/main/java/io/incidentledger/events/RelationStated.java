package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The incident has to do with another one, beside whatever was stated before.
 *
 * @param note how anybody knows
 */
public record RelationStated(
        IncidentId incidentId,
        OtherIncident other,
        RelationKind kind,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
