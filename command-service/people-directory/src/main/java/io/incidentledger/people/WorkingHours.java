package io.incidentledger.people;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours of a week on somebody's wall clock, one stretch of some days a line: {@code mon-fri
 * 09:00-17:30}, {@code sat 10:00-14:00}; {@code 24:00} is midnight. No lines: nothing is known.
 */
public record WorkingHours(@JsonValue List<String> lines) {
    private static final Pattern FORM =
            Pattern.compile(
                    "(mon|tue|wed|thu|fri|sat|sun)(?:-(mon|tue|wed|thu|fri|sat|sun))?"
                            + " (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
    private static final List<String> WORDS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final int DAYS = 7;
    private static final int DAY = 24 * 60;

    /** More than any week needs. */
    private static final int MOST_LINES = 50;

    /**
     * @throws IllegalArgumentException naming the line that is wrong, and what would be right
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WorkingHours {
        lines = List.copyOf(lines);
        minutes(lines);
    }

    /** Whether a wall clock shows one of them; of a minute, its beginning decides. */
    public boolean include(LocalDateTime wallClock) {
        return minutes(lines)
                .get(
                        start(wallClock.getDayOfWeek())
                                + wallClock.toLocalTime().toSecondOfDay() / 60);
    }

    /** Each minute of the week that is within, from Monday at midnight. */
    private static BitSet minutes(List<String> lines) {
        if (lines.size() > MOST_LINES) {
            throw new IllegalArgumentException("at most " + MOST_LINES + " lines of hours");
        }
        BitSet week = new BitSet(DAYS * DAY);
        for (String line : lines) {
            Matcher matcher = FORM.matcher(line);
            if (!matcher.matches()) {
                throw wrong(line);
            }
            int first = WORDS.indexOf(matcher.group(1));
            int last = matcher.group(2) == null ? first : WORDS.indexOf(matcher.group(2));
            int from = minute(line, matcher.group(3));
            int to = minute(line, matcher.group(4));
            if (from >= to) {
                throw wrong(line);
            }
            for (int i = 0; i <= Math.floorMod(last - first, DAYS); i++) {
                int day = start(DayOfWeek.MONDAY.plus(first + i));
                if (!week.get(day + from, day + to).isEmpty()) {
                    throw new IllegalArgumentException(
                            "hours that are not over each other, as '" + line + "' is over others");
                }
                week.set(day + from, day + to);
            }
        }
        return week;
    }

    private static int start(DayOfWeek day) {
        return day.ordinal() * DAY;
    }

    private static int minute(String line, String clock) {
        try {
            return clock.equals("24:00") ? DAY : LocalTime.parse(clock).toSecondOfDay() / 60;
        } catch (DateTimeException none) {
            throw wrong(line);
        }
    }

    private static IllegalArgumentException wrong(String line) {
        return new IllegalArgumentException(
                "hours of a week, as mon-fri 09:00-17:30, which '" + line + "' are not");
    }
}
