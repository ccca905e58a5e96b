package io.incidentledger.query.projection;

import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Status;
import io.incidentledger.postmortem.history.Interval;
import io.incidentledger.postmortem.history.Measured;
import io.incidentledger.postmortem.history.Reached;
import io.incidentledger.postmortem.history.Stated;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What metrics are computed from, as columns. A report reads it of all incidents at once, which
 * JSON is too slow for: each milestone is {@code DETECTED EXACT 1698833700000000 42}, by the
 * microsecond since 1970 and the position, {@code TOLD} among them where there was an update for
 * the public, with {@code FIRST_TOLD} as a milestone has it, and each stated duration {@code
 * to-resolve 2040 43}, in seconds.
 */
public final class MeasuredColumns {
    /** The columns that {@link #read} expects, of a table {@code i}. */
    public static final String NAMES = "i.status, i.history, i.milestones, i.stated";

    private static final String TOLD = "TOLD";
    private static final String FIRST_TOLD = "FIRST_TOLD";

    private static final char PART = ' ';
    private static final char NEXT = ';';

    private MeasuredColumns() {}

    /** Reads the columns at the result set's cursor. */
    public static Measured read(ResultSet row) throws SQLException {
        SortedMap<Milestone, Reached> milestones = new TreeMap<>();
        Parts parts = new Parts(row.getString("milestones"));
        boolean told = false;
        Reached firstTold = null;
        while (parts.more()) {
            String name = parts.text();
            switch (name) {
                case TOLD -> told = true;
                case FIRST_TOLD -> firstTold = parts.reached();
                default -> milestones.put(Milestone.valueOf(name), parts.reached());
            }
        }
        SortedMap<Interval, Stated> stated = new TreeMap<>();
        parts = new Parts(row.getString("stated"));
        while (parts.more()) {
            stated.put(
                    Interval.named(parts.text()),
                    new Stated(Duration.ofSeconds(parts.number()), parts.number()));
        }
        return new Measured(
                Status.valueOf(row.getString("status")),
                row.getBoolean("history"),
                told,
                firstTold,
                milestones,
                stated);
    }

    static String milestones(Measured measured) {
        return measured.milestones().entrySet().stream()
                .map(entry -> reached(entry.getKey().name(), entry.getValue()))
                .collect(
                        Collectors.joining(
                                "",
                                measured.told() ? TOLD + NEXT : "",
                                reached(FIRST_TOLD, measured.firstTold())));
    }

    /** What no clock of ours can hold is kept as unknown. */
    private static String reached(String name, @Nullable Reached reached) {
        return reached == null || !UnnestedRows.common(reached.at().at())
                ? ""
                : name
                        + PART
                        + reached.at().precision()
                        + PART
                        + ChronoUnit.MICROS.between(Instant.EPOCH, reached.at().at())
                        + PART
                        + reached.position()
                        + NEXT;
    }

    static String stated(Measured measured) {
        return measured.stated().entrySet().stream()
                .map(
                        entry ->
                                entry.getKey().name()
                                        + PART
                                        + entry.getValue().duration().toSeconds()
                                        + PART
                                        + entry.getValue().position()
                                        + NEXT)
                .collect(Collectors.joining());
    }

    /** The parts of a column, one after the other. */
    private static final class Parts {
        private final String column;
        private int at;

        Parts(String column) {
            this.column = column;
        }

        boolean more() {
            return at < column.length();
        }

        String text() {
            int end = at;
            while (column.charAt(end) != PART && column.charAt(end) != NEXT) {
                end++;
            }
            String part = column.substring(at, end);
            at = end + 1;
            return part;
        }

        long number() {
            return Long.parseLong(text());
        }

        Reached reached() {
            Precision precision = Precision.valueOf(text());
            Instant at = Instant.EPOCH.plus(number(), ChronoUnit.MICROS);
            return new Reached(new Moment(at, precision), number());
        }
    }
}
