package io.incidentledger.postmortem.history;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * When somebody is there: hours of the week on the wall clock of a zone, holidays left out.
 *
 * <p>The wall clock decides, also on a day on which it is changed: an hour that is skipped is not
 * counted, one that comes twice is counted twice. Immutable.
 *
 * @param week of each day the hours, in order, none over another; a day without is closed
 * @param holidays days on which nobody is there
 */
public record SupportHours(
        ZoneId zone, Map<DayOfWeek, List<Hours>> week, NavigableSet<LocalDate> holidays) {

    private static final Pattern LINE =
            Pattern.compile(
                    "(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))?"
                            + " +(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

    private static final List<String> WORDS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private static final int DAYS = 7;
    private static final int DAY = 24 * 60;

    public SupportHours {
        Map<DayOfWeek, List<Hours>> days = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, hours) -> days.put(day, List.copyOf(hours)));
        week = Collections.unmodifiableMap(days);
        holidays = Collections.unmodifiableNavigableSet(new TreeSet<>(holidays));
    }

    /**
     * A stretch of a day, in minutes since midnight.
     *
     * @param from inclusive, 0 to 1,439
     * @param to exclusive, up to 1,440, which is midnight
     */
    public record Hours(int from, int to) {
        @Override
        public String toString() {
            return clock(from) + "-" + clock(to);
        }

        private static String clock(int minutes) {
            return minutes == DAY ? "24:00" : LocalTime.MIN.plusMinutes(minutes).toString();
        }
    }

    /**
     * @param zone a name of the tz database
     * @param week {@code mon-fri 09:00-18:00}, {@code sat 10:00-14:00}; {@code 24:00} is midnight
     * @throws IllegalArgumentException saying which of them is wrong, and what would be right
     */
    public static SupportHours of(String zone, List<String> week, List<LocalDate> holidays) {
        Map<DayOfWeek, List<Hours>> days = new EnumMap<>(DayOfWeek.class);
        for (String line : week) {
            Matcher matcher = LINE.matcher(line.strip());
            if (!matcher.matches()) {
                throw wrong(line);
            }
            DayOfWeek first = day(matcher.group(1));
            DayOfWeek last = matcher.group(2) == null ? first : day(matcher.group(2));
            int from = minutes(line, matcher.group(3));
            int to = minutes(line, matcher.group(4));
            if (from >= to) {
                throw wrong(line);
            }
            int length = Math.floorMod(last.getValue() - first.getValue(), DAYS) + 1;
            for (int i = 0; i < length; i++) {
                add(line, days.computeIfAbsent(first.plus(i), key -> new ArrayList<>()), from, to);
            }
        }
        try {
            return new SupportHours(ZoneId.of(zone), days, new TreeSet<>(holidays));
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "'" + zone + "' is no time zone; one is Europe/Lisbon", unknown);
        }
    }

    /** {@code mon 09:00-18:00, tue 09:00-18:00 in Europe/London but for 2 holidays}. */
    public String words() {
        String days =
                week.entrySet().stream()
                        .flatMap(
                                day ->
                                        day.getValue().stream()
                                                .map(hours -> word(day.getKey()) + " " + hours))
                        .collect(Collectors.joining(", "));
        return days
                + " in "
                + zone
                + (holidays.isEmpty() ? "" : " but for " + holidays.size() + " holidays");
    }

    /** How much of the time between two instants was within; negative when they are reversed. */
    public Duration within(Instant from, Instant to) {
        if (to.isBefore(from)) {
            return within(to, from).negated();
        }
        Duration sum = Duration.ZERO;
        Instant at = from;
        // Between two changes of the wall clock it runs evenly.
        while (at.isBefore(to)) {
            ZoneOffset offset = zone.getRules().getOffset(at);
            ZoneOffsetTransition change = zone.getRules().nextTransition(at);
            Instant until =
                    change == null || change.getInstant().isAfter(to) ? to : change.getInstant();
            sum =
                    sum.plus(
                            between(
                                    LocalDateTime.ofInstant(at, offset),
                                    LocalDateTime.ofInstant(until, offset)));
            at = until;
        }
        return sum;
    }

    private Duration between(LocalDateTime from, LocalDateTime to) {
        Duration sum = sinceEpoch(to).minus(sinceEpoch(from));
        // The day that has begun counts itself.
        for (LocalDate holiday : holidays.subSet(from.toLocalDate(), to.toLocalDate())) {
            sum = sum.minusMinutes(daily(holiday.getDayOfWeek()));
        }
        return sum;
    }

    /** The hours since Monday the 5th of January 1970, but for what passed of a holiday. */
    private Duration sinceEpoch(LocalDateTime time) {
        LocalDate today = time.toLocalDate();
        Duration sum = Duration.ofMinutes(Math.floorDiv(today.toEpochDay() - 4, DAYS) * weekly());
        for (int i = 1; i < today.getDayOfWeek().getValue(); i++) {
            sum = sum.plusMinutes(daily(DayOfWeek.of(i)));
        }
        return holidays.contains(today) ? sum : sum.plus(passed(time));
    }

    private Duration passed(LocalDateTime time) {
        Duration clock = Duration.ofNanos(time.toLocalTime().toNanoOfDay());
        Duration sum = Duration.ZERO;
        for (Hours hours : open(time.getDayOfWeek())) {
            Duration passed = clock.minusMinutes(hours.from);
            Duration whole = Duration.ofMinutes(hours.to - hours.from);
            sum = sum.plus(passed.compareTo(whole) > 0 ? whole : positive(passed));
        }
        return sum;
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private long weekly() {
        long sum = 0;
        for (DayOfWeek day : DayOfWeek.values()) {
            sum += daily(day);
        }
        return sum;
    }

    private long daily(DayOfWeek day) {
        long sum = 0;
        for (Hours hours : open(day)) {
            sum += hours.to - hours.from;
        }
        return sum;
    }

    private List<Hours> open(DayOfWeek day) {
        return week.getOrDefault(day, List.of());
    }

    private static void add(String line, List<Hours> day, int from, int to) {
        for (Hours other : day) {
            if (from < other.to && other.from < to) {
                throw new IllegalArgumentException("'" + line + "' is over other hours of a day");
            }
        }
        day.add(new Hours(from, to));
    }

    private static DayOfWeek day(String word) {
        return DayOfWeek.of(WORDS.indexOf(word) + 1);
    }

    private static String word(DayOfWeek day) {
        return WORDS.get(day.ordinal());
    }

    private static int minutes(String line, String clock) {
        try {
            return clock.equals("24:00") ? 24 * 60 : LocalTime.parse(clock).toSecondOfDay() / 60;
        } catch (DateTimeException none) {
            throw wrong(line);
        }
    }

    private static IllegalArgumentException wrong(String line) {
        return new IllegalArgumentException(
                "'" + line + "' are no hours of a week; some are mon-fri 09:00-18:00");
    }
}
