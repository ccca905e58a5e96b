package io.incidentledger.query.projection;

import io.incidentledger.events.Fact;
import io.incidentledger.query.projection.Known.FollowUpKey;
import io.incidentledger.query.projection.Known.KnownFollowUp;
import io.incidentledger.query.projection.Known.KnownIncident;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;

/** Reads what a batch is about: one select for each kind of thing, however many there are. */
final class KnownTables {
    private final JdbcTemplate jdbc;

    KnownTables(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Known before(ReadBatch batch) {
        return new Known(incidents(batch), followUps(batch));
    }

    private Map<UUID, KnownIncident> incidents(ReadBatch batch) {
        Map<UUID, KnownIncident> incidents = new HashMap<>();
        if (batch.facts().isEmpty()) {
            return incidents;
        }
        jdbc.query(
                "select i.state, i.opened, "
                        + EventRow.COLUMNS
                        + " from incident i join recorded_event e on e.position = i.opened"
                        + " where i.id = any(?)",
                uuids(batch.facts().keySet()),
                row -> {
                    EventRow declared = EventRow.read(row);
                    List<Fact> sources = new ArrayList<>();
                    sources.add(declared.fact());
                    incidents.put(
                            declared.incidentId(),
                            new KnownIncident(
                                    States.incident(row.getString("state")),
                                    row.getLong("opened"),
                                    sources));
                });
        addSources(batch.corrected(), incidents);
        return incidents;
    }

    private void addSources(
            Collection<ReadBatch.EntryKey> corrected, Map<UUID, KnownIncident> incidents) {
        if (corrected.isEmpty()) {
            return;
        }
        jdbc.query(
                "select "
                        + EventRow.COLUMNS
                        + " from unnest(?::uuid[], ?::text[]) as c(incident_id, key)"
                        + " join timeline_entry t using (incident_id, key)"
                        + " cross join unnest(t.positions) as p"
                        + " join recorded_event e on e.position = p",
                (PreparedStatement prepared) -> {
                    setArray(
                            prepared,
                            1,
                            "uuid",
                            corrected.stream().map(ReadBatch.EntryKey::incidentId).toArray());
                    setArray(
                            prepared,
                            2,
                            "text",
                            corrected.stream().map(ReadBatch.EntryKey::key).toArray());
                },
                row -> {
                    EventRow source = EventRow.read(row);
                    KnownIncident incident = incidents.get(source.incidentId());
                    if (incident != null) {
                        incident.sources().add(source.fact());
                    }
                });
        incidents
                .values()
                .forEach(known -> known.sources().sort(Comparator.comparing(Fact::position)));
    }

    private Map<FollowUpKey, KnownFollowUp> followUps(ReadBatch batch) {
        Map<FollowUpKey, KnownFollowUp> followUps = new HashMap<>();
        Collection<UUID> ids = batch.followUps();
        if (ids.isEmpty()) {
            return followUps;
        }
        jdbc.query(
                "select incident_id, id, opened, document from follow_up"
                        + " where id = any(?) and valid_to = "
                        + Changes.OPEN_ENDED,
                uuids(ids),
                row -> {
                    followUps.put(
                            new FollowUpKey(
                                    row.getObject("incident_id", UUID.class),
                                    row.getObject("id", UUID.class)),
                            new KnownFollowUp(
                                    States.followUp(row.getString("document")),
                                    row.getLong("opened")));
                });
        return followUps;
    }

    private static PreparedStatementSetter uuids(Collection<UUID> ids) {
        return prepared -> setArray(prepared, 1, "uuid", ids.toArray());
    }

    private static void setArray(
            PreparedStatement prepared, int index, String type, Object[] values)
            throws SQLException {
        prepared.setArray(index, prepared.getConnection().createArrayOf(type, values));
    }
}
