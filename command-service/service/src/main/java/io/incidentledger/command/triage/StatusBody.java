package io.incidentledger.command.triage;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Status;
import org.jspecify.annotations.Nullable;

/** Another status of active work. */
public record StatusBody(
        @Nullable Status status,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/status", status, "triage, investigating, identified or monitoring");
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public ChangeStatus change(IncidentId incident) {
        return new ChangeStatus(incident, requireNonNull(status), reason, by, occurredAt);
    }
}
