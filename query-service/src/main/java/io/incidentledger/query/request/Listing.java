package io.incidentledger.query.request;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A page of a list as it was asked for: its order, where it begins, and how long it may be.
 *
 * @param after null for the first page
 */
public record Listing(Asked asked, Sort sort, @Nullable Cursor after, int limit) {

    /**
     * @throws Refusal.BadParameter when one of them is not what it may be
     */
    public static Listing of(Asked asked, Sort.Columns columns, String sortIfAbsent) {
        Sort sort = columns.asked(asked, sortIfAbsent);
        return new Listing(asked, sort, Cursor.of(asked, sort.name()), asked.limit());
    }

    /**
     * Reads the page.
     *
     * @param seen the position that the first page is of
     * @param opened the column that is unique and breaks ties
     */
    public <T> Page<T> page(
            JdbcClient jdbc,
            long seen,
            String columns,
            String tables,
            String opened,
            Filter filter,
            RowMapper<T> item) {
        record Row<T>(T item, String sortValue, long opened) {}
        List<Row<T>> rows =
                sort.page(jdbc, columns, tables, opened, filter, after, limit)
                        .query(
                                (row, n) ->
                                        new Row<T>(
                                                item.mapRow(row, n),
                                                row.getString("sort_value"),
                                                row.getLong("opened")))
                        .list();
        long first = after == null ? seen : after.seen();
        return Page.of(
                        asked,
                        limit,
                        rows,
                        last -> new Cursor(sort.name(), last.sortValue(), last.opened(), first))
                .map(Row::item);
    }
}
