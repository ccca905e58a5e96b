package io.incidentledger.command.imports;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.respond.HandoverBody;
import io.incidentledger.command.respond.ReleaseBody;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Role;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order whose address names a role, with the role in its body instead. */
sealed interface RoleStep extends Body {
    @Nullable Role role();

    /** What the order has by itself. */
    Body body();

    @Override
    default Map<String, Handle> handles() {
        return body().handles();
    }

    IncidentCommand order(IncidentId incident);

    @Override
    default void check(Checks checks) {
        checks.required("/role", role(), "lead, or another role");
        checks.within("", body());
    }

    record Handover(
            @Nullable Role role,
            @Nullable Handle from,
            @Nullable Handle to,
            @Nullable String note,
            @Nullable Handle by,
            @Nullable Moment occurredAt)
            implements RoleStep {
        @Override
        public HandoverBody body() {
            return new HandoverBody(from, to, note, by, occurredAt);
        }

        @Override
        public IncidentCommand order(IncidentId incident) {
            return body().handOver(incident, requireNonNull(role));
        }
    }

    record Release(
            @Nullable Role role,
            @Nullable Handle holder,
            @Nullable String reason,
            @Nullable Handle by,
            @Nullable Moment occurredAt)
            implements RoleStep {
        @Override
        public ReleaseBody body() {
            return new ReleaseBody(holder, reason, by, occurredAt);
        }

        @Override
        public IncidentCommand order(IncidentId incident) {
            return body().release(incident, requireNonNull(role));
        }
    }
}
