package io.incidentledger.query.projection;

import io.incidentledger.events.Fact;
import io.incidentledger.query.projection.Known.FollowUpKey;
import io.incidentledger.query.projection.Known.KnownFollowUp;
import io.incidentledger.query.projection.Known.KnownIncident;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

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
        each(
                "select i.state, i.opened, "
                        + EventRow.COLUMNS
                        + " from incident i join recorded_event e on e.position = i.opened"
                        + " where i.id = any(?)",
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
                },
                Values.uuids(batch.facts().keySet()));
        addSources(batch.reworded(), incidents);
        return incidents;
    }

    private void addSources(
            Collection<ReadBatch.EntryKey> reworded, Map<UUID, KnownIncident> incidents) {
        each(
                "select "
                        + EventRow.COLUMNS
                        + " from unnest(?, ?) as c(incident_id, key)"
                        + " join timeline_entry t using (incident_id, key)"
                        + " cross join unnest(t.positions) as p"
                        + " join recorded_event e on e.position = p",
                row -> {
                    EventRow source = EventRow.read(row);
                    KnownIncident incident = incidents.get(source.incidentId());
                    if (incident != null) {
                        incident.sources().add(source.fact());
                    }
                },
                Values.uuids(reworded.stream().map(ReadBatch.EntryKey::incidentId).toList()),
                Values.texts(reworded.stream().map(ReadBatch.EntryKey::key).toList()));
        incidents
                .values()
                .forEach(known -> known.sources().sort(Comparator.comparing(Fact::position)));
    }

    private Map<FollowUpKey, KnownFollowUp> followUps(ReadBatch batch) {
        Map<FollowUpKey, KnownFollowUp> followUps = new HashMap<>();
        each(
                "select incident_id, id, opened, document from follow_up"
                        + " where id = any(?) and valid_to = "
                        + Changes.OPEN_ENDED,
                row ->
                        followUps.put(
                                new FollowUpKey(
                                        row.getObject("incident_id", UUID.class),
                                        row.getObject("id", UUID.class)),
                                new KnownFollowUp(
                                        States.followUp(row.getString("document")),
                                        row.getLong("opened"))),
                Values.uuids(batch.followUps()));
        return followUps;
    }

    /** One parameter of a question: an array. */
    private record Values(String type, Object[] elements) {
        static Values uuids(Collection<UUID> ids) {
            return new Values("uuid", ids.toArray());
        }

        static Values texts(Collection<String> texts) {
            return new Values("text", texts.toArray());
        }
    }

    /** Asks nothing about nothing. */
    private void each(String question, RowCallbackHandler row, Values... parameters) {
        if (parameters[0].elements.length == 0) {
            return;
        }
        jdbc.query(
                question,
                (PreparedStatement prepared) -> {
                    int index = 1;
                    for (Values values : parameters) {
                        prepared.setArray(
                                index++,
                                prepared.getConnection()
                                        .createArrayOf(values.type, values.elements));
                    }
                },
                row);
    }
}
