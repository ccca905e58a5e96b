package io.incidentledger.query.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.events.Statistic;
import io.incidentledger.postmortem.history.Interval;
import io.incidentledger.query.projection.StatedFigure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a record of elsewhere says that a figure is, beside what it comes to.
 *
 * @param duration null where the record says that there is none
 * @param incidents over how many; null where it does not say
 * @param roundedTo to what it is cut or rounded there; to the minute unless it says otherwise
 * @param over how many a way of counting has to cover: as many as it says, else all of the group
 *     that have any value
 * @param givenBy the ways of counting that cover as many and give the same, as far as it is rounded
 * @param contradicts whether none of them does, or others have a value than were counted; of
 *     nothing, whether there is something, or others were counted
 * @param position the event that says so
 */
record Published(
        String source,
        Statistic statistic,
        @Nullable Duration duration,
        @Nullable Long incidents,
        Duration roundedTo,
        long over,
        List<Counting> givenBy,
        boolean contradicts,
        long position) {
    /** Who publishes minutes has cut or rounded. */
    static final Duration TO_THE_MINUTE = Duration.ofMinutes(1);

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
        Duration roundedTo =
                said.roundedTo() == null ? TO_THE_MINUTE : Duration.ofSeconds(said.roundedTo());
        long over = said.incidents() == null ? valued : said.incidents();
        List<Counting> givenBy = new ArrayList<>();
        if (duration != null) {
            Predicate<@Nullable Summary> gives =
                    found -> gives(found, said.figure().statistic(), duration, roundedTo, over);
            if (gives.test(elapsed)) {
                givenBy.add(Counting.ELAPSED);
            }
            if (gives.test(within)) {
                givenBy.add(Counting.WITHIN_SUPPORT_HOURS);
            }
            if (gives.test(stated)) {
                givenBy.add(Counting.STATED);
            }
        }
        return new Published(
                said.figure().source(),
                said.figure().statistic(),
                duration,
                said.incidents(),
                roundedTo,
                over,
                givenBy,
                duration == null
                        // Nothing is what there is.
                        ? valued > 0 || (said.incidents() != null && said.incidents() != counted)
                        : givenBy.isEmpty() || over != valued,
                said.position());
    }

    /** A mean of some is not what was published of all, though it be as long. */
    private static boolean gives(
            @Nullable Summary found,
            Statistic statistic,
            Duration published,
            Duration roundedTo,
            long over) {
        Duration value = found == null ? null : found.get(statistic);
        return found != null
                && value != null
                && found.count() == over
                && published.minus(value).abs().compareTo(roundedTo) < 0;
    }
}
