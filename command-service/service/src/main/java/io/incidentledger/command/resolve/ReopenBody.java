package io.incidentledger.command.resolve;

import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Status;
import org.jspecify.annotations.Nullable;

/** It did not end. */
public record ReopenBody(
        @Nullable Status to,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public ReopenIncident reopen(IncidentId incident) {
        return new ReopenIncident(
                incident, requireNonNullElse(to, Status.INVESTIGATING), reason, by, occurredAt);
    }
}
