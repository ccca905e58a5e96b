package io.incidentledger.command.respond;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Role;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody has a role no longer. */
public record ReleaseBody(
        @Nullable Handle holder,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/holder", holder, "the handle of the holder, as @ana");
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    @Override
    public Map<String, Handle> handles() {
        Map<String, Handle> handles = new HashMap<>(Body.super.handles());
        handles.remove("/holder");
        return handles;
    }

    public ReleaseRole release(IncidentId incident, Role role) {
        return new ReleaseRole(incident, role, requireNonNull(holder), reason, by, occurredAt);
    }
}
