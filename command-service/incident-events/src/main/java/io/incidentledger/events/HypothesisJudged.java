package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A hypothesis turned out to be so, or not, or is open again. {@code occurredAt} is when that was
 * seen.
 *
 * @param entryId the entry that holds the hypothesis
 * @param state what became of it
 * @param text what showed it, in the Markdown of a safe subset
 */
public record HypothesisJudged(
        IncidentId incidentId,
        EntryId entryId,
        HypothesisState state,
        @Nullable String text,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements EntryEvent {}
