package io.incidentledger.command.resolve;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Status;
import org.jspecify.annotations.Nullable;

/** Say that the incident was not over after all. */
public record ReopenIncident(
        IncidentId incidentId,
        Status to,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements ResolveCommand {}
