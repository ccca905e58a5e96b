package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A runbook is suggested no more. Its versions can still be read, and incidents that followed it
 * name it.
 *
 * @param reason why
 */
public record RunbookRetired(RunbookId runbookId, @Nullable String reason)
        implements RunbookEvent {}
