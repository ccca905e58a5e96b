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
 * @param over how many a way of counting has to cover: as many as it says, else all of the group
 *     that have any value
 * @param givenBy the ways of counting that cover as many and give the same, to the minute: who
 *     publishes minutes has cut or rounded
 * @param contradicts whether none of them does, or others have a value than were counted; of
 *     nothing, whether there is something, or others were counted
 * @param position the event that says so
 */
record Published(
        String source,
        Statistic statistic,
        @Nullable Duration duration,
        @Nullable Long incidents,
        long over,
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
     * @param counted how many incidents there are in the group
     * @param valued how many of them have a value, however it is counted
     */
    static Published of(
            StatedFigure said,
            int counted,
            int valued,
            Summary elapsed,
            @Nullable Summary within,
            @Nullable Summary stated) {
        Duration duration = said.seconds() == null ? null : Duration.ofSeconds(said.seconds());
        long over = said.incidents() == null ? valued : said.incidents();
        List<Counting> givenBy = new ArrayList<>();
        if (duration != null) {
            Statistic statistic = said.figure().statistic();
            if (same(duration, over, elapsed, statistic)) {
                givenBy.add(Counting.ELAPSED);
            }
            if (same(duration, over, within, statistic)) {
                givenBy.add(Counting.WITHIN_SUPPORT_HOURS);
            }
            if (same(duration, over, stated, statistic)) {
                givenBy.add(Counting.STATED);
            }
        }
        return new Published(
                said.figure().source(),
                said.figure().statistic(),
                duration,
                said.incidents(),
                over,
                givenBy,
                duration == null
                        // Nothing is what there is.
                        ? valued > 0 || (said.incidents() != null && said.incidents() != counted)
                        : givenBy.isEmpty() || over != valued,
                said.position());
    }

    /** A mean of some is not what was published of all, though it be as long. */
    private static boolean same(
            Duration published, long over, @Nullable Summary found, Statistic statistic) {
        Duration value = found == null ? null : found.get(statistic);
        return found != null
                && value != null
                && found.count() == over
                && published.minus(value).abs().compareTo(ROUNDED) < 0;
    }
}
