package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A priority changed.
 *
 * @param from the priority before
 * @param to the priority from now on
 * @param reason why
 */
public record FollowUpReprioritised(
        IncidentId incidentId,
        FollowUpId followUpId,
        Priority from,
        Priority to,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpEvent {}
