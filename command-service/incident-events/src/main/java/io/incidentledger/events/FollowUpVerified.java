package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Somebody checked that a follow-up that was done works.
 *
 * @param note what was checked
 */
public record FollowUpVerified(
        IncidentId incidentId,
        FollowUpId followUpId,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpEvent {}
