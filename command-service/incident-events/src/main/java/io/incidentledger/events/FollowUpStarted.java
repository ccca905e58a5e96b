package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/** Work on a follow-up began. */
public record FollowUpStarted(
        IncidentId incidentId,
        FollowUpId followUpId,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpEvent {}
