package io.incidentledger.command.change;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeKind;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

record ChangeBody(
        @Nullable String service,
        @Nullable ChangeKind kind,
        @Nullable String version,
        @Nullable String link,
        @Nullable String text,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.text("/service", service, Checks.LINE);
        checks.optionalText("/version", version, Checks.LINE);
        checks.link("/link", link);
        checks.optionalText("/text", text, Checks.TEXT);
        checks.moment("/occurredAt", occurredAt);
    }

    RecordChange record(ChangeId change) {
        return new RecordChange(
                change,
                requireNonNull(service),
                requireNonNullElse(kind, ChangeKind.DEPLOYMENT),
                version,
                link,
                text,
                by,
                occurredAt);
    }
}
