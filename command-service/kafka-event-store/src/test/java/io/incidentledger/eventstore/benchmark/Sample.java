package io.incidentledger.eventstore.benchmark;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * What a round measured.
 *
 * @param perSecond how many things were done in a second
 * @param p50 the median time of one, in milliseconds
 * @param p99 what 99 of 100 stayed below, in milliseconds
 */
record Sample(double perSecond, double p50, double p99) {

    /** From times in nanoseconds. */
    static Sample of(List<long[]> times, Duration duration) {
        long[] sorted = times.stream().flatMapToLong(LongStream::of).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalStateException("nothing was done within " + duration);
        }
        return new Sample(
                sorted.length * 1e9 / duration.toNanos(),
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6);
    }

    /** The medians of several rounds, each figure for itself. */
    static Sample median(List<Sample> rounds) {
        return new Sample(
                median(rounds, Sample::perSecond),
                median(rounds, Sample::p50),
                median(rounds, Sample::p99));
    }

    private static double median(List<Sample> rounds, ToDoubleFunction<Sample> figure) {
        List<Double> sorted =
                rounds.stream()
                        .map(figure::applyAsDouble)
                        .sorted(Comparator.naturalOrder())
                        .toList();
        return sorted.get(sorted.size() / 2);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,9.0f %8.2f %8.2f", perSecond, p50, p99);
    }
}
