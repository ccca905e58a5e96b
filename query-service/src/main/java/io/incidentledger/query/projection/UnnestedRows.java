package io.incidentledger.query.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One statement for many rows: each column travels as one array, and {@code %s} in the statement
 * stands for the rows. The text of the statement never changes, so it is planned once.
 *
 * @param <R> what a row is made of
 */
final class UnnestedRows<R> {
    private final List<Column<R>> columns = new ArrayList<>();

    private record Column<R>(String name, String type, Function<R, @Nullable Object> value) {}

    UnnestedRows<R> bigint(String name, Function<R, @Nullable Long> value) {
        return column(name, "bigint", value::apply);
    }

    UnnestedRows<R> uuid(String name, Function<R, @Nullable UUID> value) {
        return column(name, "uuid", value::apply);
    }

    UnnestedRows<R> bool(String name, Function<R, Boolean> value) {
        return column(name, "boolean", value::apply);
    }

    UnnestedRows<R> bytes(String name, Function<R, byte[]> value) {
        return column(name, "bytea", value::apply);
    }

    /** PostgreSQL's text cannot hold U+0000; it becomes U+FFFD. */
    UnnestedRows<R> text(String name, Function<R, @Nullable String> value) {
        return column(name, "text", row -> clean(value.apply(row)));
    }

    /** Travels as the text of an array, because arrays of arrays unnest to single values. */
    UnnestedRows<R> texts(String name, Function<R, List<String>> value) {
        return column(
                name,
                "text",
                row ->
                        value.apply(row).stream()
                                .map(UnnestedRows::quoted)
                                .collect(Collectors.joining(",", "{", "}")));
    }

    /** Outside the years 1 to 9999, which nobody means, it is kept as unknown. */
    UnnestedRows<R> instant(String name, Function<R, @Nullable Instant> value) {
        return column(
                name,
                "timestamptz",
                row -> {
                    Instant at = value.apply(row);
                    return at == null || !common(at) ? null : at.toString();
                });
    }

    /** As {@link #instant}. */
    UnnestedRows<R> date(String name, Function<R, @Nullable LocalDate> value) {
        return column(
                name,
                "date",
                row -> {
                    LocalDate day = value.apply(row);
                    return day == null || !common(day.getYear()) ? null : day.toString();
                });
    }

    private UnnestedRows<R> column(String name, String type, Function<R, @Nullable Object> value) {
        columns.add(new Column<>(name, type, value));
        return this;
    }

    /** Does nothing without rows. */
    void execute(JdbcTemplate jdbc, String statement, List<R> rows) {
        if (rows.isEmpty()) {
            return;
        }
        List<String> arrays = columns.stream().map(column -> "?::" + column.type + "[]").toList();
        List<String> names = columns.stream().map(Column::name).toList();
        String unnested =
                "unnest(%s) as r(%s)"
                        .formatted(String.join(", ", arrays), String.join(", ", names));
        jdbc.update(
                statement.formatted(unnested),
                (PreparedStatement prepared) -> bind(prepared, rows));
    }

    private void bind(PreparedStatement prepared, List<R> rows) throws SQLException {
        Connection connection = prepared.getConnection();
        int index = 1;
        for (Column<R> column : columns) {
            // The driver takes arrays of bytes only by their own type.
            Object[] values =
                    rows.stream()
                            .map(column.value)
                            .toArray(column.type.equals("bytea") ? byte[][]::new : Object[]::new);
            prepared.setArray(index++, connection.createArrayOf(column.type, values));
        }
    }

    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return '"' + clean(escaped) + '"';
    }

    /** Whether a column can hold it. */
    static boolean common(Instant at) {
        return common(at.atOffset(ZoneOffset.UTC).getYear());
    }

    private static boolean common(int year) {
        return year >= 1 && year <= 9999;
    }

    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }
}
