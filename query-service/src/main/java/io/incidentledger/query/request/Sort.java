package io.incidentledger.query.request;

import io.incidentledger.query.request.Refusal.BadParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The order of a list, and its pages: each begins after the values by which the last row of the one
 * before was sorted, so that a list that grows meanwhile neither repeats nor skips what was there.
 *
 * @param name as asked for, a minus sign before it for downwards
 * @param expression in SQL, never null
 * @param type of the expression in SQL
 * @param moving for an expression that changes by itself; null for others
 */
public record Sort(
        String name, String expression, String type, boolean down, @Nullable Moving moving) {

    /**
     * What goes on moves in its list while somebody turns the pages, and would be skipped.
     *
     * @param version the column with the position of the last change
     * @param before in SQL, what the expression was at the position {@code seen}
     */
    public record Moving(String version, String before) {}

    /** What a list can be sorted by. */
    public static final class Columns {
        private record Column(String type, String up, String down, @Nullable Moving moving) {
            Column(String type, String up, String down) {
                this(type, up, down, null);
            }
        }

        private final Map<String, Column> columns = new LinkedHashMap<>();

        /** A column that is never null. */
        public Columns number(String name, String column) {
            return add(name, new Column("bigint", column, column));
        }

        /** An expression that is never null. */
        public Columns text(String name, String expression) {
            return add(name, new Column("text", expression, expression));
        }

        /** A column that is never null. */
        public Columns knownTime(String name, String column) {
            return add(name, new Column("timestamptz", column, column));
        }

        /** As {@link #knownTime}, of a time that moves as {@link Moving} has it. */
        public Columns movingTime(String name, String column, String version, String before) {
            return add(
                    name, new Column("timestamptz", column, column, new Moving(version, before)));
        }

        /** What is unknown comes last, upwards and downwards. */
        public Columns time(String name, String column) {
            return add(
                    name,
                    new Column(
                            "timestamptz",
                            "coalesce(" + column + ", 'infinity')",
                            "coalesce(" + column + ", '-infinity')"));
        }

        /** As {@link #time}. */
        public Columns date(String name, String column) {
            return add(
                    name,
                    new Column(
                            "date",
                            "coalesce(" + column + ", 'infinity')",
                            "coalesce(" + column + ", '-infinity')"));
        }

        private Columns add(String name, Column column) {
            columns.put(name, column);
            return this;
        }

        /** The sort that was asked for. */
        public Sort asked(Asked asked, String ifAbsent) {
            String name = Objects.requireNonNullElse(asked.text("sort"), ifAbsent);
            boolean down = name.startsWith("-");
            Column column = columns.get(down ? name.substring(1) : name);
            if (column == null) {
                List<String> names = new ArrayList<>();
                columns.keySet().forEach(known -> names.add(known + ", -" + known));
                throw new BadParameter("sort", name, "one of " + String.join(", ", names));
            }
            return new Sort(name, down ? column.down : column.up, column.type, down, column.moving);
        }
    }

    /**
     * The statement of a page and one row more, which tells whether another page follows. Its rows
     * have {@code sort_value} and {@code opened} beside the columns.
     *
     * @param opened the column that is unique and breaks ties
     */
    public JdbcClient.StatementSpec page(
            JdbcClient jdbc,
            String columns,
            String tables,
            String opened,
            Filter filter,
            @Nullable Cursor after,
            int limit) {
        String select = "select %s, %s as opened, (%s) as sort_key from %s where %s";
        String where = filter.sql();
        String rows;
        if (after == null) {
            rows = select.formatted(columns, opened, expression, tables, where);
        } else if (moving == null) {
            where += beyond(expression, opened);
            rows = select.formatted(columns, opened, expression, tables, where);
        } else {
            String still = where + " and " + moving.version + " <= :seen";
            String moved =
                    where + " and " + moving.version + " > :seen and " + opened + " <= :seen";
            rows =
                    "(%s) union all (%s)"
                            .formatted(
                                    select.formatted(
                                                    columns,
                                                    opened,
                                                    expression,
                                                    tables,
                                                    still + beyond(expression, opened))
                                            + order(expression, opened),
                                    select.formatted(
                                            columns,
                                            opened,
                                            moving.before,
                                            tables,
                                            moved + beyond(moving.before, opened)));
        }
        JdbcClient.StatementSpec statement =
                jdbc.sql(
                                "select p.*, p.sort_key::text as sort_value from (%s) p"
                                                .formatted(rows)
                                        + order("p.sort_key", "p.opened"))
                        .params(filter.parameters())
                        .param("limit", limit + 1);
        return after == null
                ? statement
                : statement
                        .param("afterValue", after.value())
                        .param("afterOpened", after.opened())
                        .param("seen", after.seen());
    }

    private String beyond(String expression, String opened) {
        return " and (%s, %s) %s (cast(:afterValue as %s), :afterOpened)"
                .formatted(expression, opened, down ? "<" : ">", type);
    }

    private String order(String expression, String opened) {
        String direction = down ? " desc" : "";
        return " order by %s%s, %s%s limit :limit"
                .formatted(expression, direction, opened, direction);
    }
}
