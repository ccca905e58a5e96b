package io.incidentledger.query;

import static io.incidentledger.query.RunningService.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.incidentledger.events.AccessRole;
import io.incidentledger.events.Audience;
import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeKind;
import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.DataLoss;
import io.incidentledger.events.Detection;
import io.incidentledger.events.DetectionSource;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.EvidenceFile;
import io.incidentledger.events.EvidenceType;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpDeclined;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpReopened;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.FollowUpVerified;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.HypothesisJudged;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.Impact;
import io.incidentledger.events.ImpactChanged;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentImported;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.Priority;
import io.incidentledger.events.RelationKind;
import io.incidentledger.events.RelationStated;
import io.incidentledger.events.RelationTakenAway;
import io.incidentledger.events.RunbookFollowed;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookStepTaken;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Source;
import io.incidentledger.events.StepOutcome;
import io.incidentledger.events.ThreadClosed;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.ThreadOpened;
import io.incidentledger.events.ThreadReopened;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.TimelineEntryRetracted;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.events.Workaround;
import io.incidentledger.query.Asking.Answer;
import io.incidentledger.query.follow.AppliedLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * A word that came in by every door there is, redacted: no table, no answer, no document, no stream
 * and no line of our log holds it afterwards.
 */
class RedactedEverywhereTest {
    private static final String SECRET = "zq" + UUID.randomUUID().toString().replace("-", "");
    private static final String WHY = "it named a customer";
    private static final List<Logger> SILENT_IN_TESTS =
            Stream.of("org.axonframework", "org.springframework.transaction")
                    .map(name -> (Logger) LoggerFactory.getLogger(name))
                    .toList();
    private static final UUID CHANGE = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void nothing_holds_a_word_after_its_redaction() throws Exception {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level usual = root.getLevel();
        WrittenLog written = new WrittenLog();
        written.token("viewer", AccessRole.ADMIN);
        IncidentId incident = bySecretDoors(written);
        IncidentId other = written.declare("Another", Severity.SEV2);
        written.add(
                new RelationStated(
                        incident,
                        new OtherIncident(other, "INC-2"),
                        RelationKind.SAME_CAUSE,
                        SECRET,
                        null,
                        Moment.exactly(NOW)));
        try (RunningService service = new RunningService(written)) {
            Database database = service.database;
            EmbeddedLog log = service.log;
            Asking ask = service.as("viewer");
            long before = log.head();
            assertThat(tablesWith(database, SECRET))
                    .contains(
                            "recorded_event",
                            "incident",
                            "incident_version",
                            "timeline_entry",
                            "follow_up",
                            "parked_event");
            assertThat(answersWith(ask.from(before), SECRET)).hasSizeGreaterThan(15);
            assertThat(streamed(ask, before)).anyMatch(data -> data.contains(SECRET));
            Instant known = Instant.now();
            await().until(() -> Instant.now().isAfter(known.plusMillis(20)));
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
            root.addAppender(lines);
            root.setLevel(Level.INFO);
            SILENT_IN_TESTS.forEach(logger -> logger.setLevel(null));

            written.add(redacted(incident, 1, written.head()));
            log.append(written);
            Asking then = ask.from(log.head());

            assertThat(then.get("/api/v1/incidents/INC-1").status()).isEqualTo(200);
            assertThat(tablesWith(database, SECRET)).isEmpty();
            assertThat(answersWith(then, SECRET)).isEmpty();
            assertThat(answersAsOf(then, known, SECRET)).isEmpty();
            assertThat(streamed(then, log.head()))
                    .noneMatch(data -> data.contains(SECRET))
                    .anyMatch(data -> data.contains(WHY));
            assertThat(then.get("/api/v1/incidents?q=" + SECRET).json().get("items")).isEmpty();
            assertThat(then.get("/api/v1/follow-ups?q=" + SECRET).json().get("items")).isEmpty();
            // That there was something, who hid it and why stays.
            assertThat(then.get("/api/v1/incidents/INC-1/postmortem.md").body())
                    .contains(WHY)
                    .contains("(redacted)")
                    .contains(hash());
            assertThat(then.get("/api/v1/incidents/INC-1/timeline").body()).contains(WHY);
            assertThat(then.get("/api/v1/incidents/INC-1/events").body())
                    .contains(WHY)
                    .contains(hash());
            assertThat(then.get("/api/v1/incidents/INC-1/postmortem.md?asOf=" + known).body())
                    .contains(WHY);
            assertThat(then.get("/api/v1/incidents/" + other).body()).contains("Another");
            assertThat(then.get("/api/v1/incidents/INC-1?asOf=" + known).header("ETag"))
                    .contains("-" + log.head() + "~");
            java.util.logging.Logger.getLogger("a library").info("That this is heard");
        } finally {
            root.detachAppender(lines);
            root.setLevel(usual);
            SILENT_IN_TESTS.forEach(logger -> logger.setLevel(Level.OFF));
        }
        assertThat(List.copyOf(lines.list))
                .map(RedactedEverywhereTest::line)
                .anyMatch(line -> line.contains("That this is heard"))
                .noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void a_view_made_anew_from_the_log_holds_nothing_either() {
        WrittenLog written = new WrittenLog();
        IncidentId incident = bySecretDoors(written);
        written.add(redacted(incident, 0, written.head()));
        written.add(
                new IncidentDetailsChanged(
                        incident, "Clean", null, null, null, null, null, null, null, null));
        try (Database database = Database.fresh()) {
            AppliedLog.apply(database, written);

            assertThat(tablesWith(database, SECRET)).isEmpty();
            assertThat(tablesWith(database, "Clean")).contains("incident", "incident_version");
        }
    }

    /** One event of each kind that takes words, the secret in every place; no other words. */
    private static IncidentId bySecretDoors(WrittenLog log) {
        IncidentId id = new IncidentId(UUID.randomUUID());
        Moment now = Moment.exactly(NOW);
        Impact impact = new Impact(null, SECRET, DataLoss.SUSPECTED, new Workaround(true, SECRET));
        Detection detection = new Detection(DetectionSource.USER, SECRET);
        String link = "https://example.com/" + SECRET;
        log.add(
                new IncidentDeclared(
                        id,
                        SECRET,
                        SECRET,
                        List.of(SECRET),
                        Severity.SEV2,
                        impact,
                        detection,
                        SECRET,
                        new TreeMap<>(Map.of("label", SECRET)),
                        false,
                        false,
                        null,
                        now));
        log.add(
                new DurationStated(
                        id, Milestone.DETECTED, Milestone.RESOLVED, 60, SECRET, null, now));
        log.add(
                new IncidentDetailsChanged(
                        id,
                        SECRET + "2",
                        SECRET,
                        List.of(SECRET),
                        detection,
                        SECRET,
                        null,
                        SECRET,
                        null,
                        now));
        log.add(new IncidentImported(id, new Source(SECRET, SECRET, link), null, now));
        log.add(new ImpactChanged(id, impact, SECRET, null, now));
        ChangeRecorded change =
                new ChangeRecorded(
                        new ChangeId(CHANGE),
                        "shop",
                        ChangeKind.DEPLOYMENT,
                        SECRET,
                        link,
                        SECRET,
                        null,
                        now);
        log.add(change);
        log.add(
                new TimelineEntryRecorded(
                        id,
                        new EntryId(CHANGE),
                        new EntryContent.Change(SECRET, "shop", SECRET, link, new ChangeId(CHANGE)),
                        null,
                        null,
                        now));
        List<EntryId> entries = new ArrayList<>();
        for (EntryContent content :
                List.of(
                        new EntryContent.Note(SECRET),
                        new EntryContent.Change(SECRET, SECRET, SECRET, link, null),
                        new EntryContent.EvidenceItem(
                                SECRET,
                                EvidenceType.LINK,
                                link,
                                new EvidenceFile("cd".repeat(32), "text/plain", 1, SECRET)),
                        new EntryContent.Update(SECRET, Audience.STAKEHOLDER, null, SECRET))) {
            EntryId entry = new EntryId(UUID.randomUUID());
            entries.add(entry);
            log.add(new TimelineEntryRecorded(id, entry, content, null, null, now));
        }
        log.add(
                new TimelineEntryCorrected(
                        id, entries.getFirst(), SECRET + "3", null, SECRET, null, now));
        log.add(new TimelineEntryRetracted(id, entries.getLast(), SECRET, null, now));
        EntryId guess = new EntryId(UUID.randomUUID());
        ThreadId thread = new ThreadId(UUID.randomUUID());
        log.add(new ThreadOpened(id, thread, SECRET, null, null, now));
        log.add(
                new TimelineEntryRecorded(
                        id,
                        guess,
                        new EntryContent.Hypothesis(SECRET, HypothesisState.OPEN),
                        null,
                        thread,
                        null,
                        now));
        log.add(
                new HypothesisJudged(
                        id, guess, HypothesisState.CONFIRMED, SECRET + "4", null, now));
        log.add(new ThreadClosed(id, thread, SECRET, null, now));
        log.add(new ThreadReopened(id, thread, SECRET, null, now));
        log.add(new ThreadClosed(id, thread, SECRET, null, now));
        for (int i = 0; i < 2; i++) {
            followUp(log, id, link, now, i == 0);
        }
        log.add(
                new LabelsChanged(
                        id,
                        new TreeMap<>(Map.of("label", SECRET)),
                        List.of(SECRET),
                        SECRET,
                        null,
                        now));
        RunbookId runbook = new RunbookId(UUID.randomUUID());
        log.add(new RunbookFollowed(id, runbook, "RB-1", 1, SECRET, null, now));
        log.add(
                new RunbookStepTaken(
                        id, runbook, "RB-1", 1, 1, SECRET, StepOutcome.DONE, SECRET, null, now));
        log.add(new CauseNamed(id, new Cause(SECRET), SECRET, null, now));
        log.add(new CauseTakenAway(id, new Cause(SECRET + "-2"), SECRET, null, now));
        OtherIncident other = new OtherIncident(new IncidentId(UUID.randomUUID()), "INC-9");
        log.add(new RelationStated(id, other, RelationKind.RELATED, SECRET, null, now));
        log.add(new RelationTakenAway(id, other, RelationKind.CAUSED_BY, SECRET, null, now));
        log.add(new IncidentMerged(id, other, SECRET, null, now));
        log.add(new IncidentResolved(id, null, null, SECRET, null, now));
        // A damaged one, too: why it cannot be read quotes it.
        log.add(
                "incident.severity-changed",
                "1",
                Set.of(new Tag("incident", id.toString())),
                null,
                ("{\"incidentId\":\"" + id + "\",\"to\":\"" + SECRET + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
        return id;
    }

    private static void followUp(
            WrittenLog log, IncidentId id, String link, Moment now, boolean done) {
        FollowUpId followUp = new FollowUpId(UUID.randomUUID());
        log.add(
                new FollowUpAdded(
                        id,
                        followUp,
                        SECRET,
                        SECRET,
                        FollowUpType.DETECT,
                        Priority.HIGH,
                        null,
                        WrittenLog.due("2026-03-03"),
                        link,
                        null,
                        null,
                        now));
        List<LedgerEvent> steps =
                List.of(
                        new FollowUpRescheduled(
                                id, followUp, WrittenLog.due("2026-03-04"), SECRET, null, now),
                        new FollowUpDeclined(id, followUp, SECRET, null, now),
                        new FollowUpReopened(id, followUp, SECRET, null, now),
                        new FollowUpCompleted(id, followUp, new Evidence(link, SECRET), null, now),
                        new FollowUpVerified(id, followUp, SECRET, null, now));
        steps.subList(0, done ? 5 : 3).forEach(log::add);
    }

    static WordsRedacted redacted(IncidentId incident, long from, long to) {
        List<HiddenEvent> hidden = new ArrayList<>();
        for (long position = from; position <= to; position++) {
            hidden.add(new HiddenEvent(position, hash()));
        }
        return new WordsRedacted(incident, null, hidden, WHY, null, Moment.exactly(NOW));
    }

    private static String hash() {
        return "ab".repeat(32);
    }

    private static List<String> tablesWith(Database database, String needle) {
        List<String> found = new ArrayList<>();
        database.jdbc.query(
                "select table_schema, table_name, string_agg(case data_type when 'bytea' then"
                        + " 'encode(' || quote_ident(column_name) || ', ''escape'')'"
                        + " || ' || encode(' || quote_ident(column_name) || ', ''hex'')'"
                        + " else quote_ident(column_name) || '::text' end, ',') as texts"
                        + " from information_schema.columns where table_schema = ?"
                        + " or starts_with(table_schema, ? || '_view_') group by 1, 2",
                row -> {
                    Long rows =
                            database.jdbc.queryForObject(
                                    "select count(*) from \"%s\".\"%s\" where concat_ws(' ', %s) like ?"
                                            .formatted(
                                                    row.getString("table_schema"),
                                                    row.getString("table_name"),
                                                    row.getString("texts")),
                                    Long.class,
                                    "%" + needle + "%");
                    if (rows != null && rows > 0) {
                        found.add(row.getString("table_name"));
                    }
                },
                database.schema,
                database.schema);
        return found;
    }

    private static final List<String> QUESTIONS =
            List.of(
                    "/api/v1/incidents",
                    "/api/v1/incidents/INC-1",
                    "/api/v1/incidents/INC-1/timeline",
                    "/api/v1/incidents/INC-1/metrics",
                    "/api/v1/incidents/INC-1/changes",
                    "/api/v1/incidents/INC-1/runbooks",
                    "/api/v1/incidents/INC-1/related",
                    "/api/v1/incidents/INC-2/related",
                    "/api/v1/incidents/INC-1/postmortem.md",
                    "/api/v1/incidents/INC-1/postmortem.html",
                    "/api/v1/incidents/INC-1/postmortem.json",
                    "/api/v1/incidents/INC-1/events",
                    "/api/v1/changes",
                    "/api/v1/changes/" + CHANGE,
                    "/api/v1/follow-ups",
                    "/api/v1/follow-ups/FU-1",
                    "/api/v1/follow-ups/FU-2",
                    "/api/v1/reports/overdue-follow-ups.json",
                    "/api/v1/reports/overdue-follow-ups.csv",
                    "/api/v1/reports/overdue-follow-ups.md",
                    "/api/v1/reports/metrics.json?by=service",
                    "/api/v1/reports/metrics.csv?by=service",
                    "/api/v1/reports/metrics.md?by=service",
                    "/api/v1/incidents/INC-1/diff?from=0",
                    "/api/v1/incidents/INC-1/postmortem/diff?from=0",
                    "/api/v1/log/head");

    private static final List<String> ADMINS = List.of("/api/v1/views/ledger/parked");

    private static final List<String> SEARCHES =
            List.of(
                    "/api/v1/incidents?q=",
                    "/api/v1/incidents?service=",
                    "/api/v1/incidents?label=label%3D",
                    "/api/v1/incidents?cause=",
                    "/api/v1/follow-ups?q=");

    private static List<String> answersWith(Asking ask, String needle) {
        List<String> found = new ArrayList<>();
        for (String question : QUESTIONS) {
            look(ask, question, needle, found);
        }
        for (String question : ADMINS) {
            look(ask, question, needle, found);
        }
        for (String search : SEARCHES) {
            look(ask, search + needle, needle, found);
        }
        return found;
    }

    private static List<String> answersAsOf(Asking ask, Instant time, String needle) {
        List<String> found = new ArrayList<>();
        for (String question : QUESTIONS) {
            boolean asOf = question.matches(".*/(incidents|reports)\\b.*");
            if (asOf && !question.matches(".*/(related|changes|runbooks)")) {
                String past =
                        question.contains("/diff?")
                                ? "&to="
                                : question.contains("?") ? "&asOf=" : "?asOf=";
                look(ask, question + past + time, needle, found);
            }
        }
        return found;
    }

    private static void look(Asking ask, String question, String needle, List<String> found) {
        Answer answer = ask.get(question);
        assertThat(answer.status()).as(question + " " + answer.body()).isEqualTo(200);
        if (answer.body().contains(needle)
                || answer.response().headers().toString().contains(needle)) {
            found.add(question);
        }
    }

    /** Everything that the stream sends, from the first event to the one at {@code last}. */
    static List<String> streamed(Asking ask, long last) throws Exception {
        List<String> data = new CopyOnWriteArrayList<>();
        try (Asking.Listening listening = ask.hear(-1, (line, id) -> data.add(line))) {
            await().atMost(SOON)
                    .until(
                            () ->
                                    data.stream()
                                            .anyMatch(
                                                    it ->
                                                            it.contains(
                                                                    "\"position\":" + last + ",")));
        }
        return data;
    }

    private static String line(ILoggingEvent event) {
        return event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
}
