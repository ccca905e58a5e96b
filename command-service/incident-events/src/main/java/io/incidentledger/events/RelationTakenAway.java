package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The incident does not have to do with another one what was stated.
 *
 * @param reason how anybody knows
 */
public record RelationTakenAway(
        IncidentId incidentId,
        OtherIncident other,
        RelationKind kind,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
