package io.incidentledger.command.declare;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.CancelReason;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** There was no incident. */
public record CancelBody(
        @Nullable CancelReason cause,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/cause", cause, "false-alarm or declined");
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public CancelIncident cancel(IncidentId incident) {
        return new CancelIncident(incident, requireNonNull(cause), reason, by, occurredAt);
    }
}
