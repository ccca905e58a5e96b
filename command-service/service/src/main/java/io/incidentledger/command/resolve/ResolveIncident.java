package io.incidentledger.command.resolve;

import io.incidentledger.events.Durability;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Resolution;
import org.jspecify.annotations.Nullable;

/** Say that the incident is over, and how it ended; only history may leave that open. */
public record ResolveIncident(
        IncidentId incidentId,
        @Nullable Resolution resolution,
        @Nullable Durability durability,
        @Nullable String text,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements ResolveCommand {}
