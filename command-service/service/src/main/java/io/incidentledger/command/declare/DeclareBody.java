package io.incidentledger.command.declare;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.StatedImpact;
import io.incidentledger.events.Detection;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known at the start; a title is enough. */
public record DeclareBody(
        @Nullable String title,
        @Nullable String summary,
        @Nullable List<String> services,
        @Nullable Severity severity,
        @Nullable StatedImpact impact,
        @Nullable Detection detection,
        @Nullable SortedMap<Milestone, Moment> milestones,
        @Nullable String workedAt,
        @Nullable Boolean drill,
        @Nullable Boolean history,
        @Nullable SortedMap<String, String> labels,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.text("/title", title, Checks.LINE);
        checks.optionalText("/summary", summary, Checks.TEXT);
        checks.texts("/services", services);
        checks.impact("/impact", impact);
        checks.detection("/detection", detection);
        checks.milestones("/milestones", milestones);
        checks.optionalText("/workedAt", workedAt, Checks.PARAGRAPH);
        checks.labels("/labels", labels);
        checks.moment("/occurredAt", occurredAt);
    }

    public DeclareIncident declare(IncidentId incident) {
        return new DeclareIncident(
                incident,
                requireNonNull(title),
                summary,
                requireNonNullElse(services, List.of()),
                severity,
                impact == null ? null : impact.impact(),
                detection,
                requireNonNullElse(milestones, Map.of()),
                workedAt,
                requireNonNullElse(labels, new TreeMap<>()),
                Boolean.TRUE.equals(drill),
                Boolean.TRUE.equals(history),
                by,
                occurredAt);
    }
}
