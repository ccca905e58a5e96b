package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Somebody began to follow a runbook, or went over to another version of it.
 *
 * @param number what people call the runbook, RB-n
 * @param version the version that is followed
 * @param title what it was called in that version
 */
public record RunbookFollowed(
        IncidentId incidentId,
        RunbookId runbookId,
        String number,
        long version,
        String title,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
