package io.incidentledger.command.investigate;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadId;
import org.jspecify.annotations.Nullable;

/** Follow a thread again. */
public record ReopenThread(
        IncidentId incidentId,
        ThreadId threadId,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements ThreadCommand {}
