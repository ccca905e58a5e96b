package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A thread got an owner; absent means that it has none now.
 *
 * @param threadId the thread that changed hands
 * @param owner who follows it from now on; absent when nobody
 */
public record ThreadAssigned(
        IncidentId incidentId,
        ThreadId threadId,
        @Nullable Handle owner,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements ThreadEvent {}
