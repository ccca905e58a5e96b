package io.incidentledger.query.incident;

import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.query.projection.States;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Asked.Choice;
import io.incidentledger.query.request.Cursor;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.request.Refusal.BadParameter;
import io.incidentledger.query.request.Sort;
import io.incidentledger.query.view.Snapshot;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * The list of incidents as it was known at a moment, but with the redactions of today. A page looks
 * through so many incidents and no more: where few match, it has fewer items than were asked for,
 * and yet a link to the next.
 */
final class IncidentsAsOf {
    /** Of the others nobody keeps what they were. */
    static final String[] PARAMETERS = {
        "asOf",
        "status",
        "severity",
        "service",
        "cause",
        "drill",
        "history",
        "sort",
        "limit",
        "cursor"
    };

    /** Looked through in some 10 milliseconds. */
    static final int WINDOW = 2_000;

    /** Each that moved since is folded anew. */
    private static final int HIGHEST_LIMIT = 100;

    private static final Sort.Columns COLUMNS = new Sort.Columns().number("number", "i.opened");

    private final Asked asked;
    private final Filter filter;
    private final Sort sort;
    private final @Nullable Cursor cursor;
    private final int limit;
    private final int window;

    private IncidentsAsOf(Asked asked, Filter filter, Sort sort, int limit, int window) {
        this.asked = asked;
        this.filter = filter;
        this.sort = sort;
        this.cursor = Cursor.of(asked, sort.name());
        this.limit = limit;
        this.window = window;
    }

    /**
     * @param window how many incidents a page looks through
     */
    static IncidentsAsOf of(HttpServletRequest request, int window) {
        Asked asked = Asked.of(request, PARAMETERS);
        Filter filter =
                new Filter()
                        .isOneOf("v.status", asked.words("status", Status.class))
                        .isOneOf("v.severity", asked.words("severity", Severity.class))
                        .overlaps("v.services", asked.texts("service"))
                        .overlaps("v.causes", asked.texts("cause"))
                        .is("v.drill", asked.choice("drill", Choice.ANY).wanted())
                        .is("v.history", asked.choice("history", Choice.ANY).wanted());
        int limit = asked.limit();
        if (limit > HIGHEST_LIMIT) {
            throw new BadParameter(
                    "limit",
                    Integer.toString(limit),
                    "with asOf a whole number from 1 to " + HIGHEST_LIMIT);
        }
        return new IncidentsAsOf(asked, filter, COLUMNS.asked(asked, "-number"), limit, window);
    }

    private record Row(UUID id, long opened, long version, String state) {}

    Page<IncidentState> page(Snapshot view) {
        long at = cursor == null ? view.asOf(asked.time("asOf")) : cursor.seen();
        List<Row> rows = rows(view, at);
        List<Row> page = rows.subList(0, Math.min(limit, rows.size()));
        Optional<Long> last =
                rows.size() > limit ? Optional.of(page.getLast().opened()) : end(view, at);
        return new Page<>(
                known(view, page, at),
                last.map(opened -> new Cursor(sort.name(), opened.toString(), opened, at))
                        .map(next -> next.next(asked))
                        .orElse(null));
    }

    private List<Row> rows(Snapshot view, long at) {
        // One version for each incident, by its key: joined otherwise, all versions would be read.
        return statement(
                        view,
                        at,
                        "id, opened, version, state",
                        "select i.* from (%1$s limit :window) i"
                                + " cross join lateral (select * from incident_version v"
                                + " where v.id = i.id and v.valid_from <= :at"
                                + " order by v.valid_from desc limit 1) v"
                                + " where v.valid_to > :at and "
                                + filter.sql()
                                + " order by i.opened%2$s limit :limit")
                .params(filter.parameters())
                .param("limit", limit + 1)
                .query(
                        (row, n) ->
                                new Row(
                                        row.getObject("id", UUID.class),
                                        row.getLong("opened"),
                                        row.getLong("version"),
                                        row.getString("state")))
                .list();
    }

    /** The last incident that was looked through; empty when there are no others behind it. */
    private Optional<Long> end(Snapshot view, long at) {
        return statement(
                        view,
                        at,
                        "opened",
                        "select i.opened from (%1$s offset :window - 1 limit 1) i")
                .query(Long.class)
                .optional();
    }

    private StatementSpec statement(Snapshot view, long at, String columns, String sql) {
        String down = sort.down() ? " desc" : "";
        String beyond =
                cursor == null ? "" : " and i.opened " + (sort.down() ? "<" : ">") + " :after";
        StatementSpec statement =
                view.jdbc()
                        .sql(
                                sql.formatted(
                                        "select "
                                                + columns
                                                + " from incident i where i.opened <= :at"
                                                + beyond
                                                + " order by i.opened"
                                                + down,
                                        down))
                        .param("at", at)
                        .param("window", window);
        return cursor == null ? statement : statement.param("after", cursor.opened());
    }

    /** Of what has not moved since, the row says what was known. */
    private static List<IncidentState> known(Snapshot view, List<Row> page, long at) {
        Map<UUID, IncidentState> then =
                FindHistory.states(
                        view,
                        page.stream().filter(row -> row.version() > at).map(Row::id).toList(),
                        at);
        return page.stream()
                .map(
                        row -> {
                            IncidentState folded = then.get(row.id());
                            return folded == null ? States.incident(row.state()) : folded;
                        })
                .toList();
    }
}
