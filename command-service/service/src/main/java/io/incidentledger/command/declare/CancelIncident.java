package io.incidentledger.command.declare;

import io.incidentledger.events.CancelReason;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Say that there was no incident. */
public record CancelIncident(
        IncidentId incidentId,
        CancelReason cause,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements DeclareCommand {}
