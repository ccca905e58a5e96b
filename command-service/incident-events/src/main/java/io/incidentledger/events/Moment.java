package io.incidentledger.events;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * When something happened: an instant, cut to microseconds (what every store of ours keeps), and
 * how well it is known.
 *
 * @param at the instant, UTC, in microseconds at the finest
 */
public record Moment(Instant at, Precision precision) {
    /** Who says "about" means a quarter of an hour, more or less. */
    private static final Duration ABOUT = Duration.ofMinutes(15);

    /** Longer than anything lasts. */
    private static final Duration LONG_BEFORE = Duration.ofDays(10_000 * 366L);

    /** Who states minutes has cut or rounded. */
    public static final Duration ROUNDED = Duration.ofMinutes(1);

    public Moment {
        at = at.truncatedTo(ChronoUnit.MICROS);
        Objects.requireNonNull(precision, "precision");
    }

    /** The first instant that it may have been; of a place among others, that of the place. */
    public Instant earliest() {
        return switch (precision) {
            case EXACT, DERIVED, ORDER -> at;
            case ABOUT -> at.minus(ABOUT);
            // Any time before: nothing begins earlier than times are taken.
            case BY -> at.minus(LONG_BEFORE);
            case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
            case DAY -> at.truncatedTo(ChronoUnit.DAYS);
        };
    }

    /** The last instant that it may have been; of a place among others, that of the place. */
    public Instant latest() {
        return switch (precision) {
            case EXACT, BY, DERIVED, ORDER -> at;
            case ABOUT -> at.plus(ABOUT);
            case HOUR -> at.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
            // Its midnight may be that of another zone.
            case DAY -> at.plus(1, ChronoUnit.DAYS);
        };
    }

    /**
     * Whether it was before another for certain, whenever within their precision the two were;
     * never where of either only the place is known.
     */
    public boolean surelyBefore(Moment other) {
        return precision.measurable()
                && other.precision.measurable()
                && (latest().isBefore(other.earliest()) || unitsBefore(other));
    }

    /**
     * Whether so long was stated of the time from here to another moment rightly: it was so long by
     * a clock, give or take {@link #ROUNDED}, at some times within the precision of the two.
     *
     * @param clock how long it is from one instant to another
     */
    public boolean mayLast(
            Duration stated, Moment to, BiFunction<Instant, Instant, Duration> clock) {
        Duration least = clock.apply(latest(), to.earliest());
        Duration most = clock.apply(earliest(), to.latest());
        return least.minus(ROUNDED).compareTo(stated) <= 0
                && stated.compareTo(most.plus(ROUNDED)) <= 0;
    }

    /** Two days of one record are days of one zone, whichever it is; so are two hours. */
    private boolean unitsBefore(Moment other) {
        return precision == other.precision
                && switch (precision) {
                    case EXACT, ABOUT, BY, DERIVED, ORDER -> false;
                    case HOUR -> !at.plus(1, ChronoUnit.HOURS).isAfter(other.at);
                    case DAY -> !at.plus(1, ChronoUnit.DAYS).isAfter(other.at);
                };
    }

    public static Moment exactly(Instant at) {
        return new Moment(at, Precision.EXACT);
    }
}
