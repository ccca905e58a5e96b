package io.incidentledger.query.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.incidentledger.postmortem.history.Contradiction;
import io.incidentledger.postmortem.history.Contradictions;
import io.incidentledger.postmortem.history.Interval;
import io.incidentledger.postmortem.history.Metric;
import io.incidentledger.postmortem.history.Metrics;
import io.incidentledger.postmortem.history.Stated;
import io.incidentledger.postmortem.history.SupportHours;
import io.incidentledger.query.projection.StatedFigure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
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
 * @param contradictingFigures how many published figures contradict what there is; each stands with
 *     its group
 * @param otherFigures how many published figures are of other incidents or periods than its groups,
 *     and held against nothing here
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
        int contradictingFigures,
        int otherFigures,
        int contradicting,
        List<Flag> contradictions) {

    private static final int FLAGS_SHOWN = 100;

    /**
     * @param contradicting how many of its incidents have a record that contradicts itself
     * @param link lists the incidents behind it, each with its metrics and their events
     */
    record Group(String name, int incidents, int contradicting, String link, List<Figure> figures) {
        Stream<Published> contradictingFigures() {
            return figures.stream()
                    .flatMap(figure -> figure.published().stream())
                    .filter(Published::contradicts);
        }
    }

    /**
     * One metric over the incidents of a group; all groups have the same ones.
     *
     * @param metric one that is defined, or an interval that is stated of any of the report's
     *     incidents
     * @param elapsed by the times of the record
     * @param withinSupportHours the same, of the times within; null where none are configured
     * @param stated over what records of elsewhere state; null where none states anything
     * @param published what is published of it, each as stated last
     * @param leftOut how many incidents have no value, by why
     * @param trend against the period before; null without one, and without a value in either
     */
    record Figure(
            Interval metric,
            String title,
            String formula,
            Summary elapsed,
            @Nullable Summary withinSupportHours,
            @Nullable Summary stated,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Published> published,
            SortedMap<String, Integer> leftOut,
            @Nullable Trend trend) {}

    /** How much longer than in the period before; negative where it is shorter. */
    record Trend(String since, Duration mean, Duration median, Duration p90) {}

    /** An incident whose record contradicts itself. */
    record Flag(String incident, List<Contradiction> contradictions) {}

    /**
     * @param covered those that are covered
     * @param leftOut how many are not, by why
     * @param figures all that is published; what is not of a group of the report is counted only
     * @param link of a group's name, empty for the total
     */
    static MetricsReport of(
            MetricsQuestion question,
            Instant asOf,
            long position,
            @Nullable SupportHours hours,
            List<MeasuredIncident> covered,
            SortedMap<String, Integer> leftOut,
            List<StatedFigure> figures,
            Function<String, String> link) {
        List<StatedFigure> published =
                figures.stream().filter(said -> question.isOf(said.figure())).toList();
        SortedSet<Interval> measured =
                Metrics.intervals(covered.stream().map(MeasuredIncident::measured).toList());
        published.forEach(said -> measured.add(Published.of(said)));
        List<Interval> intervals = List.copyOf(measured);
        SortedMap<String, Tally> tallies = new TreeMap<>();
        published.forEach(
                said ->
                        tallies.computeIfAbsent(
                                        said.figure().period().value(),
                                        key -> new Tally(intervals, hours))
                                .add(said));
        Tally total = new Tally(intervals, hours);
        List<Flag> flags = new ArrayList<>();
        Grouping by = question.by();
        for (MeasuredIncident incident : covered) {
            Metrics metrics = Metrics.of(incident.measured(), hours, intervals);
            List<Contradiction> found = Contradictions.of(incident.measured(), hours);
            total.add(metrics, found);
            if (by != null) {
                by.groups(incident, question.zone()).stream()
                        .distinct()
                        .forEach(
                                name ->
                                        tallies.computeIfAbsent(
                                                        name, key -> new Tally(intervals, hours))
                                                .add(metrics, found));
            }
            if (!found.isEmpty() && flags.size() < FLAGS_SHOWN) {
                flags.add(new Flag(incident.number(), found));
            }
        }
        List<Group> groups = groups(by, tallies, new Tally(intervals, hours), link);
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
                groups,
                (int) groups.stream().flatMap(Group::contradictingFigures).count(),
                figures.size() - published.size(),
                total.contradicting,
                flags);
    }

    private static List<Group> groups(
            @Nullable Grouping by,
            SortedMap<String, Tally> tallies,
            Tally nothing,
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
                    tallies.getOrDefault(name, nothing)
                            .group(
                                    name,
                                    link.apply(name),
                                    by.period() && !groups.isEmpty() ? groups.getLast() : null));
        }
        return groups;
    }

    /** The values of a group in the making. */
    private static final class Tally {
        private final List<Interval> intervals;
        private final boolean inHours;
        private final List<Values> values = new ArrayList<>();
        private final List<StatedFigure> published = new ArrayList<>();
        private int incidents;
        private int contradicting;

        private static final class Values {
            final List<Duration> elapsed = new ArrayList<>();
            final List<Duration> within = new ArrayList<>();
            final List<Duration> stated = new ArrayList<>();
            final SortedMap<String, Integer> leftOut = new TreeMap<>();
            int incidents;
        }

        Tally(List<Interval> intervals, @Nullable SupportHours hours) {
            this.intervals = intervals;
            inHours = hours != null;
            intervals.forEach(interval -> values.add(new Values()));
        }

        void add(Metrics metrics, List<Contradiction> found) {
            incidents++;
            contradicting += found.isEmpty() ? 0 : 1;
            for (int i = 0; i < intervals.size(); i++) {
                Metric metric = metrics.all().get(i);
                Values of = values.get(i);
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
                of.incidents += metric.result() instanceof Metric.Value || stated != null ? 1 : 0;
            }
        }

        void add(StatedFigure said) {
            published.add(said);
        }

        Group group(String name, String link, @Nullable Group before) {
            List<Figure> figures = new ArrayList<>();
            for (int i = 0; i < intervals.size(); i++) {
                Interval interval = intervals.get(i);
                Values of = values.get(i);
                Summary elapsed = Summary.of(of.elapsed);
                Summary within = inHours ? Summary.of(of.within) : null;
                Summary stated = of.stated.isEmpty() ? null : Summary.of(of.stated);
                figures.add(
                        new Figure(
                                interval,
                                interval.title(),
                                interval.formula(),
                                elapsed,
                                within,
                                stated,
                                published.stream()
                                        .filter(said -> Published.of(said).equals(interval))
                                        .map(
                                                said ->
                                                        Published.of(
                                                                said,
                                                                incidents,
                                                                of.incidents,
                                                                elapsed,
                                                                within,
                                                                stated))
                                        .toList(),
                                of.leftOut,
                                before == null
                                        ? null
                                        : trend(
                                                before.name(),
                                                before.figures().get(i).elapsed(),
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
