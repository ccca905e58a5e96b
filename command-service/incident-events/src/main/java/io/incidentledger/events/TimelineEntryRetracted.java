package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * An entry was struck out: it stays readable, and does not hold any more. {@code occurredAt} is
 * when it was struck out.
 *
 * @param entryId the entry that is struck out
 * @param reason why it does not hold
 */
public record TimelineEntryRetracted(
        IncidentId incidentId,
        EntryId entryId,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements EntryEvent {}
