package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A follow-up that was done, verified or declined is open again.
 *
 * @param reason what showed that it was not over
 */
public record FollowUpReopened(
        IncidentId incidentId,
        FollowUpId followUpId,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpEvent {}
