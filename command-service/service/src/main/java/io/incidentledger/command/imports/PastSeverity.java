package io.incidentledger.command.imports;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.triage.LabelsBody;
import io.incidentledger.command.triage.SeverityBody;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A severity in the words of the past. What is none of ours is kept as the label {@value #LABEL}:
 * nobody here knows which of ours it was.
 */
record PastSeverity(
        @Nullable String severity,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    static final String LABEL = LabelsChanged.STATED_SEVERITY;

    /** The severity that the word names; null when it names none. */
    static @Nullable Severity known(@Nullable String word) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().equals(word))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void check(Checks checks) {
        checks.text("/severity", severity, Checks.LINE);
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    IncidentCommand change(IncidentId incident) {
        Severity known = known(severity);
        return known == null
                ? new LabelsBody(
                                new TreeMap<>(Map.of(LABEL, requireNonNull(severity))),
                                null,
                                reason,
                                by,
                                occurredAt)
                        .change(incident)
                : new SeverityBody(known, reason, by, occurredAt).change(incident);
    }
}
