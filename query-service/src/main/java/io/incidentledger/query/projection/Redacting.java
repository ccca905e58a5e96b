package io.incidentledger.query.projection;

import io.incidentledger.events.Fact;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.Redactions;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.query.projection.ReadBatch.Parked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes redacted words out of the tables. A redaction is rare and reaches back to any earlier
 * event, so its incident is folded anew as a whole: stored payloads lose their words, and every row
 * that was made from them goes and is made again.
 */
final class Redacting {
    private static final String PARKED_REASON = "it cannot be read; what it held is redacted";

    private static final UnnestedRows<EventRow> REDACTED =
            new UnnestedRows<EventRow>()
                    .bigint("position", EventRow::position)
                    .bytes(
                            "payload",
                            row -> Objects.requireNonNullElseGet(row.payload(), () -> new byte[0]));

    private final JdbcTemplate jdbc;
    private final ViewTables tables;

    Redacting(JdbcTemplate jdbc, ViewTables tables) {
        this.jdbc = jdbc;
        this.tables = tables;
    }

    /**
     * The batch without words that are redacted by now. Of an incident that it redacts it holds
     * every fact from the declaration on, and the tables hold nothing but its events.
     */
    ReadBatch redacted(ReadBatch batch) {
        Map<UUID, Set<Long>> hidden = hidden(batch);
        if (hidden.isEmpty()) {
            return batch;
        }
        Map<UUID, List<Fact>> facts = new LinkedHashMap<>(batch.facts());
        // What is tried again is among the stored events already.
        Set<Long> inBatch =
                batch.rows().stream().map(EventRow::position).collect(Collectors.toSet());
        for (Map.Entry<UUID, Set<Long>> incident : hidden.entrySet()) {
            List<EventRow> stored = stored(incident.getKey());
            REDACTED.execute(
                    jdbc,
                    "update recorded_event e set payload = r.payload from %s"
                            + " where e.position = r.position",
                    stored.stream()
                            .filter(row -> incident.getValue().contains(row.position()))
                            .map(EventRow::withoutWords)
                            .toList());
            forget(incident.getKey(), incident.getValue());
            List<Fact> all = new ArrayList<>();
            readable(incident.getKey(), stored).stream()
                    .filter(fact -> !inBatch.contains(fact.position()))
                    .forEach(all::add);
            all.addAll(batch.facts().getOrDefault(incident.getKey(), List.of()));
            Redactions redactions = Redactions.of(all);
            facts.put(incident.getKey(), all.stream().map(redactions::applied).toList());
        }
        return new ReadBatch(
                batch.rows().stream().map(row -> shown(row, hidden)).toList(),
                facts,
                batch.access(),
                batch.organisation(),
                parked(batch, hidden));
    }

    /** The positions that the batch redacts, by incident. */
    private static Map<UUID, Set<Long>> hidden(ReadBatch batch) {
        Map<UUID, Set<Long>> hidden = new HashMap<>();
        batch.facts()
                .forEach(
                        (incident, facts) -> {
                            for (Fact fact : facts) {
                                if (fact.event() instanceof WordsRedacted redacted) {
                                    Set<Long> positions =
                                            hidden.computeIfAbsent(incident, id -> new TreeSet<>());
                                    redacted.hidden().stream()
                                            .map(HiddenEvent::position)
                                            .filter(position -> position < fact.position())
                                            .forEach(positions::add);
                                }
                            }
                        });
        return hidden;
    }

    private List<EventRow> stored(UUID incident) {
        return jdbc.query(
                "select "
                        + EventRow.COLUMNS
                        + " from recorded_event e where e.incident_id = ? order by e.position",
                (row, n) -> EventRow.read(row),
                incident);
    }

    /** What is parked stays parked. */
    private List<Fact> readable(UUID incident, List<EventRow> stored) {
        Set<Long> parked =
                jdbc
                        .queryForList(
                                "select p.position from parked_event p join recorded_event e"
                                        + " using (position) where e.incident_id = ?",
                                Long.class,
                                incident)
                        .stream()
                        .collect(Collectors.toSet());
        return stored.stream()
                .filter(row -> !parked.contains(row.position()))
                .map(EventRow::fact)
                .toList();
    }

    private void forget(UUID incident, Set<Long> positions) {
        tables.forget(incident);
        // Why a payload cannot be read may quote it.
        jdbc.update(
                "update parked_event p set reason = ? from recorded_event e"
                        + " where e.position = p.position and e.incident_id = ?"
                        + " and p.position = any(?)",
                PARKED_REASON,
                incident,
                positions.toArray(Long[]::new));
    }

    private static EventRow shown(EventRow row, Map<UUID, Set<Long>> hidden) {
        return isHidden(row, hidden) ? row.withoutWords() : row;
    }

    private static List<Parked> parked(ReadBatch batch, Map<UUID, Set<Long>> hidden) {
        Set<Long> positions =
                batch.rows().stream()
                        .filter(row -> isHidden(row, hidden))
                        .map(EventRow::position)
                        .collect(Collectors.toSet());
        return batch.parked().stream()
                .map(
                        parked ->
                                positions.contains(parked.position())
                                        ? new Parked(parked.position(), PARKED_REASON)
                                        : parked)
                .toList();
    }

    private static boolean isHidden(EventRow row, Map<UUID, Set<Long>> hidden) {
        UUID incident = row.incidentId();
        return incident != null && hidden.getOrDefault(incident, Set.of()).contains(row.position());
    }
}
