package io.incidentledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.Audience;
import io.incidentledger.events.CancelReason;
import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpAssigned;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpDeclined;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpReopened;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.FollowUpStarted;
import io.incidentledger.events.FollowUpVerified;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.HypothesisJudged;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.Redactions;
import io.incidentledger.events.RelationKind;
import io.incidentledger.events.RelationStated;
import io.incidentledger.events.RelationTakenAway;
import io.incidentledger.events.RemindedOfUpdate;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.TimelineEntryRetracted;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.postmortem.history.AwaitedUpdate;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.follow.AppliedLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.axonframework.messaging.eventstreaming.Tag;

/** G6: whatever the log holds and wherever batches end or break off, the rows are the fold. */
public class ProjectionEqualsFoldTest {
    private static Database database;
    private static Projection projection;

    @BeforeContainer
    static void open() {
        database = Database.fresh();
        projection = AppliedLog.begun(database);
    }

    @AfterContainer
    static void close() {
        database.close();
    }

    @Property(tries = 40)
    void rows_equal_the_fold_of_the_log_for_any_batches_and_crashes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 90) int length) {
        Random random = new Random(seed);
        List<RecordedEvent> log = anyLog(random, length);
        Projection projection = empty();

        int next = 0;
        while (next < log.size()) {
            int end = Math.min(log.size(), next + 1 + random.nextInt(22));
            List<EventRow> batch = log.subList(next, end).stream().map(EventRow::of).toList();
            if (random.nextInt(4) == 0) {
                // A crash after the rows and before the commit: all of it comes again.
                database.transaction()
                        .executeWithoutResult(
                                status -> {
                                    projection.apply(batch);
                                    status.setRollbackOnly();
                                });
            } else {
                database.transaction().executeWithoutResult(status -> projection.apply(batch));
                // A crash after the commit and before anybody knew: part of it comes again.
                next = random.nextInt(4) == 0 ? next + random.nextInt(end - next) : end;
            }
        }

        assertThat(rows()).isEqualTo(fold(log));
    }

    private record Rows(
            long position,
            List<Long> events,
            List<Long> parked,
            Map<UUID, IncidentState> incidents,
            Map<UUID, Map<Long, String>> standings,
            Map<String, String> words,
            Map<UUID, Map<Long, FollowUp>> followUps) {}

    /** What the tables say. */
    private static Rows rows() {
        Map<UUID, IncidentState> incidents = new TreeMap<>();
        database.jdbc.query(
                "select id, state from incident",
                row -> {
                    incidents.put(
                            row.getObject("id", UUID.class),
                            States.incident(row.getString("state")));
                });
        Map<String, String> words = new TreeMap<>();
        database.jdbc.query(
                "select incident_id, key, words, positions::text from timeline_entry",
                row -> {
                    words.put(
                            row.getString("incident_id") + " " + row.getString("key"),
                            row.getString("words") + row.getString("positions"));
                });
        Map<UUID, Map<Long, String>> standings = new TreeMap<>();
        Map<UUID, Map<Long, FollowUp>> followUps = new TreeMap<>();
        // As of every position: each version answers for the positions that it is valid at.
        for (long at = 0; at <= position(); at++) {
            long asOf = at;
            database.jdbc.query(
                    "select id, document from follow_up where valid_from <= ? and valid_to > ?",
                    row -> {
                        followUps
                                .computeIfAbsent(
                                        row.getObject("id", UUID.class), id -> new TreeMap<>())
                                .put(asOf, States.followUp(row.getString("document")));
                    },
                    at,
                    at);
            database.jdbc.query(
                    "select * from incident_version i" + " where valid_from <= ? and valid_to > ?",
                    row -> {
                        standings
                                .computeIfAbsent(
                                        row.getObject("id", UUID.class), id -> new TreeMap<>())
                                .put(
                                        asOf,
                                        row.getString("number")
                                                + row.getString("title")
                                                + row.getString("severity")
                                                + List.of(
                                                        (Object[])
                                                                row.getArray("services").getArray())
                                                + List.of(
                                                        (Object[])
                                                                row.getArray("causes").getArray())
                                                + row.getBoolean("drill")
                                                + MeasuredColumns.read(row)
                                                + (row.getTimestamp("update_due") == null
                                                        ? null
                                                        : row.getTimestamp("update_due")
                                                                .toInstant())
                                                + row.getString("updates"));
                    },
                    at,
                    at);
        }
        return new Rows(
                position(),
                database.jdbc.queryForList(
                        "select position from recorded_event order by position", Long.class),
                database.jdbc.queryForList(
                        "select position from parked_event order by position", Long.class),
                incidents,
                standings,
                words,
                followUps);
    }

    /** What the folds say. */
    private static Rows fold(List<RecordedEvent> log) {
        List<Long> parked = new ArrayList<>();
        Map<UUID, List<Fact>> facts = new TreeMap<>();
        for (RecordedEvent event : log) {
            if (event.payload().length == 1) {
                parked.add(event.position());
            } else if (event.tag("incident") != null) {
                facts.computeIfAbsent(
                                UUID.fromString(event.tag("incident")), id -> new ArrayList<>())
                        .add(WrittenLog.fact(event));
            }
        }
        Map<UUID, IncidentState> incidents = new TreeMap<>();
        Map<UUID, Map<Long, String>> standings = new TreeMap<>();
        Map<String, String> words = new TreeMap<>();
        Map<UUID, Map<Long, FollowUp>> followUps = new TreeMap<>();
        facts.forEach(
                (id, all) -> {
                    Redactions redactions = Redactions.of(all);
                    for (long at = 0; at < log.size(); at++) {
                        long asOf = at;
                        IncidentHistory history = asOf(all, redactions, at);
                        if (history == null) {
                            continue;
                        }
                        IncidentState state = history.state();
                        incidents.put(id, state);
                        standings
                                .computeIfAbsent(id, key -> new TreeMap<>())
                                .put(
                                        at,
                                        state.number()
                                                + state.title()
                                                + state.severity()
                                                + state.services()
                                                + state.causes()
                                                + state.drill()
                                                + state.measured()
                                                + state.updates().stream()
                                                        .map(AwaitedUpdate::due)
                                                        .filter(Objects::nonNull)
                                                        .min(Comparator.naturalOrder())
                                                        .orElse(null)
                                                + awaited(state));
                        history.followUps()
                                .forEach(
                                        followUp ->
                                                followUps
                                                        .computeIfAbsent(
                                                                followUp.id().value(),
                                                                key -> new TreeMap<>())
                                                        .put(asOf, followUp));
                        history.timeline().stream()
                                .filter(item -> item.text() != null)
                                .forEach(
                                        item -> {
                                            List<Long> positions = new ArrayList<>();
                                            positions.add(item.position());
                                            StringBuilder said = new StringBuilder(item.text());
                                            item.corrections()
                                                    .forEach(
                                                            correction ->
                                                                    positions.add(
                                                                            correction.position()));
                                            item.outcomes()
                                                    .forEach(
                                                            outcome -> {
                                                                positions.add(outcome.position());
                                                                if (outcome.text() != null) {
                                                                    said.append('\n')
                                                                            .append(outcome.text());
                                                                }
                                                            });
                                            positions.sort(null);
                                            words.put(
                                                    id + " " + item.key(),
                                                    said.toString()
                                                            + positions
                                                                    .toString()
                                                                    .replace('[', '{')
                                                                    .replace(']', '}')
                                                                    .replace(" ", ""));
                                        });
                    }
                });
        return new Rows(
                log.size() - 1L,
                log.stream().map(RecordedEvent::position).toList(),
                parked,
                incidents,
                standings,
                words,
                followUps);
    }

    private static String awaited(IncidentState state) {
        List<AwaitedUpdate> due =
                state.updates().stream().filter(update -> update.due() != null).toList();
        return due.isEmpty() ? null : States.json(new Awaited(state.status(), state.teller(), due));
    }

    private static IncidentHistory asOf(List<Fact> facts, Redactions redactions, long position) {
        try {
            return IncidentHistory.of(
                    facts.stream().filter(fact -> fact.position() <= position).toList(),
                    redactions);
        } catch (IllegalArgumentException notDeclared) {
            return null;
        }
    }

    private static long position() {
        return Objects.requireNonNull(
                database.jdbc.queryForObject("select position from view_generation", Long.class));
    }

    private static Projection empty() {
        database.jdbc.execute(
                "truncate recorded_event, parked_event, incident, incident_version,"
                        + " timeline_entry, incident_text, follow_up, access_token");
        database.jdbc.execute("update view_generation set position = -1");
        return projection;
    }

    /** Odd on purpose: the log is right, whatever it holds. */
    public static List<RecordedEvent> anyLog(Random random, int length) {
        WrittenLog log = new WrittenLog();
        List<IncidentId> incidents = new ArrayList<>();
        Map<IncidentId, List<EntryId>> entries = new HashMap<>();
        Map<IncidentId, List<FollowUpId>> followUps = new HashMap<>();
        while (log.head() + 1 < length) {
            log.later(Duration.ofSeconds(random.nextInt(300)));
            if (incidents.isEmpty() || random.nextInt(12) == 0) {
                IncidentId id =
                        random.nextInt(5) == 0
                                ? new IncidentId(UUID.randomUUID())
                                : log.declare("Fault " + random.nextInt(), Severity.SEV2, "shop");
                incidents.add(id);
                continue;
            }
            IncidentId id = incidents.get(random.nextInt(incidents.size()));
            List<EntryId> noted = entries.computeIfAbsent(id, key -> new ArrayList<>());
            List<FollowUpId> added = followUps.computeIfAbsent(id, key -> new ArrayList<>());
            Moment now = Moment.exactly(log.now());
            EntryId entry =
                    noted.isEmpty()
                            ? new EntryId(UUID.randomUUID())
                            : noted.get(random.nextInt(noted.size()));
            FollowUpId followUp =
                    added.isEmpty()
                            ? new FollowUpId(UUID.randomUUID())
                            : added.get(random.nextInt(added.size()));
            Handle ben = new Handle("@ben");
            Audience audience = Audience.values()[random.nextInt(3)];
            LedgerEvent event =
                    switch (random.nextInt(33)) {
                        case 0 ->
                                new SeverityChanged(
                                        id,
                                        null,
                                        Severity.values()[random.nextInt(5)],
                                        random.nextBoolean() ? "worse" : null,
                                        null,
                                        now);
                        case 1 ->
                                new IncidentDetailsChanged(
                                        id,
                                        random.nextBoolean() ? "Renamed" : null,
                                        "It \"broke\" {1,2} \\ all",
                                        random.nextBoolean()
                                                ? List.of("a,b", "c\"d", "{e}\\", "null", "")
                                                : null,
                                        null,
                                        null,
                                        random.nextBoolean() ? true : null,
                                        null,
                                        null,
                                        now);
                        case 2 ->
                                new MilestoneSet(
                                        id,
                                        Milestone.values()[random.nextInt(10)],
                                        null,
                                        null,
                                        now);
                        case 3, 4 -> {
                            noted.add(log.note(id, "Saw " + random.nextInt(100)));
                            yield null;
                        }
                        // Nothing keeps the log from holding an id twice.
                        case 5 ->
                                new TimelineEntryRecorded(
                                        id,
                                        entry,
                                        new EntryContent.Note("Again " + log.head()),
                                        null,
                                        null,
                                        now);
                        case 6, 7 ->
                                new TimelineEntryCorrected(
                                        id,
                                        entry,
                                        random.nextBoolean() ? "Corrected " + log.head() : null,
                                        random.nextBoolean()
                                                ? Moment.exactly(
                                                        log.now().minusSeconds(random.nextInt(900)))
                                                : null,
                                        "typo",
                                        null,
                                        now);
                        case 8 -> new IncidentResolved(id, null, null, "Fixed", null, now);
                        case 9, 10 -> {
                            added.add(log.followUp(id, "Do " + random.nextInt(100), null, null));
                            yield null;
                        }
                        case 11 -> new FollowUpAssigned(id, followUp, ben, null, null, now);
                        case 12 ->
                                new FollowUpRescheduled(
                                        id,
                                        followUp,
                                        WrittenLog.due(
                                                LocalDate.of(2026, 4, 1)
                                                        .plusDays(random.nextInt(9))
                                                        .toString()),
                                        "later",
                                        null,
                                        now);
                        case 13 ->
                                random.nextBoolean()
                                        ? new FollowUpStarted(id, followUp, null, now)
                                        : new FollowUpCompleted(
                                                id, followUp, new Evidence(null, "ok"), ben, now);
                        case 14 ->
                                random.nextBoolean()
                                        ? new FollowUpVerified(id, followUp, null, ben, now)
                                        : new FollowUpReopened(id, followUp, "no", null, now);
                        case 18 -> new TimelineEntryRetracted(id, entry, "not so", null, now);
                        case 19 ->
                                new WordsRedacted(
                                        id,
                                        null,
                                        // Before there is any event, its own position.
                                        random.longs(3, 0, Math.max(1, log.head() + 1))
                                                .mapToObj(at -> new HiddenEvent(at, "00"))
                                                .toList(),
                                        "secret",
                                        null,
                                        now);
                        case 20 ->
                                new HypothesisJudged(
                                        id,
                                        entry,
                                        HypothesisState.values()[random.nextInt(3)],
                                        random.nextBoolean() ? "Judged " + log.head() : null,
                                        null,
                                        now);
                        case 21 -> {
                            noted.add(
                                    log.entry(
                                            id,
                                            new EntryContent.Hypothesis(
                                                    "Maybe " + log.head(), HypothesisState.OPEN),
                                            null));
                            yield new TimelineEntryFlagged(
                                    id, entry, random.nextBoolean(), null, null, now);
                        }
                        case 22 ->
                                new CauseNamed(
                                        id,
                                        new Cause("cause-" + random.nextInt(3)),
                                        "seen",
                                        null,
                                        now);
                        case 23 ->
                                new CauseTakenAway(
                                        id,
                                        new Cause("cause-" + random.nextInt(3)),
                                        "not so",
                                        null,
                                        now);
                        case 24 ->
                                new RelationStated(
                                        id,
                                        other(random, incidents),
                                        RelationKind.values()[random.nextInt(4)],
                                        random.nextBoolean() ? "alike" : null,
                                        null,
                                        now);
                        case 25 ->
                                new RelationTakenAway(
                                        id,
                                        other(random, incidents),
                                        RelationKind.values()[random.nextInt(4)],
                                        "not so",
                                        null,
                                        now);
                        case 26 ->
                                new IncidentMerged(id, other(random, incidents), "one", null, now);
                        case 27 -> new OtherMergedIn(id, other(random, incidents), null, now);
                        case 28 ->
                                new DurationStated(
                                        id,
                                        Milestone.DETECTED,
                                        Milestone.RESOLVED,
                                        random.nextInt(-99, 99_999),
                                        null,
                                        null,
                                        null);
                        case 29 -> {
                            noted.add(
                                    log.entry(
                                            id,
                                            new EntryContent.Update(
                                                    "Told " + log.head(),
                                                    audience,
                                                    random.nextBoolean() ? log.now() : null,
                                                    null),
                                            null));
                            yield null;
                        }
                        case 30 ->
                                new UpdateDueChanged(
                                        id,
                                        audience,
                                        random.nextInt(3) == 0 ? null : log.now(),
                                        "standard/1",
                                        null,
                                        now);
                        case 31 ->
                                new RemindedOfUpdate(id, audience, log.now(), ben, null, null, now);
                        case 32 -> new RoleAssigned(id, Role.COMMUNICATIONS, ben, null, now);
                        case 15 -> new FollowUpDeclined(id, followUp, "cost", null, now);
                        case 16 -> {
                            boolean damaged = random.nextBoolean();
                            log.add(
                                    damaged ? "incident.resolved" : "incident.of-the-future",
                                    "1",
                                    Set.of(new Tag("incident", id.toString())),
                                    null,
                                    (damaged ? "{" : "{\"x\":1}").getBytes(StandardCharsets.UTF_8));
                            yield null;
                        }
                        default ->
                                new IncidentCancelled(
                                        id, CancelReason.FALSE_ALARM, "none", null, now);
                    };
            if (event != null) {
                log.add(event);
            }
        }
        return log.events();
    }

    private static OtherIncident other(Random random, List<IncidentId> incidents) {
        return new OtherIncident(incidents.get(random.nextInt(incidents.size())), "INC-x");
    }
}
