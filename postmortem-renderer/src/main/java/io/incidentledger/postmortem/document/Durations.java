package io.incidentledger.postmortem.document;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Spans of time as people say them. */
public final class Durations {
    private static final long SECONDS_SHOWN_BELOW = 3_600;

    private Durations() {}

    /** {@code 45 s}, {@code 1 h 48 min}, {@code 2 d 5 h 36 min}, {@code −5 min}. */
    public static String words(Duration duration) {
        // Cut towards zero, as what is positive is: half a second before is no time before.
        long total = duration.truncatedTo(ChronoUnit.SECONDS).toSeconds();
        if (total < 0) {
            return "−" + words(duration.negated());
        }
        // Up to two days people count hours.
        long days = total >= 172_800 ? duration.toDaysPart() : 0;
        long hours = duration.toHours() - days * 24;
        long minutes = duration.toMinutesPart();
        long seconds = total < SECONDS_SHOWN_BELOW ? duration.toSecondsPart() : 0;
        StringBuilder words = new StringBuilder();
        append(words, days, "d");
        append(words, hours, "h");
        append(words, minutes, "min");
        append(words, seconds, "s");
        return words.isEmpty() ? "0 min" : words.toString();
    }

    private static void append(StringBuilder words, long count, String unit) {
        if (count > 0) {
            words.append(words.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
        }
    }
}
