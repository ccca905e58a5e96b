package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * An entry was pinned, unpinned or marked; this is how it stands from now on. {@code occurredAt} is
 * when that was done.
 *
 * @param entryId the entry that is flagged
 * @param pinned whether it is one to look at first
 * @param marker what it marks in the story; absent when nothing
 */
public record TimelineEntryFlagged(
        IncidentId incidentId,
        EntryId entryId,
        boolean pinned,
        @Nullable Marker marker,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements EntryEvent {}
