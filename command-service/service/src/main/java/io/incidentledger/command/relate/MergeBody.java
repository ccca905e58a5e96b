package io.incidentledger.command.relate;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

record MergeBody(
        @Nullable String into,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.text("/into", into, Checks.LINE);
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    MergeIncident merge(IncidentId incident, Directory directory) {
        return new MergeIncident(
                incident,
                directory.number(incident),
                directory.other(requireNonNull(into), "/into"),
                reason,
                by,
                occurredAt);
    }
}
