package io.incidentledger.command.triage;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Detection;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some details of an incident; what is left out stays. */
public record DetailsBody(
        @Nullable String title,
        @Nullable String summary,
        @Nullable List<String> services,
        @Nullable Detection detection,
        @Nullable String workedAt,
        @Nullable Boolean drill,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.optionalText("/title", title, Checks.LINE);
        checks.upTo("/summary", summary, Checks.TEXT);
        checks.texts("/services", services);
        checks.detection("/detection", detection);
        checks.upTo("/workedAt", workedAt, Checks.PARAGRAPH);
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public ChangeDetails change(IncidentId incident) {
        return new ChangeDetails(
                incident,
                title,
                summary,
                services,
                detection,
                workedAt,
                drill,
                reason,
                by,
                occurredAt);
    }
}
