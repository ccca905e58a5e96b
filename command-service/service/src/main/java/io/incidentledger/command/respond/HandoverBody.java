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

/** A role changes hands. */
public record HandoverBody(
        @Nullable Handle from,
        @Nullable Handle to,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/from", from, "the handle of the holder, as @ana");
        checks.required("/to", to, "a handle, as @ben");
        checks.optionalText("/note", note, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    @Override
    public Map<String, Handle> handles() {
        Map<String, Handle> handles = new HashMap<>(Body.super.handles());
        handles.remove("/from");
        return handles;
    }

    public HandOverRole handOver(IncidentId incident, Role role) {
        return new HandOverRole(
                incident, role, requireNonNull(from), requireNonNull(to), note, by, occurredAt);
    }
}
