package io.incidentledger.postmortem.history;

import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long an incident was of each severity, from the start of the impact to the (last) resolution.
 * The severity given first counts from the start: it describes the impact, however late somebody
 * said so.
 *
 * @param elapsed worst first; empty when it cannot be known
 * @param sharp whether all the times that it is between are known as such, not only about
 * @param reason why it cannot be known, else null
 */
public record TimeAtSeverity(
        SortedMap<Severity, Duration> elapsed, boolean sharp, @Nullable String reason) {
    public TimeAtSeverity {
        elapsed = Collections.unmodifiableSortedMap(new TreeMap<>(elapsed));
    }

    public static TimeAtSeverity of(IncidentHistory history) {
        Metric whole = Metrics.of(history.state()).get(MetricDefinition.TO_RESOLVE);
        return switch (whole.result()) {
            case Metric.NoValue none -> unknown(none.reason());
            case Metric.Value(Duration elapsed) when elapsed.isNegative() ->
                    unknown("resolved before the impact started");
            case Metric.Value(Duration elapsed) ->
                    within(
                            whole.inputs().getFirst().at(),
                            whole.inputs().getLast().at(),
                            history.severities());
        };
    }

    private static TimeAtSeverity within(Moment began, Moment ended, List<Span<Severity>> spans) {
        if (spans.isEmpty()) {
            return unknown("nobody gave a severity");
        }
        Instant start = began.at();
        Instant end = ended.at();
        boolean sharp = began.precision().sharp() && ended.precision().sharp();
        record Change(Instant at, Severity to) {}
        List<Change> changes = new ArrayList<>();
        for (Span<Severity> span : spans.subList(1, spans.size())) {
            Moment from = span.from();
            if (from == null || !from.precision().measurable()) {
                return unknown("nobody recorded when the severity changed");
            }
            sharp &= from.precision().sharp();
            changes.add(new Change(clamp(from.at(), start, end), span.value()));
        }
        changes.sort(Comparator.comparing(Change::at));
        changes.addFirst(new Change(start, spans.getFirst().value()));
        SortedMap<Severity, Duration> elapsed = new TreeMap<>();
        for (int i = 0; i < changes.size(); i++) {
            Instant until = i + 1 < changes.size() ? changes.get(i + 1).at() : end;
            elapsed.merge(
                    changes.get(i).to(),
                    Duration.between(changes.get(i).at(), until),
                    Duration::plus);
        }
        elapsed.values().removeIf(Duration::isZero);
        return new TimeAtSeverity(elapsed, sharp, null);
    }

    private static Instant clamp(Instant at, Instant start, Instant end) {
        return at.isBefore(start) ? start : at.isAfter(end) ? end : at;
    }

    private static TimeAtSeverity unknown(String reason) {
        return new TimeAtSeverity(Collections.emptySortedMap(), false, reason);
    }
}
