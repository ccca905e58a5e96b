package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A milestone was set or corrected: it was reached at {@code occurredAt}. The one event from which
 * milestones and metrics come.
 *
 * @param reason why it was corrected, or how the time is known
 * @param occurredAt when the milestone was reached; replaces any time recorded for it before
 */
public record MilestoneSet(
        IncidentId incidentId,
        Milestone milestone,
        @Nullable String reason,
        @Nullable Handle by,
        Moment occurredAt)
        implements IncidentEvent {}
