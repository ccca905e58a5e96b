package io.incidentledger.query.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.events.Statistic;
import io.incidentledger.postmortem.history.Interval;
import io.incidentledger.query.projection.StatedFigure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record of elsewhere says that a figure is, beside what it comes to.
 *
 * @param duration null where the record says that there is none
 * @param incidents over how many; null where it does not say
 * @param givenBy the ways of counting that give the same, to the minute: who publishes minutes has
 *     cut or rounded
 * @param contradicts whether none of them does, or others were counted
 * @param position the event that says so
 */
record Published(
        String source,
        Statistic statistic,
        @Nullable Duration duration,
        @Nullable Long incidents,
        List<Counting> givenBy,
        boolean contradicts,
        long position) {
    private static final Duration ROUNDED = Duration.ofMinutes(1);

    /** By what the durations of incidents are counted. */
    enum Counting {
        @JsonProperty("elapsed")
        ELAPSED,
        @JsonProperty("within-support-hours")
        WITHIN_SUPPORT_HOURS,
        @JsonProperty("stated")
        STATED
    }

    /** Of what it is said. */
    static Interval of(StatedFigure said) {
        return new Interval(said.figure().from(), said.figure().to());
    }

    /**
     * @param counted how many incidents the figure covers
     */
    static Published of(
            StatedFigure said,
            int counted,
            Summary elapsed,
            @Nullable Summary within,
            @Nullable Summary stated) {
        Statistic statistic = said.figure().statistic();
        Duration duration = said.seconds() == null ? null : Duration.ofSeconds(said.seconds());
        List<Counting> givenBy = new ArrayList<>();
        if (same(duration, elapsed.get(statistic))) {
            givenBy.add(Counting.ELAPSED);
        }
        if (within != null && same(duration, within.get(statistic))) {
            givenBy.add(Counting.WITHIN_SUPPORT_HOURS);
        }
        if (stated != null && same(duration, stated.get(statistic))) {
            givenBy.add(Counting.STATED);
        }
        return new Published(
                said.figure().source(),
                statistic,
                duration,
                said.incidents(),
                givenBy,
                (duration == null
                                // Nothing is what there is.
                                ? elapsed.count() > 0 || stated != null
                                : givenBy.isEmpty())
                        || (said.incidents() != null && said.incidents() != counted),
                said.position());
    }

    private static boolean same(@Nullable Duration published, @Nullable Duration found) {
        return published != null
                && found != null
                && published.minus(found).abs().compareTo(ROUNDED) < 0;
    }
}
