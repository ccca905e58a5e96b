package io.incidentledger.query.metrics;

import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import io.incidentledger.postmortem.history.Measured;
import io.incidentledger.query.projection.MeasuredColumns;
import io.incidentledger.query.request.Filter;
import io.incidentledger.query.request.Words;
import io.incidentledger.query.view.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Reads which incidents a report covers, and which it leaves out. */
final class FindMeasured {
    private final MetricsQuestion question;
    private final Map<String, String> owners;
    private final List<MeasuredIncident> covered = new ArrayList<>();
    private final SortedMap<String, Integer> leftOut = new TreeMap<>();

    private FindMeasured(MetricsQuestion question, Map<String, String> owners) {
        this.question = question;
        this.owners = owners;
    }

    /**
     * @param covered in {@link MeasuredIncident#ORDER}
     * @param leftOut how many of those that were asked for are not, by why
     */
    record Found(List<MeasuredIncident> covered, SortedMap<String, Integer> leftOut) {}

    static Found in(Snapshot view, long at, MetricsQuestion question) {
        Map<String, String> owners = new HashMap<>();
        view.jdbc()
                .sql("select name, owner from service where owner is not null")
                .query(
                        row -> {
                            owners.put(row.getString("name"), row.getString("owner"));
                        });
        FindMeasured find = new FindMeasured(question, owners);
        Filter filter = question.filter().validAt("i", at);
        view.jdbc()
                .sql(
                        "select i.id, i.number, i.severity, i.services, i.causes, i.drill, "
                                + MeasuredColumns.NAMES
                                + " from incident_version i where "
                                + filter.sql())
                .params(filter.parameters())
                .query(find::add);
        find.covered.sort(MeasuredIncident.ORDER);
        return new Found(find.covered, find.leftOut);
    }

    private void add(ResultSet row) throws SQLException {
        Measured measured = MeasuredColumns.read(row);
        Moment moment = question.belonging().of(measured);
        if (moment != null && !question.covers(moment.at())) {
            return;
        }
        Boolean drill = question.drill().wanted();
        if (drill != null && drill != row.getBoolean("drill")) {
            leftOut.merge(drill ? "no-drills" : "drills", 1, Integer::sum);
            return;
        }
        if (measured.withdrawn()) {
            leftOut.merge(Words.of(measured.status()), 1, Integer::sum);
            return;
        }
        if (moment == null) {
            leftOut.merge("without-time", 1, Integer::sum);
            return;
        }
        UUID id = row.getObject("id", UUID.class);
        String severity = row.getString("severity");
        List<String> services = List.of((String[]) row.getArray("services").getArray());
        covered.add(
                new MeasuredIncident(
                        id,
                        Objects.requireNonNullElse(row.getString("number"), id.toString()),
                        severity == null ? null : Severity.valueOf(severity),
                        services,
                        List.of((String[]) row.getArray("causes").getArray()),
                        services.stream()
                                .map(owners::get)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList(),
                        moment.at(),
                        measured));
    }
}
