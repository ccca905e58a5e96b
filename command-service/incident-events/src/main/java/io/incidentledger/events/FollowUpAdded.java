package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A follow-up was added. Its number is in the envelope. Without a due date it gets one when the
 * incident is resolved.
 */
public record FollowUpAdded(
        IncidentId incidentId,
        FollowUpId followUpId,
        String title,
        @Nullable String description,
        FollowUpType type,
        Priority priority,
        @Nullable Handle owner,
        @Nullable DueDate due,
        @Nullable String tracker,
        @Nullable EntryId origin,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpEvent {
    @Override
    public String counter() {
        return "FU";
    }
}
