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

    public static Moment exactly(Instant at) {
        return new Moment(at, Precision.EXACT);
    }
}
