package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A due date was set or moved.
 *
 * @param due by when from now on
 * @param reason why the date was set or moved
 */
public record FollowUpRescheduled(
        IncidentId incidentId,
        FollowUpId followUpId,
        DueDate due,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpEvent {}
