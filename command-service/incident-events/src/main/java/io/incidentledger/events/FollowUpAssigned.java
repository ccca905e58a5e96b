package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A follow-up got an owner; absent means that it has none now.
 *
 * @param owner who has to do it from now on; absent when nobody
 * @param reason why it changed hands
 */
public record FollowUpAssigned(
        IncidentId incidentId,
        FollowUpId followUpId,
        @Nullable Handle owner,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpEvent {}
