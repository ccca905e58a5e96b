package io.incidentledger.command.triage;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.StatedImpact;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** The impact, answered anew. */
public record ImpactBody(
        @Nullable StatedImpact impact,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required(
                "/impact",
                impact,
                "an object with users, functionality, dataLoss, workaround; what is unknown is left out");
        checks.impact("/impact", impact);
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public ChangeImpact change(IncidentId incident) {
        return new ChangeImpact(incident, requireNonNull(impact).impact(), reason, by, occurredAt);
    }
}
