package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/** A follow-up got an owner; absent means that it has none now. */
public record FollowUpAssigned(
        IncidentId incidentId,
        FollowUpId followUpId,
        @Nullable Handle owner,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpEvent {}
