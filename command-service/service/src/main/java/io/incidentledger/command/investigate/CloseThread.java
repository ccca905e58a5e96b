package io.incidentledger.command.investigate;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadId;
import org.jspecify.annotations.Nullable;

/** Follow a thread no more, for it came to something, or to nothing. */
public record CloseThread(
        IncidentId incidentId,
        ThreadId threadId,
        String conclusion,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements ThreadCommand {}
