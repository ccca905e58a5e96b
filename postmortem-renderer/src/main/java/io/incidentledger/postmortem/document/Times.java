package io.incidentledger.postmortem.document;

import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Points in time as people read them: always UTC, and the local time of one zone beside it. */
final class Times {
    private final ZoneId zone;
    private final boolean local;

    Times(ZoneId zone) {
        this.zone = zone;
        this.local = !zone.normalized().equals(ZoneOffset.UTC);
    }

    /** Whether there is a local time to show. */
    boolean local() {
        return local;
    }

    /** {@code Sunday, 21 October 2018}, in UTC. */
    static String day(LocalDate date) {
        return Words.capital(Words.of(date.getDayOfWeek())) + ", " + longDate(date);
    }

    private static String longDate(LocalDate date) {
        return date.getDayOfMonth()
                + " "
                + Words.capital(Words.of(date.getMonth()))
                + " "
                + date.getYear();
    }

    static LocalDate date(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** {@code 2018-10-21 22:52}, in UTC. */
    static String full(Instant at) {
        return full(Moment.exactly(at), ZoneOffset.UTC);
    }

    /** {@code about 2018-10-21 22:52}, in UTC, with its precision; "unknown" for null. */
    static String full(@Nullable Moment moment) {
        if (moment == null) {
            return "unknown";
        }
        return switch (moment.precision()) {
            case EXACT, ABOUT, BY, DERIVED, HOUR -> full(moment, ZoneOffset.UTC);
            case DAY -> date(moment.at()).toString();
            case ORDER -> "untimed";
        };
    }

    private static String full(Moment moment, ZoneId zone) {
        LocalDateTime time = LocalDateTime.ofInstant(moment.at(), zone);
        return prefix(moment.precision())
                + time.toLocalDate()
                + " "
                + clock(time, moment.precision());
    }

    /** {@code 21 October 2018 at 22:52 UTC}, with its precision. */
    static String sentence(Moment moment) {
        String date = longDate(date(moment.at()));
        return switch (moment.precision()) {
            case EXACT -> date + " at " + precise(moment) + " UTC";
            case ABOUT, BY, DERIVED, HOUR -> date + ", " + precise(moment) + " UTC";
            case DAY, ORDER -> date;
        };
    }

    /** The time of day in UTC, with its precision: {@code by 23:02}, {@code 14:??}. */
    static String clock(Moment moment) {
        return switch (moment.precision()) {
            case DAY -> "time unknown";
            case ORDER -> "untimed";
            case EXACT, ABOUT, BY, DERIVED, HOUR -> precise(moment);
        };
    }

    /**
     * The local time of day, with its date where that differs from the date in UTC; empty where
     * there is none to show.
     */
    String localClock(Moment moment) {
        if (!local || moment.precision() == Precision.DAY || !moment.precision().measurable()) {
            return "";
        }
        LocalDate there = LocalDate.ofInstant(moment.at(), zone);
        String date = there.equals(date(moment.at())) ? "" : there + " ";
        return date + clock(LocalDateTime.ofInstant(moment.at(), zone), moment.precision());
    }

    /** The zone's name. */
    String zone() {
        return zone.getId();
    }

    /** {@code 2018-10-22 00:52 +02:00}, with its precision; empty where only the order is known. */
    String localFull(Moment moment) {
        return switch (moment.precision()) {
            case EXACT, ABOUT, BY, DERIVED, HOUR -> full(moment, zone) + " " + offset(moment.at());
            case DAY, ORDER -> "";
        };
    }

    /** {@code +01:00}, the zone's offset at that time. */
    String offset(Instant at) {
        ZoneOffset offset = zone.getRules().getOffset(at);
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    private static String precise(Moment moment) {
        return prefix(moment.precision())
                + clock(LocalDateTime.ofInstant(moment.at(), ZoneOffset.UTC), moment.precision());
    }

    private static String prefix(Precision precision) {
        return switch (precision) {
            case ABOUT, BY, DERIVED -> Words.of(precision) + " ";
            case EXACT, HOUR, DAY, ORDER -> "";
        };
    }

    /** Seconds only where there are any. */
    private static String clock(LocalDateTime time, Precision precision) {
        String hour = String.format(Locale.ROOT, "%02d:", time.getHour());
        if (precision == Precision.HOUR) {
            return hour + "??";
        }
        String minute = hour + String.format(Locale.ROOT, "%02d", time.getMinute());
        return time.getSecond() == 0
                ? minute
                : minute + String.format(Locale.ROOT, ":%02d", time.getSecond());
    }
}
