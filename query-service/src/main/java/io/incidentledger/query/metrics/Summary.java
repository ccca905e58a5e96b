package io.incidentledger.query.metrics;

import io.incidentledger.events.Statistic;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What many durations come to, negative ones as they are. Nothing is known of none.
 *
 * @param mean cut to the second
 * @param median of an even count the mean of the two in the middle, cut to the second
 * @param p90 by the nearest rank: a duration that there was, no shorter than nine tenths of them
 */
record Summary(
        int count,
        @Nullable Duration mean,
        @Nullable Duration median,
        @Nullable Duration p90,
        @Nullable Duration least,
        @Nullable Duration most) {

    /** How the three are computed, in words. */
    static final String METHOD =
            "Mean: the sum ÷ the count, cut to the second. Median: the middle one, of an even count"
                    + " the mean of the two in the middle. p90: the nearest rank, the one at position"
                    + " ⌈0.9 × count⌉ from the shortest; it is a time that an incident took, which an"
                    + " interpolation between the few of a quarter would not be.";

    private static final Summary NONE = new Summary(0, null, null, null, null, null);

    static Summary of(List<Duration> durations) {
        int count = durations.size();
        if (count == 0) {
            return NONE;
        }
        List<Duration> sorted = durations.stream().sorted().toList();
        Duration sum = sorted.stream().reduce(Duration.ZERO, Duration::plus);
        return new Summary(
                count,
                cut(sum.dividedBy(count)),
                cut(sorted.get((count - 1) / 2).plus(sorted.get(count / 2)).dividedBy(2)),
                sorted.get((count * 9 + 9) / 10 - 1),
                sorted.getFirst(),
                sorted.getLast());
    }

    @Nullable Duration get(Statistic statistic) {
        return switch (statistic) {
            case MEAN -> mean;
            case MEDIAN -> median;
            case P90 -> p90;
        };
    }

    private static Duration cut(Duration duration) {
        return duration.truncatedTo(ChronoUnit.SECONDS);
    }
}
