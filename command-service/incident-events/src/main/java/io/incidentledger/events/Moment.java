package io.incidentledger.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * When something happened: an instant, cut to microseconds (what every store of ours keeps), and
 * how well it is known.
 *
 * @param at the instant, UTC, in microseconds at the finest
 */
public record Moment(Instant at, Precision precision) {
    public Moment {
        at = at.truncatedTo(ChronoUnit.MICROS);
        Objects.requireNonNull(precision, "precision");
    }

    /** The last instant that it may have been; of a place among others, that of the place. */
    public Instant latest() {
        return switch (precision) {
            case EXACT, ABOUT, BY, DERIVED, ORDER -> at;
            case HOUR -> at.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
            case DAY -> at.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        };
    }

    /**
     * Whether it was before another for certain: never where of either only the place is known, nor
     * within an hour or a day that holds the other.
     */
    public boolean surelyBefore(Moment other) {
        return precision.measurable()
                && other.precision.measurable()
                && at.isBefore(other.at)
                && !latest().isAfter(other.at);
    }

    public static Moment exactly(Instant at) {
        return new Moment(at, Precision.EXACT);
    }
}
