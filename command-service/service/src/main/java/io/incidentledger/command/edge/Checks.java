package io.incidentledger.command.edge;

import io.incidentledger.command.edge.InvalidOrder.Field;
import io.incidentledger.events.Detection;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneOrder;
import io.incidentledger.events.Moment;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is not acceptable in a body, so that one answer names all of it. The bodies are
 * made of the published events' own types, which carry no annotations a validation library could
 * read.
 */
public final class Checks {
    /** A name or headline, in characters (UTF-16 units, as everywhere here). */
    public static final int LINE = 300;

    /** A reason, a note, a link. */
    public static final int PARAGRAPH = 4_000;

    /** What people write at length. */
    public static final int TEXT = 20_000;

    public static final String A_DURATION =
            "a duration in whole seconds as ISO 8601 has it, PT35H33M for example, of at most"
                    + " 100,000 hours";

    private static final Duration LONGEST = Duration.ofHours(100_000);
    private static final int LIST = 50;
    private static final int SHOWN = 100;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final String LABELS_NAME =
            "the name of a label, of up to 63 lower-case letters, digits, '.', '_' or '-'";

    /** How much longer texts may be that were written elsewhere, when nobody knew of our limits. */
    private static final int TIMES_FOR_THE_PAST = 5;

    private final List<Field> fields = new ArrayList<>();
    private int times = 1;
    private String within = "";

    public void required(String field, @Nullable Object value, String accepted) {
        if (value == null) {
            reject(field, null, accepted);
        }
    }

    /** A text that must be there. */
    public void text(String field, @Nullable String value, int most) {
        required(field, value, "a text of 1 to " + allowed(most) + " characters");
        optionalText(field, value, most);
    }

    public void optionalText(String field, @Nullable String value, int most) {
        if (value != null && value.isBlank()) {
            reject(
                    field,
                    value,
                    "a text of 1 to " + allowed(most) + " characters that is not blank");
        }
        upTo(field, value, most);
    }

    /** A text that may be empty, or that a rule looks at. */
    public void upTo(String field, @Nullable String value, int most) {
        if (value != null && value.length() > allowed(most)) {
            reject(
                    field,
                    value,
                    "at most " + allowed(most) + " characters; these are " + value.length());
        }
    }

    /** A line is a line, whoever wrote it. */
    private int allowed(int most) {
        return most < PARAGRAPH ? most : most * times;
    }

    /** What the checking finds is past: its texts may be five times as long as an order's. */
    public void past(Runnable checking) {
        times = TIMES_FOR_THE_PAST;
        checking.run();
        times = 1;
    }

    public void texts(String field, @Nullable List<? extends @Nullable String> values) {
        texts(field, values, LINE);
    }

    /** Texts that must be there, each of at most so many characters. */
    public void texts(String field, @Nullable List<? extends @Nullable String> values, int most) {
        each(field, values, "a text of 1 to " + most + " characters");
        if (values != null) {
            for (int i = 0; i < values.size(); i++) {
                optionalText(field + "/" + i, values.get(i), most);
            }
        }
    }

    /** A list that is not too long, and has no holes. */
    public void each(
            String field, @Nullable List<? extends @Nullable Object> values, String accepted) {
        if (values == null) {
            return;
        }
        if (values.size() > LIST) {
            reject(field, values.size() + " items", "at most " + LIST + " items");
        }
        for (int i = 0; i < values.size(); i++) {
            required(field + "/" + i, values.get(i), accepted);
        }
    }

    public void labels(String field, @Nullable Map<String, ? extends @Nullable String> labels) {
        if (labels == null) {
            return;
        }
        if (labels.size() > LIST) {
            reject(field, labels.size() + " labels", "at most " + LIST + " labels");
        }
        labels.forEach(
                (name, value) -> {
                    if (!LABEL.matcher(name).matches()) {
                        reject(field, name, LABELS_NAME);
                    } else {
                        text(field + "/" + name, value, LINE);
                    }
                });
    }

    /** Names of labels. */
    public void labelNames(String field, @Nullable List<? extends @Nullable String> names) {
        each(field, names, LABELS_NAME);
        if (names != null) {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                if (name != null && !LABEL.matcher(name).matches()) {
                    reject(field + "/" + i, name, LABELS_NAME);
                }
            }
        }
    }

    /** Links by their names, which are those of labels. */
    public void links(String field, @Nullable Map<String, ? extends @Nullable String> links) {
        labels(field, links);
        if (links != null) {
            links.forEach((name, link) -> link(field + "/" + name, link));
        }
    }

    /** A link that a page may show: absolute, and nothing that a browser would run. */
    public void link(String field, @Nullable String value) {
        if (value != null && (value.length() > PARAGRAPH || !isHttp(value))) {
            reject(field, value, "an absolute http or https URL of at most 4000 characters");
        }
    }

    /** A number in a range, both ends included. */
    public void range(String field, @Nullable Number value, long least, long most) {
        // Written so that it refuses NaN, too.
        if (value != null && !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            reject(
                    field,
                    value.toString(),
                    "a number from " + least + (most == Long.MAX_VALUE ? "" : " to " + most));
        }
    }

    /** A reported time; whether it is in the future is decided with the order. */
    public void moment(String field, @Nullable Moment value) {
        if (value != null) {
            instant(field, value.at());
        }
    }

    /**
     * Of what a duration is said.
     *
     * @param backwards whether it may be to what comes before, so that what was said by mistake can
     *     be taken back
     */
    public void interval(@Nullable Milestone from, @Nullable Milestone to, boolean backwards) {
        required("/from", from, "the name of a milestone, as detected");
        required("/to", to, "the name of a milestone, as resolved");
        if (from != null
                && to != null
                && (from == to
                        || (!backwards
                                && MilestoneOrder.ALL.contains(new MilestoneOrder(to, from))))) {
            reject("/to", to.name(), "a milestone that comes after 'from'");
        }
    }

    /** How long something is said to have taken; below zero where it is said so. */
    public void duration(String field, @Nullable String value) {
        upTo(field, value, LINE);
        if (value != null && parsed(value) == null) {
            reject(field, value, A_DURATION);
        }
    }

    /** The duration that {@link #duration} accepts; null for every other text. */
    public static @Nullable Duration parsed(@Nullable String value) {
        try {
            Duration parsed = Duration.parse(value == null ? "" : value);
            return parsed.getNano() == 0 && parsed.abs().compareTo(LONGEST) <= 0 ? parsed : null;
        } catch (DateTimeException | ArithmeticException none) {
            return null;
        }
    }

    public void instant(String field, @Nullable Instant value) {
        if (value != null && (value.isBefore(EARLIEST) || value.isAfter(LATEST))) {
            reject(field, value.toString(), "a time from 1970 to 9999");
        }
    }

    public void date(String field, @Nullable LocalDate value) {
        if (value != null && (value.getYear() < 1970 || value.getYear() > 9999)) {
            reject(field, value.toString(), "a date from 1970 to 9999");
        }
    }

    /** Somebody to do it, or nobody outright. */
    public void owner(String field, @Nullable Handle owner, @Nullable Boolean nobody) {
        if ((owner == null) != Boolean.TRUE.equals(nobody)) {
            reject(field, null, "a handle, as @ana or team:payments; or \"nobody\": true instead");
        }
    }

    public void impact(String field, @Nullable StatedImpact impact) {
        if (impact != null) {
            impact.check(field, this);
        }
    }

    public void milestones(
            String field, @Nullable Map<Milestone, ? extends @Nullable Moment> milestones) {
        if (milestones != null) {
            milestones.forEach(
                    (milestone, moment) -> {
                        String named = field + "/" + Words.of(milestone);
                        required(named, moment, "a time; what is unknown is left out");
                        moment(named, moment);
                    });
        }
    }

    public void detection(String field, @Nullable Detection detection) {
        if (detection != null) {
            required(field + "/source", detection.source(), "monitor, user, staff or other");
            optionalText(field + "/detail", detection.detail(), PARAGRAPH);
        }
    }

    /**
     * Checks a body within another one.
     *
     * @param field JSON pointer of where it stands
     */
    public void within(String field, Body body) {
        String outside = within;
        within = outside + field;
        body.check(this);
        within = outside;
    }

    public void reject(String field, @Nullable String value, String accepted) {
        fields.add(new Field(within + field, shortened(value), accepted));
    }

    /**
     * @throws InvalidOrder when anything was rejected
     */
    void done() {
        if (!fields.isEmpty()) {
            throw new InvalidOrder(
                    fields.size() == 1
                            ? "the order has a field that is not acceptable"
                            : "the order has " + fields.size() + " fields that are not acceptable",
                    fields);
        }
    }

    static @Nullable String shortened(@Nullable String value) {
        if (value == null || value.length() <= SHOWN) {
            return value;
        }
        int end = Character.isHighSurrogate(value.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return value.substring(0, end) + "…";
    }

    private static boolean isHttp(String value) {
        try {
            URI uri = new URI(value);
            return ("http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getRawAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
