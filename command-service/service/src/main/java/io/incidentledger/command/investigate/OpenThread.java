package io.incidentledger.command.investigate;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadId;
import org.jspecify.annotations.Nullable;

/** Begin to follow a line of investigation. */
public record OpenThread(
        IncidentId incidentId,
        ThreadId threadId,
        String title,
        @Nullable Handle owner,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements ThreadCommand {}
