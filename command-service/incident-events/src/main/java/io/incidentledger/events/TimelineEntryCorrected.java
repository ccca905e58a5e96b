package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * An entry got a new text, a new time or both; the old ones stay readable. {@code occurredAt} is
 * when the correction was made.
 *
 * @param entryId the entry that is corrected
 * @param newText what it says now; absent when the text stays
 * @param newOccurredAt when it happened, as known now; absent when the time stays
 * @param reason what was wrong
 */
public record TimelineEntryCorrected(
        IncidentId incidentId,
        EntryId entryId,
        @Nullable String newText,
        @Nullable Moment newOccurredAt,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements EntryEvent {}
