package io.incidentledger.query.metrics;

import io.incidentledger.postmortem.history.Contradiction;
import io.incidentledger.postmortem.history.Contradictions;
import io.incidentledger.postmortem.history.Metric;
import io.incidentledger.postmortem.history.MetricDefinition;
import io.incidentledger.postmortem.history.Metrics;
import io.incidentledger.postmortem.history.Stated;
import io.incidentledger.postmortem.history.SupportHours;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of many incidents, as of a moment. A pure function of the incidents as they stood at
 * the moment's position.
 *
 * @param asOf the moment
 * @param position of the last event that was recorded by then
 * @param belonging which time says to what period an incident belongs
 * @param method how means, medians and p90s are computed
 * @param incidents how many are covered
 * @param leftOut how many are not, by why
 * @param total over all of them, each once
 * @param groups periods in their order, those without an incident between two that have some
 *     included; else by name
 * @param contradictions what records say of their incidents that does not go together; of so many
 *     as {@code contradicting} says, the first hundred
 */
record MetricsReport(
        Instant asOf,
        long position,
        @Nullable Instant from,
        @Nullable Instant to,
        String belonging,
        String zone,
        @Nullable Grouping by,
        String method,
        @Nullable String supportHours,
        int incidents,
        SortedMap<String, Integer> leftOut,
        Group total,
        List<Group> groups,
        int contradicting,
        List<Flag> contradictions) {

    private static final int FLAGS_SHOWN = 100;

    /**
     * @param contradicting how many of its incidents have a record that contradicts itself
     * @param link lists the incidents behind it, each with its metrics and their events
     */
    record Group(
            String name, int incidents, int contradicting, String link, List<Figure> figures) {}

    /**
     * One metric over the incidents of a group.
     *
     * @param elapsed by the times of the record
     * @param withinSupportHours the same, of the times within; null where none are configured
     * @param stated over what records of elsewhere state; null where none states anything
     * @param leftOut how many incidents have no value, by why
     * @param trend against the period before; null without one, and without a value in either
     */
    record Figure(
            MetricDefinition metric,
            String title,
            String formula,
            Summary elapsed,
            @Nullable Summary withinSupportHours,
            @Nullable Summary stated,
            SortedMap<String, Integer> leftOut,
            @Nullable Trend trend) {}

    /** How much longer than in the period before; negative where it is shorter. */
    record Trend(String since, Duration mean, Duration median, Duration p90) {}

    /** An incident whose record contradicts itself. */
    record Flag(String incident, List<Contradiction> contradictions) {}

    /**
     * @param covered those that are covered
     * @param leftOut how many are not, by why
     * @param link of a group's name, empty for the total
     */
    static MetricsReport of(
            MetricsQuestion question,
            Instant asOf,
            long position,
            @Nullable SupportHours hours,
            List<MeasuredIncident> covered,
            SortedMap<String, Integer> leftOut,
            Function<String, String> link) {
        Map<String, Tally> tallies = new TreeMap<>();
        Tally total = new Tally(hours);
        List<Flag> flags = new ArrayList<>();
        Grouping by = question.by();
        for (MeasuredIncident incident : covered) {
            Metrics metrics = Metrics.of(incident.measured(), hours);
            List<Contradiction> found = Contradictions.of(incident.measured(), hours);
            total.add(metrics, found);
            if (by != null) {
                by.groups(incident, question.zone()).stream()
                        .distinct()
                        .forEach(
                                name ->
                                        tallies.computeIfAbsent(name, key -> new Tally(hours))
                                                .add(metrics, found));
            }
            if (!found.isEmpty() && flags.size() < FLAGS_SHOWN) {
                flags.add(new Flag(incident.number(), found));
            }
        }
        return new MetricsReport(
                asOf,
                position,
                question.from(),
                question.to(),
                question.belonging().words(),
                question.zone().getId(),
                by,
                Summary.METHOD,
                hours == null ? null : hours.words(),
                covered.size(),
                leftOut,
                total.group("total", link.apply(""), null),
                groups(by, tallies, hours, link),
                total.contradicting,
                flags);
    }

    private static List<Group> groups(
            @Nullable Grouping by,
            Map<String, Tally> tallies,
            @Nullable SupportHours hours,
            Function<String, String> link) {
        if (by == null || tallies.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>(tallies.keySet());
        if (by.period()) {
            List<String> all = by.from(names.getFirst(), names.getLast());
            names = all.isEmpty() ? names : all;
        }
        List<Group> groups = new ArrayList<>();
        for (String name : names) {
            groups.add(
                    tallies.getOrDefault(name, new Tally(hours))
                            .group(
                                    name,
                                    link.apply(name),
                                    by.period() && !groups.isEmpty() ? groups.getLast() : null));
        }
        return groups;
    }

    /** The values of a group in the making. */
    private static final class Tally {
        private final boolean inHours;
        private final List<Values> values = new ArrayList<>();
        private int incidents;
        private int contradicting;

        private static final class Values {
            final List<Duration> elapsed = new ArrayList<>();
            final List<Duration> within = new ArrayList<>();
            final List<Duration> stated = new ArrayList<>();
            final SortedMap<String, Integer> leftOut = new TreeMap<>();
        }

        Tally(@Nullable SupportHours hours) {
            inHours = hours != null;
            for (MetricDefinition definition : MetricDefinition.values()) {
                values.add(new Values());
            }
        }

        void add(Metrics metrics, List<Contradiction> found) {
            incidents++;
            contradicting += found.isEmpty() ? 0 : 1;
            for (Metric metric : metrics.all()) {
                Values of = values.get(metric.definition().ordinal());
                switch (metric.result()) {
                    case Metric.Value(Duration elapsed) -> of.elapsed.add(elapsed);
                    case Metric.Pending none -> of.leftOut.merge("pending", 1, Integer::sum);
                    case Metric.NotApplicable none ->
                            of.leftOut.merge("not-applicable", 1, Integer::sum);
                    case Metric.Unknown none -> of.leftOut.merge("unknown", 1, Integer::sum);
                    case Metric.Invalid none -> of.leftOut.merge("invalid", 1, Integer::sum);
                }
                if (metric.withinSupportHours() != null) {
                    of.within.add(metric.withinSupportHours());
                }
                Stated stated = metric.stated();
                if (stated != null) {
                    of.stated.add(stated.duration());
                }
            }
        }

        Group group(String name, String link, @Nullable Group before) {
            List<Figure> figures = new ArrayList<>();
            for (MetricDefinition definition : MetricDefinition.values()) {
                Values of = values.get(definition.ordinal());
                Summary elapsed = Summary.of(of.elapsed);
                figures.add(
                        new Figure(
                                definition,
                                definition.title(),
                                definition.formula(),
                                elapsed,
                                inHours ? Summary.of(of.within) : null,
                                of.stated.isEmpty() ? null : Summary.of(of.stated),
                                of.leftOut,
                                before == null
                                        ? null
                                        : trend(
                                                before.name(),
                                                before.figures()
                                                        .get(definition.ordinal())
                                                        .elapsed(),
                                                elapsed)));
            }
            return new Group(name, incidents, contradicting, link, figures);
        }

        private static @Nullable Trend trend(String since, Summary before, Summary now) {
            return before.mean() == null
                            || before.median() == null
                            || before.p90() == null
                            || now.mean() == null
                            || now.median() == null
                            || now.p90() == null
                    ? null
                    : new Trend(
                            since,
                            now.mean().minus(before.mean()),
                            now.median().minus(before.median()),
                            now.p90().minus(before.p90()));
        }
    }
}
