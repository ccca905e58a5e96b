package io.incidentledger.query.communicate;

import io.incidentledger.events.Audience;
import io.incidentledger.events.Severity;
import io.incidentledger.query.communicate.OverdueUpdates.Overdue;
import io.incidentledger.query.projection.Awaited;
import io.incidentledger.query.projection.States;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Asked.Choice;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.view.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads which updates are overdue from the incidents as they stood at a moment. */
final class FindOverdueUpdates {
    static final String[] PARAMETERS = {"asOf", "severity", "service", "audience", "drill"};

    private FindOverdueUpdates() {}

    /** The filter of the report, as of a position and a moment. Drills are asked for. */
    static Filter filter(Asked asked, long at, Instant asOf) {
        return new Filter()
                .validAt("i", at)
                .before("i.update_due", asOf)
                .isOneOf("i.severity", asked.words("severity", Severity.class))
                .overlaps("i.services", asked.texts("service"))
                .is("i.drill", asked.choice("drill", Choice.FALSE).wanted());
    }

    static OverdueUpdates report(Snapshot view, Asked asked, Instant asOf) {
        Set<Audience> audiences = asked.words("audience", Audience.class);
        long at = view.asOf(asked.time("asOf"));
        Filter filter = filter(asked, at, asOf);
        List<Overdue> overdue =
                view
                        .jdbc()
                        .sql("select i.* from incident_version i where " + filter.sql())
                        .params(filter.parameters())
                        .query((row, n) -> read(row, asOf).toList())
                        .list()
                        .stream()
                        .flatMap(List::stream)
                        .filter(item -> audiences.isEmpty() || audiences.contains(item.audience()))
                        .sorted(
                                Comparator.comparing(Overdue::due)
                                        .thenComparing(Overdue::id)
                                        .thenComparing(Overdue::audience))
                        .toList();
        return new OverdueUpdates(asOf, at, overdue);
    }

    /** Of one incident, for each audience that waits. */
    private static Stream<Overdue> read(ResultSet row, Instant asOf) throws SQLException {
        Awaited awaited = States.awaited(row.getString("updates"));
        UUID id = row.getObject("id", UUID.class);
        String number = Objects.requireNonNullElse(row.getString("number"), id.toString());
        String title = row.getString("title");
        String severity = row.getString("severity");
        List<String> services = List.of((String[]) row.getArray("services").getArray());
        boolean drill = row.getBoolean("drill");
        return awaited.updates().stream()
                .filter(update -> update.overdue(asOf))
                .map(
                        update ->
                                new Overdue(
                                        number,
                                        id,
                                        title,
                                        severity == null ? null : Severity.valueOf(severity),
                                        services,
                                        awaited.status(),
                                        drill,
                                        update.audience(),
                                        Objects.requireNonNull(update.due()),
                                        update.overdueMinutes(asOf),
                                        update.lastSent(),
                                        update.policy(),
                                        Objects.equals(update.reminded(), update.due()),
                                        awaited.teller()));
    }
}
