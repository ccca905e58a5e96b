package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Somebody began to follow a line of investigation.
 *
 * @param threadId the name of this thread, a UUIDv7
 * @param title one line that says what is looked into
 * @param owner who follows it; absent when nobody yet
 */
public record ThreadOpened(
        IncidentId incidentId,
        ThreadId threadId,
        String title,
        @Nullable Handle owner,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements ThreadEvent {}
