package io.incidentledger.postmortem.history;

import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneOrder;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one incident, all of them, in the order of {@link MetricDefinition}, then any
 * other interval of which a record of elsewhere states how long it was.
 *
 * <p>Elapsed time, to the precision recorded. A drill has metrics like any other incident; leaving
 * it out of an aggregate is the aggregate's part.
 */
public record Metrics(List<Metric> all) {
    public Metrics {
        all = List.copyOf(all);
    }

    public static Metrics of(IncidentState incident) {
        return of(incident.measured(), null);
    }

    /**
     * @param hours what each value is counted within, too; null where none are configured
     */
    public static Metrics of(Measured incident, @Nullable SupportHours hours) {
        return of(incident, hours, intervals(List.of(incident)));
    }

    /**
     * @param intervals of {@link #intervals}: for several incidents the same ones, in one order
     */
    public static Metrics of(
            Measured incident, @Nullable SupportHours hours, Collection<Interval> intervals) {
        return new Metrics(
                intervals.stream().map(interval -> metric(interval, incident, hours)).toList());
    }

    /** Of what incidents have metrics: what is defined, then what is stated of any of them. */
    public static SortedSet<Interval> intervals(Collection<Measured> incidents) {
        SortedSet<Interval> intervals = new TreeSet<>();
        for (MetricDefinition definition : MetricDefinition.values()) {
            intervals.add(definition.interval());
        }
        incidents.forEach(incident -> intervals.addAll(incident.stated().keySet()));
        return intervals;
    }

    public Metric get(MetricDefinition definition) {
        return all.get(definition.ordinal());
    }

    private static Metric metric(
            Interval interval, Measured incident, @Nullable SupportHours hours) {
        Reached from = incident.milestone(interval.from());
        Reached to = incident.milestone(interval.to());
        List<Metric.Input> inputs = new ArrayList<>();
        if (from != null) {
            inputs.add(new Metric.Input(interval.from(), from.at(), from.position()));
        }
        if (to != null) {
            inputs.add(new Metric.Input(interval.to(), to.at(), to.position()));
        }
        Metric.Result result = result(interval, from, to, incident);
        return new Metric(
                interval,
                result,
                hours != null && result instanceof Metric.Value
                        ? hours.within(inputs.getFirst().at().at(), inputs.getLast().at().at())
                        : null,
                inputs.stream()
                        .map(input -> input.at().precision())
                        .max(Comparator.<Precision>naturalOrder())
                        .orElse(null),
                inputs,
                incident.stated().get(interval));
    }

    private static Metric.Result result(
            Interval interval, @Nullable Reached from, @Nullable Reached to, Measured incident) {
        if (incident.withdrawn()) {
            return new Metric.NotApplicable(
                    incident.status() == Status.CANCELLED
                            ? "there was no incident"
                            : "measured on the incident it was merged into");
        }
        if (to == null) {
            return missingEnd(interval.to(), incident);
        }
        if (from == null) {
            return new Metric.Unknown(unrecorded(interval.from()));
        }
        if (!from.at().precision().measurable()) {
            return new Metric.Invalid(knownOnly(interval.from(), from.at().precision()));
        }
        if (!to.at().precision().measurable()) {
            return new Metric.Invalid(knownOnly(interval.to(), to.at().precision()));
        }
        if (open(from.at(), to.at())) {
            return new Metric.Invalid(
                    (rougher(from.at().precision(), to.at().precision())
                                    ? knownOnly(interval.from(), from.at().precision())
                                    : knownOnly(interval.to(), to.at().precision()))
                            + ", not how long it took");
        }
        return new Metric.Value(Duration.between(from.at().at(), to.at().at()));
    }

    /**
     * Whether nothing may be said of how long it was between two times: by their instants it was
     * less than nothing, or none of a day or an hour, and for all that is known it was longer. The
     * instant of a day is its beginning because it has to be some: what ended on it may have taken
     * as long as the instants say, or no time.
     */
    static boolean open(Moment from, Moment to) {
        if (to.at().isBefore(from.at())) {
            return !to.surelyBefore(from);
        }
        return from.precision() == Precision.DAY
                ? to.at().isBefore(from.latest())
                : to.at().equals(from.at()) && (unit(from) || unit(to));
    }

    private static boolean rougher(Precision one, Precision other) {
        return !one.sharp() && (other.sharp() || one.compareTo(other) > 0);
    }

    private static boolean unit(Moment moment) {
        return moment.precision() == Precision.HOUR || moment.precision() == Precision.DAY;
    }

    private static Metric.Result missingEnd(Milestone end, Measured incident) {
        if (incident.ongoing() && !passed(end, incident)) {
            return new Metric.Pending("not yet " + participle(end));
        }
        if (end == Milestone.PUBLIC_TOLD && !incident.history() && !incident.told()) {
            return new Metric.NotApplicable("no public update was sent");
        }
        return new Metric.Unknown(unrecorded(end));
    }

    /** Whether it was reached, for what comes after it was, and nobody recorded when. */
    private static boolean passed(Milestone milestone, Measured incident) {
        return (milestone == Milestone.PUBLIC_TOLD && incident.told())
                || MilestoneOrder.ALL.stream()
                        .anyMatch(
                                order ->
                                        order.first() == milestone
                                                && incident.milestone(order.then()) != null);
    }

    private static String unrecorded(Milestone milestone) {
        return "nobody recorded when " + clause(milestone);
    }

    private static String knownOnly(Milestone milestone, Precision precision) {
        return "of when "
                + clause(milestone)
                + " only "
                + switch (precision) {
                    case ABOUT -> "the rough time is known";
                    case BY -> "the latest possible time is known";
                    case HOUR -> "the hour is known";
                    case DAY -> "the day is known";
                    case ORDER -> "the order is known, not the time";
                    case EXACT, DERIVED -> "the time is known";
                };
    }

    private static String clause(Milestone milestone) {
        return switch (milestone) {
            case IMPACT_STARTED -> "the impact started";
            case PUBLIC_TOLD -> "the public was told";
            case POSTMORTEM_PUBLISHED -> "the postmortem was published";
            case DETECTED, DECLARED, ACKNOWLEDGED, IDENTIFIED, MITIGATED, RESOLVED, CLOSED ->
                    "it was " + participle(milestone);
        };
    }

    private static String participle(Milestone milestone) {
        return milestone == Milestone.PUBLIC_TOLD
                ? "told the public"
                : MetricDefinition.words(milestone);
    }
}
