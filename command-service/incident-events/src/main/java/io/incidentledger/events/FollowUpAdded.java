package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A follow-up was added. Its number is in the envelope. Without a due date it gets one when the
 * incident is resolved.
 *
 * @param title one line that says what is to be done
 * @param description what, why and how one would know that it is done
 * @param type what it is for
 * @param owner who has to do it; absent when nobody yet
 * @param due by when; absent until the incident is resolved
 * @param tracker a link to it in the tracker where it is worked on
 * @param origin the timeline entry that led to it
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
