package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A line of investigation is followed again.
 *
 * @param threadId the thread that was reopened
 * @param reason why it was not done
 */
public record ThreadReopened(
        IncidentId incidentId,
        ThreadId threadId,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements ThreadEvent {}
