package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A milestone was set or corrected: it was reached at {@code occurredAt}. The one event from which
 * milestones and metrics come.
 */
public record MilestoneSet(
        IncidentId incidentId,
        Milestone milestone,
        @Nullable String reason,
        @Nullable Handle by,
        Moment occurredAt)
        implements IncidentEvent {}
