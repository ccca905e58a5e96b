package io.incidentledger.command.investigate;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadId;
import org.jspecify.annotations.Nullable;

/** Give a thread to somebody, or to nobody. */
public record AssignThread(
        IncidentId incidentId,
        ThreadId threadId,
        @Nullable Handle owner,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements ThreadCommand {}
