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

/**
 * What metrics are computed from, as columns. A report reads it of all incidents at once, which
 * JSON is too slow for: each milestone is {@code DETECTED EXACT 1698833700000000 42}, by the
 * microsecond since 1970 and the position, {@code TOLD} among them where there was an update for
 * the public, and each stated duration {@code to-resolve 2040 43}, in seconds.
 */
public final class MeasuredColumns {
    /** The columns that {@link #read} expects, of a table {@code i}. */
    public static final String NAMES = "i.status, i.history, i.milestones, i.stated";

    private static final String TOLD = "TOLD";

    private static final char PART = ' ';
    private static final char NEXT = ';';

    private MeasuredColumns() {}

    /** Reads the columns at the result set's cursor. */
    public static Measured read(ResultSet row) throws SQLException {
        SortedMap<Milestone, Reached> milestones = new TreeMap<>();
        Parts parts = new Parts(row.getString("milestones"));
        boolean told = false;
        while (parts.more()) {
            String name = parts.text();
            if (name.equals(TOLD)) {
                told = true;
                continue;
            }
            milestones.put(
                    Milestone.valueOf(name),
                    new Reached(
                            // The order of the arguments is that of the parts.
                            moment(Precision.valueOf(parts.text()), parts.number()),
                            parts.number()));
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
                milestones,
                stated);
    }

    /** What no clock of ours can hold is kept as unknown. */
    static String milestones(Measured measured) {
        return measured.milestones().entrySet().stream()
                .filter(entry -> UnnestedRows.common(entry.getValue().at().at()))
                .map(
                        entry ->
                                entry.getKey().name()
                                        + PART
                                        + entry.getValue().at().precision()
                                        + PART
                                        + ChronoUnit.MICROS.between(
                                                Instant.EPOCH, entry.getValue().at().at())
                                        + PART
                                        + entry.getValue().position()
                                        + NEXT)
                .collect(Collectors.joining("", measured.told() ? TOLD + NEXT : "", ""));
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

    private static Moment moment(Precision precision, long micros) {
        return new Moment(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), precision);
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
    }
}
