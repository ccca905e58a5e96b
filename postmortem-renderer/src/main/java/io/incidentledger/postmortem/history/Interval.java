package io.incidentledger.postmortem.history;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.incidentledger.events.Milestone;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The time from one milestone to another: {@code to-resolve}, as the metrics are called, or {@code
 * declared-to-mitigated}. The metrics are measured of every incident; any other interval is where a
 * record of elsewhere states how long it was. Ordered as the metrics are, then by the milestones.
 */
public record Interval(Milestone from, Milestone to) implements Comparable<Interval> {
    private static final MetricDefinition[] METRICS = MetricDefinition.values();
    private static final Milestone[] MILESTONES = Milestone.values();
    private static final int[] RANKS = ranks();

    private static final Map<String, Interval> BY_NAME =
            Arrays.stream(MILESTONES)
                    .flatMap(from -> Arrays.stream(MILESTONES).map(to -> new Interval(from, to)))
                    .collect(Collectors.toMap(Interval::name, Function.identity()));

    /**
     * @throws IllegalArgumentException if none is called so
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Interval named(String name) {
        Interval interval = BY_NAME.get(name);
        if (interval == null) {
            throw new IllegalArgumentException("no interval is called " + name);
        }
        return interval;
    }

    /** As the metric is called, {@code to-resolve}; else {@code declared-to-mitigated}. */
    @JsonValue
    public String name() {
        MetricDefinition metric = metric();
        return metric != null ? name(metric) : name(from) + "-to-" + name(to);
    }

    /** Null where none is defined. */
    public @Nullable MetricDefinition metric() {
        int rank = RANKS[place()];
        return rank < METRICS.length ? METRICS[rank] : null;
    }

    /** {@code Time to resolve}; else {@code From declared to mitigated}. */
    public String title() {
        MetricDefinition metric = metric();
        return metric != null
                ? metric.title()
                : "From " + MetricDefinition.words(from) + " to " + MetricDefinition.words(to);
    }

    /** The formula in words: {@code impact started → detected}. */
    public String formula() {
        return MetricDefinition.words(from) + " → " + MetricDefinition.words(to);
    }

    @Override
    public int compareTo(Interval other) {
        return Integer.compare(RANKS[place()], RANKS[other.place()]);
    }

    private int place() {
        return from.ordinal() * MILESTONES.length + to.ordinal();
    }

    // A report compares some for each of a hundred thousand incidents.
    private static int[] ranks() {
        int[] ranks = new int[MILESTONES.length * MILESTONES.length];
        Arrays.setAll(ranks, place -> METRICS.length + place);
        for (MetricDefinition metric : METRICS) {
            ranks[metric.interval().place()] = metric.ordinal();
        }
        return ranks;
    }

    private static String name(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
