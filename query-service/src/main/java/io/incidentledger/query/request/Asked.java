package io.incidentledger.query.request;

import io.incidentledger.query.request.Refusal.BadParameter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parameters and headers of one question. Whatever is not known, not allowed twice, or not what
 * it may be is refused by name: a filter that is silently passed over gives a wrong answer.
 */
public final class Asked {
    /** The header that names the position which the view must include. */
    public static final String MIN_POSITION = "Ledger-Min-Position";

    private static final String AS_OF = "asOf";

    /** Longer than any text that is worth looking for. */
    private static final int LONGEST_TEXT = 500;

    private static final String A_TIME =
            "a time as RFC 3339 has it, 2026-03-02T10:00:00Z for example (a plus sign in a URL is"
                    + " written %2B)";

    private static final int DEFAULT_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;

    private final HttpServletRequest request;
    private final Map<String, String[]> parameters;

    private Asked(HttpServletRequest request) {
        this.request = request;
        try {
            this.parameters = request.getParameterMap();
        } catch (IllegalStateException undecodable) {
            // As the servlet specification has it since 6.1.
            throw new BadParameter(
                    "query", request.getQueryString(), "name=value, in percent-encoded UTF-8");
        }
    }

    /**
     * @param known all parameters that the question has
     * @throws BadParameter when there is another one
     */
    public static Asked of(HttpServletRequest request, String... known) {
        Asked asked = new Asked(request);
        Set<String> names = new TreeSet<>(Arrays.asList(known));
        for (String name : asked.parameters.keySet()) {
            if (!names.contains(name)) {
                throw new BadParameter(
                        name,
                        String.join(",", asked.parameters.get(name)),
                        names.isEmpty()
                                ? "this question has no parameters"
                                : "the parameters are " + String.join(", ", names));
            }
        }
        return asked;
    }

    /**
     * Like {@link #of}, where all is kept as it stands now alone.
     *
     * @param instead what to ask of a moment in the past, as a clause
     * @throws BadParameter when it is asked for as of a moment, too
     */
    public static Asked ofNow(HttpServletRequest request, String instead, String... known) {
        String[] moments = new Asked(request).parameters.get(AS_OF);
        if (moments != null) {
            throw new BadParameter(
                    AS_OF,
                    String.join(",", moments),
                    "this is not available as of a moment, only as it stands now; " + instead);
        }
        return of(request, known);
    }

    /** The path with its query, as the client sent it. */
    public HttpServletRequest request() {
        return request;
    }

    /** A single text, or null when it was not given. */
    public @Nullable String text(String name) {
        String[] values = parameters.get(name);
        if (values == null) {
            return null;
        }
        if (values.length > 1) {
            throw new BadParameter(name, String.join(",", values), "it may be given once");
        }
        return checked(name, values[0]);
    }

    /** Several texts, as repeated parameters or parted by commas; empty when none was given. */
    public Set<String> texts(String name) {
        String[] values = parameters.get(name);
        Set<String> texts = new LinkedHashSet<>();
        if (values != null) {
            for (String value : values) {
                for (String part : value.split(",", -1)) {
                    texts.add(checked(name, part.strip()));
                }
            }
        }
        return texts;
    }

    /** Several words of a fixed set; empty when none was given. */
    public <E extends Enum<E>> Set<E> words(String name, Class<E> type) {
        Set<E> found = new LinkedHashSet<>();
        for (String text : texts(name)) {
            found.add(Words.parse(name, text, type));
        }
        return found;
    }

    /** One word of a fixed set. */
    public <E extends Enum<E>> E word(String name, Class<E> type, E ifAbsent) {
        String text = text(name);
        return text == null ? ifAbsent : Words.parse(name, text, type);
    }

    /** A time, cut to microseconds, or null when it was not given. */
    public @Nullable Instant time(String name) {
        return time(name, A_TIME);
    }

    /** The moment that the answer is of: {@code asOf}, else now. */
    public Instant asOf(InstantSource clock) {
        return Objects.requireNonNullElseGet(
                time(AS_OF), () -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private @Nullable Instant time(String name, String accepted) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return time.toInstant().truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException wrong) {
            // Said below, as for a year that nobody means.
        }
        throw new BadParameter(name, text, accepted);
    }

    /**
     * A moment of the log: a whole number is a position, anything else a time; null when it was not
     * given.
     */
    public @Nullable LogMoment moment(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        return text.chars().allMatch(Character::isDigit)
                ? new LogMoment.Position(whole(name, 0, Long.MAX_VALUE).orElseThrow())
                : new LogMoment.Time(
                        Objects.requireNonNull(time(name, "a position as 42, or " + A_TIME)));
    }

    /** The time zone in which days begin; UTC when nothing was said. */
    public ZoneId zone() {
        String zone = text("zone");
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException wrong) {
            throw new BadParameter("zone", zone, "a time zone as Europe/Lisbon");
        }
    }

    /** True, false, or both: {@code any}. */
    public Choice choice(String name, Choice ifAbsent) {
        return word(name, Choice.class, ifAbsent);
    }

    /** How many at most: 1 to 500, 50 when nothing was said. */
    public int limit() {
        return (int) whole("limit", 1, HIGHEST_LIMIT).orElse(DEFAULT_LIMIT);
    }

    /** A whole number in a range, empty when it was not given. */
    public OptionalLong whole(String name, long least, long most) {
        String text = text(name);
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException wrong) {
            // Said below, as for a number out of range.
        }
        throw new BadParameter(
                name,
                text,
                "a whole number from " + least + (most == Long.MAX_VALUE ? "" : " to " + most));
    }

    /** The position that the view must include. */
    public OptionalLong minPosition() {
        return position(request, MIN_POSITION, 0);
    }

    /** A header that holds a position. */
    public static OptionalLong position(HttpServletRequest request, String header, long least) {
        List<String> texts = Collections.list(request.getHeaders(header));
        if (texts.isEmpty()) {
            return OptionalLong.empty();
        }
        if (texts.size() > 1) {
            throw new BadParameter(header, String.join(",", texts), "it may be given once");
        }
        String text = texts.getFirst();
        try {
            long position = Long.parseLong(text.strip());
            if (position >= least) {
                return OptionalLong.of(position);
            }
        } catch (NumberFormatException wrong) {
            // Said below, as for a number out of range.
        }
        throw new BadParameter(header, text, "a position: a whole number from " + least);
    }

    private static String checked(String name, String value) {
        if (value.isEmpty()) {
            throw new BadParameter(name, value, "leave it out, or give it a value");
        }
        if (value.length() > LONGEST_TEXT || value.indexOf('\0') >= 0) {
            throw new BadParameter(
                    name,
                    value,
                    "a text of at most " + LONGEST_TEXT + " characters, without U+0000");
        }
        return value;
    }

    /** A yes, a no, or no matter. */
    public enum Choice {
        TRUE,
        FALSE,
        ANY;

        /** What a column must be, or null when it does not matter. */
        public @Nullable Boolean wanted() {
            return switch (this) {
                case TRUE -> Boolean.TRUE;
                case FALSE -> Boolean.FALSE;
                case ANY -> null;
            };
        }
    }
}
