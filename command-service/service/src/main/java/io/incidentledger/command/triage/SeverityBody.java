package io.incidentledger.command.triage;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import org.jspecify.annotations.Nullable;

/** Another severity. */
public record SeverityBody(
        @Nullable Severity severity,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/severity", severity, "SEV1 to SEV5");
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public ChangeSeverity change(IncidentId incident) {
        return new ChangeSeverity(incident, requireNonNull(severity), reason, by, occurredAt);
    }
}
