package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A line of investigation is not followed any more.
 *
 * @param threadId the thread that was closed
 * @param conclusion what came of it
 */
public record ThreadClosed(
        IncidentId incidentId,
        ThreadId threadId,
        String conclusion,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements ThreadEvent {}
