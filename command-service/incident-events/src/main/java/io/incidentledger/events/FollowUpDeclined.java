package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A follow-up will not be done: the risk is accepted.
 *
 * @param reason why the risk is accepted
 */
public record FollowUpDeclined(
        IncidentId incidentId,
        FollowUpId followUpId,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpEvent {}
