package io.incidentledger.command.respond;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Role;
import org.jspecify.annotations.Nullable;

/** Somebody takes a role. */
public record AssignBody(
        @Nullable Role role,
        @Nullable Handle holder,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required(
                "/role",
                role,
                "lead, communications, scribe, responder, observer or a role of your own");
        checks.required("/holder", holder, "a handle, as @ana");
        checks.moment("/occurredAt", occurredAt);
    }

    public AssignRole assign(IncidentId incident) {
        return new AssignRole(
                incident, requireNonNull(role), requireNonNull(holder), by, occurredAt);
    }
}
