package io.incidentledger.command.resolve;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Durability;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Resolution;
import org.jspecify.annotations.Nullable;

/** How it ended. */
public record ResolveBody(
        @Nullable Resolution resolution,
        @Nullable Durability durability,
        @Nullable String text,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.optionalText("/text", text, Checks.TEXT);
        checks.moment("/occurredAt", occurredAt);
    }

    public ResolveIncident resolve(IncidentId incident) {
        return new ResolveIncident(incident, resolution, durability, text, by, occurredAt);
    }
}
