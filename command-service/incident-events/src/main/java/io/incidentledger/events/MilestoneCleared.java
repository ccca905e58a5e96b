package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A milestone is unknown or not reached after all.
 *
 * @param reason why the time recorded before does not hold
 */
public record MilestoneCleared(
        IncidentId incidentId,
        Milestone milestone,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
