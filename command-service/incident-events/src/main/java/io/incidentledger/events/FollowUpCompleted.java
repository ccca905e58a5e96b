package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/** A follow-up is done, with proof. */
public record FollowUpCompleted(
        IncidentId incidentId,
        FollowUpId followUpId,
        Evidence evidence,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpEvent {}
