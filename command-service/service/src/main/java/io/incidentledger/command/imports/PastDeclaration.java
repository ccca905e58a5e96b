package io.incidentledger.command.imports;

import io.incidentledger.command.declare.DeclareBody;
import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.StatedImpact;
import io.incidentledger.events.Detection;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A declaration, with a severity in the words of the past. */
record PastDeclaration(
        @Nullable String title,
        @Nullable String summary,
        @Nullable List<String> services,
        @Nullable String severity,
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
        checks.optionalText("/severity", severity, Checks.LINE);
        if (isWord() && labels != null && labels.containsKey(PastSeverity.LABEL)) {
            checks.reject(
                    "/labels/" + PastSeverity.LABEL,
                    labels.get(PastSeverity.LABEL),
                    "nothing here: severity is a word of its own, which is kept in this label");
        }
        if (Boolean.FALSE.equals(history)) {
            checks.reject("/history", "false", "true, or nothing: what is past is history");
        }
        checks.within("", body());
    }

    /** What the order has by itself. */
    DeclareBody body() {
        SortedMap<String, String> kept = labels;
        if (severity != null && isWord()) {
            kept = labels == null ? new TreeMap<>() : new TreeMap<>(labels);
            kept.put(PastSeverity.LABEL, severity);
        }
        return new DeclareBody(
                title,
                summary,
                services,
                PastSeverity.known(severity),
                impact,
                detection,
                milestones,
                workedAt,
                drill,
                history,
                kept,
                by,
                occurredAt);
    }

    private boolean isWord() {
        return severity != null && PastSeverity.known(severity) == null;
    }
}
