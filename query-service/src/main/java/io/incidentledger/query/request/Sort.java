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
 */
public record Sort(String name, String expression, String type, boolean down) {

    /** What a list can be sorted by. */
    public static final class Columns {
        private record Column(String type, String up, String down) {}

        private final Map<String, Column> columns = new LinkedHashMap<>();

        /** A column that is never null. */
        public Columns number(String name, String column) {
            return add(name, new Column("bigint", column, column));
        }

        /** An expression that is never null. */
        public Columns text(String name, String expression) {
            return add(name, new Column("text", expression, expression));
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
            return new Sort(name, down ? column.down : column.up, column.type, down);
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
        String order = down ? " desc" : "";
        String where = filter.sql();
        if (after != null) {
            where +=
                    " and (%s, %s) %s (cast(:afterValue as %s), :afterOpened)"
                            .formatted(expression, opened, down ? "<" : ">", type);
        }
        JdbcClient.StatementSpec statement =
                jdbc.sql(
                                "select %s, %s as opened, (%s)::text as sort_value from %s"
                                                .formatted(columns, opened, expression, tables)
                                        + " where %s order by %s%s, %s%s limit :limit"
                                                .formatted(where, expression, order, opened, order))
                        .params(filter.parameters())
                        .param("limit", limit + 1);
        return after == null
                ? statement
                : statement.param("afterValue", after.value()).param("afterOpened", after.opened());
    }
}
