package io.incidentledger.query.projection;

import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.Fact;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.Redactions;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.query.projection.ReadBatch.Parked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes redacted words out of the tables. A redaction is rare and reaches back to any earlier
 * event, so its incident is folded anew as a whole: stored payloads lose their words, and every row
 * that was made from them goes and is made again. A recorded change that a redacted entry shows
 * loses its words with it.
 */
final class Redacting {
    private static final String PARKED_REASON = "it cannot be read; what it held is redacted";

    private static final String UPDATED =
            "update recorded_event e set payload = r.payload from %s where e.position = r.position";

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
        Set<UUID> changes = new HashSet<>();
        // What is tried again is among the stored events already.
        Set<Long> inBatch =
                batch.rows().stream().map(EventRow::position).collect(Collectors.toSet());
        for (Map.Entry<UUID, Set<Long>> incident : hidden.entrySet()) {
            List<EventRow> stored = stored(incident.getKey());
            REDACTED.execute(
                    jdbc,
                    UPDATED,
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
            all.stream()
                    .filter(fact -> incident.getValue().contains(fact.position()))
                    .flatMap(fact -> Stream.ofNullable(change(fact)))
                    .forEach(changes::add);
        }
        Set<Long> sources = withoutWords(changes, batch);
        return new ReadBatch(
                batch.rows().stream()
                        .map(
                                row ->
                                        isHidden(row, hidden) || sources.contains(row.position())
                                                ? row.withoutWords()
                                                : row)
                        .toList(),
                facts,
                batch.access(),
                batch.organisation().stream()
                        .map(
                                fact ->
                                        sources.contains(fact.position())
                                                ? fact.withoutWords(null)
                                                : fact)
                        .toList(),
                parked(batch, hidden));
    }

    /** The recorded change that an entry shows, or null where it shows none. */
    private static @Nullable UUID change(Fact fact) {
        return fact.event() instanceof TimelineEntryRecorded entry
                        && entry.content() instanceof EntryContent.Change change
                        && change.changeId() != null
                ? change.changeId().value()
                : null;
    }

    /**
     * Takes their words out of changes that were recorded before the batch.
     *
     * @return the positions of all these changes, also of those in the batch
     */
    private Set<Long> withoutWords(Set<UUID> changes, ReadBatch batch) {
        Set<Long> positions = new HashSet<>();
        if (changes.isEmpty()) {
            return positions;
        }
        for (Fact fact : batch.organisation()) {
            if (fact.event() instanceof ChangeRecorded it
                    && changes.contains(it.changeId().value())) {
                positions.add(fact.position());
            }
        }
        List<RecordedChange> known =
                jdbc.query(
                        "select document from change where id = any(?)",
                        (row, n) -> States.change(row.getString("document")).withoutWords(),
                        (Object) changes.toArray(UUID[]::new));
        for (RecordedChange change : known) {
            positions.add(change.position());
            jdbc.update(
                    "update change set document = ? where id = ?",
                    States.json(change),
                    change.id().value());
            REDACTED.execute(
                    jdbc,
                    UPDATED,
                    jdbc.query(
                            "select "
                                    + EventRow.COLUMNS
                                    + " from recorded_event e where e.position = ?",
                            (row, n) -> EventRow.read(row).withoutWords(),
                            change.position()));
        }
        return positions;
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
