package io.incidentledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.incidentledger.events.AccessRole;
import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HypothesisJudged;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.events.ThreadClosed;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.ThreadOpened;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.TokenId;
import io.incidentledger.events.TokenIssued;
import io.incidentledger.events.TokenRevoked;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.query.Asking.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The service as it runs: a real log, a real database, real requests. */
class QueryServiceTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final WrittenLog written = new WrittenLog();
    private static Database database;
    private static EmbeddedLog log;
    private static ConfigurableApplicationContext service;
    private static Asking ask;
    private static IncidentId checkout;
    private static EntryId entry;
    private static FollowUpId late;
    private static Instant beforeResolution;

    @BeforeAll
    static void start() {
        database = Database.empty();
        log = new EmbeddedLog();
        written.add(issued("viewer", AccessRole.VIEWER));
        checkout = written.declare("Checkout fails", Severity.SEV1, "checkout", "payments");
        entry = written.note(checkout, "The turbopump whistles");
        written.add(
                new MilestoneSet(
                        checkout,
                        Milestone.IMPACT_STARTED,
                        null,
                        null,
                        Moment.exactly(Instant.parse("2026-03-02T09:50:00Z"))));
        written.add(
                new MilestoneSet(
                        checkout,
                        Milestone.DETECTED,
                        null,
                        null,
                        Moment.exactly(Instant.parse("2026-03-02T09:58:00Z"))));
        late = written.followUp(checkout, "Watch the disk", "@ana", "2026-03-20");
        log.append(written);
        service = run();
        ask = new Asking(service, "viewer");
        await().atMost(SOON).until(() -> ask.get("/actuator/health/readiness").status() == 200);
        JsonNode events = ask.get("/api/v1/incidents/INC-1/events").json().get("items");
        beforeResolution =
                Instant.parse(events.get(events.size() - 1).get("recordedAt").asString());
        await().until(() -> Instant.now().isAfter(beforeResolution.plusMillis(2)));
        written.add(
                new TimelineEntryCorrected(
                        checkout,
                        entry,
                        "The compressor whistles",
                        null,
                        "wrong part",
                        null,
                        Moment.exactly(written.now())));
        written.add(
                new FollowUpRescheduled(
                        checkout, late, WrittenLog.due("2026-03-25"), "busy", null, null));
        IncidentId drill = written.declare("Game day", Severity.SEV4, true, List.of("search"));
        written.add(
                new MilestoneSet(
                        drill, Milestone.DECLARED, null, null, Moment.exactly(written.now())));
        append();
    }

    @AfterAll
    static void stop() {
        service.close();
        log.close();
        database.close();
    }

    @Test
    void without_a_token_everything_but_health_is_refused() {
        Asking nobody = new Asking(service, null);
        Asking stranger = new Asking(service, "il_made-up");

        assertProblem(nobody.get("/api/v1/incidents"), 401, "unauthenticated");
        assertProblem(stranger.get("/api/v1/incidents"), 401, "unauthenticated");
        assertThat(nobody.get("/api/v1/incidents").header("WWW-Authenticate")).contains("Bearer");
        assertThat(nobody.get("/actuator/health").status()).isEqualTo(200);
        assertThat(nobody.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(nobody.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(nobody.get("/elsewhere").status()).isEqualTo(401);
        assertProblem(ask.get("/elsewhere"), 403, "forbidden");
        assertThat(ask.get("/actuator/prometheus").body()).contains("ledger_query_position");
    }

    @Test
    void a_revoked_token_opens_nothing_any_more() {
        TokenIssued issued = issued("short-lived", AccessRole.ADMIN);
        written.add(issued);
        append();
        Asking shortLived = new Asking(service, "short-lived");

        Answer before = shortLived.from(log.head()).get("/api/v1/incidents");
        written.add(new TokenRevoked(issued.tokenId(), "left"));
        append();

        assertThat(before.status()).isEqualTo(200);
        ask.from(log.head()).get("/api/v1/incidents");
        assertProblem(shortLived.get("/api/v1/incidents"), 401, "unauthenticated");
    }

    @Test
    void an_incident_is_found_by_number_and_id_with_its_version_as_etag() {
        Answer byNumber = ask.get("/api/v1/incidents/INC-1");
        Answer byId = ask.get("/api/v1/incidents/" + checkout);

        assertThat(byNumber.status()).isEqualTo(200);
        assertThat(byNumber.body()).isEqualTo(byId.body());
        JsonNode incident = byNumber.json().get("incident");
        assertThat(incident.get("title").asString()).isEqualTo("Checkout fails");
        assertThat(incident.get("severity").asString()).isEqualTo("SEV1");
        assertThat(incident.get("status").asString()).isEqualTo("triage");
        assertThat(byNumber.header("ETag"))
                .isEqualTo("\"" + incident.get("version").asLong() + "\"");
        assertThat(byNumber.json().get("followUps")).hasSize(1);
        assertThat(Long.parseLong(byNumber.header("Ledger-Position")))
                .isGreaterThanOrEqualTo(incident.get("version").asLong());
        assertThat(
                        ask.header("If-None-Match", byNumber.header("ETag"))
                                .get("/api/v1/incidents/INC-1")
                                .status())
                .isEqualTo(304);
    }

    @Test
    void an_update_that_did_not_come_shows_on_its_incident_in_the_list_and_in_the_report() {
        IncidentId incident = written.declare("Mail is late", Severity.SEV1, "mail");
        Instant due = written.now().plus(Duration.ofMinutes(30));
        written.add(
                new UpdateDueChanged(
                        incident,
                        Audience.INTERNAL,
                        due,
                        "standard/1",
                        null,
                        Moment.exactly(written.now())));
        append();
        Asking then = ask.from(log.head());
        String path = "/api/v1/incidents/" + incident;

        JsonNode update = then.get(path).json().get("updates").get(0);
        assertThat(update.get("audience").asString()).isEqualTo("internal");
        assertThat(update.get("due").asString()).isEqualTo(due.toString());
        assertThat(update.get("policy").asString()).isEqualTo("standard/1");
        assertThat(update.get("overdue").asBoolean()).isTrue();
        assertThat(update.get("overdueMinutes").asLong()).isPositive();
        assertThat(then.get("/api/v1/incidents?update=overdue&service=mail").json().get("items"))
                .hasSize(1);
        assertThat(then.get("/api/v1/incidents?update=overdue&service=search").json().get("items"))
                .isEmpty();
        assertThat(then.get("/api/v1/reports/overdue-updates.csv?service=mail").body())
                .contains("Mail is late,internal,");
        assertThat(then.get("/api/v1/reports/overdue-updates.md?service=mail").body())
                .contains("Mail is late | SEV1 | triage | internal |");
        assertThat(
                        then.get("/api/v1/reports/overdue-updates?service=mail")
                                .json()
                                .at("/overdue/0/teller")
                                .asString())
                .isEqualTo("@ana");
        // Every minute it says something else, and no 304 hides that.
        Instant soon = Instant.now().plusSeconds(1);
        Asking known =
                then.header("If-None-Match", then.get(path + "?asOf=" + soon).header("ETag"));
        assertThat(known.get(path + "?asOf=" + soon).status()).isEqualTo(304);
        assertThat(known.get(path + "?asOf=" + soon.plusSeconds(60)).status()).isEqualTo(200);

        written.entry(
                incident,
                new EntryContent.Update("Told", Audience.INTERNAL, null, null, null, true, null),
                null);
        append();
        Asking later = ask.from(log.head());
        JsonNode told = later.get(path).json().get("updates").get(0);
        assertThat(told.get("last").asBoolean()).isTrue();
        assertThat(told.get("overdue").asBoolean()).isFalse();
        assertThat(later.get("/api/v1/incidents?update=overdue&service=mail").json().get("items"))
                .isEmpty();
        assertProblem(ask.get("/api/v1/incidents?update=never"), 400, "invalid");
    }

    @Test
    void threads_pins_and_outcomes_show_on_the_incident_and_its_timeline() {
        IncidentId incident = written.declare("Search is slow", Severity.SEV3, "index");
        Moment now = Moment.exactly(written.now());
        ThreadId thread = new ThreadId(UUID.randomUUID());
        written.add(new ThreadOpened(incident, thread, "The pool", new Handle("@ana"), null, now));
        EntryId guess =
                written.entry(
                        incident,
                        new EntryContent.Hypothesis("It leaks", HypothesisState.OPEN),
                        thread);
        EntryId pinned = written.note(incident, "Elsewhere");
        written.add(new TimelineEntryFlagged(incident, pinned, true, Marker.REPAIR, null, now));
        written.add(
                new HypothesisJudged(
                        incident, guess, HypothesisState.REJECTED, "the zeppelin", null, now));
        written.add(new ThreadClosed(incident, thread, "Nothing leaks", null, now));
        append();
        Asking then = ask.from(log.head());
        String path = "/api/v1/incidents/" + incident;

        JsonNode known = then.get(path).json().get("threads").get(0);
        assertThat(known.get("id").asString()).isEqualTo(thread.toString());
        assertThat(known.get("title").asString()).isEqualTo("The pool");
        assertThat(known.get("owner").asString()).isEqualTo("@ana");
        assertThat(known.get("state").asString()).isEqualTo("closed");
        assertThat(known.get("conclusion").asString()).isEqualTo("Nothing leaks");
        JsonNode of = then.get(path + "/timeline?thread=" + thread).json().get("items");
        assertThat(of)
                .extracting(item -> item.get("kind").asString())
                .containsExactly("thread", "hypothesis", "thread");
        assertThat(of.get(1).get("hypothesis").asString()).isEqualTo("rejected");
        assertThat(of.get(1).get("outcomes").get(0).get("text").asString())
                .isEqualTo("the zeppelin");
        JsonNode pins = then.get(path + "/timeline?pinned=true").json().get("items");
        assertThat(pins)
                .extracting(item -> item.get("key").asString())
                .containsExactly(pinned.toString());
        assertThat(pins.get(0).get("marker").asString()).isEqualTo("repair");
        assertThat(numbers("/api/v1/incidents?q=zeppelin")).hasSize(1);
        assertProblem(then.get(path + "/timeline?thread=" + UUID.randomUUID()), 400, "invalid");
        assertProblem(then.get(path + "/timeline?pinned=maybe"), 400, "invalid");
    }

    @Test
    void lists_are_filtered_searched_sorted_and_paged() {
        assertThat(numbers("/api/v1/incidents?severity=sev1,sev2")).containsExactly("INC-1");
        assertThat(numbers("/api/v1/incidents?drill=true")).containsExactly("INC-2");
        assertThat(numbers("/api/v1/incidents?service=search,payments&sort=number"))
                .containsExactly("INC-1", "INC-2");
        assertThat(numbers("/api/v1/incidents?status=closed")).isEmpty();
        assertThat(numbers("/api/v1/incidents?startedFrom=2026-03-02T09:00:00Z"))
                .containsExactly("INC-1");
        assertThat(numbers("/api/v1/incidents?startedTo=2026-03-02T09:00:00Z")).isEmpty();
        assertThat(numbers("/api/v1/incidents?q=compressors")).containsExactly("INC-1");
        assertThat(numbers("/api/v1/incidents?q=turbopump")).isEmpty();
        // One word is in the title, the other in an entry.
        assertThat(numbers("/api/v1/incidents?q=checkout+compressor")).containsExactly("INC-1");
        assertThat(numbers("/api/v1/incidents?q=checkout+-compressor")).isEmpty();
        assertThat(numbers("/api/v1/incidents?q=%22%3F%27%3B--%28%26%7C!")).isEmpty();

        String started = "/api/v1/incidents?service=search,payments&sort=startedAt&limit=1";
        JsonNode first = ask.get(started).json();
        JsonNode second = ask.get(first.get("next").asString()).json();

        assertThat(first.get("items").get(0).get("number").asString()).isEqualTo("INC-1");
        assertThat(second.get("items").get(0).get("number").asString()).isEqualTo("INC-2");
        assertThat(second.path("next").isNull() || second.path("next").isMissingNode()).isTrue();
    }

    @Test
    void the_past_is_as_it_was_known_then() {
        String then = "?asOf=" + beforeResolution;

        JsonNode timeline = ask.get("/api/v1/incidents/INC-1/timeline" + then).json();
        JsonNode followUp = ask.get("/api/v1/follow-ups/FU-1" + then).json();

        assertThat(timeline.toString()).contains("turbopump").doesNotContain("compressor");
        assertThat(followUp.get("moves").asInt()).isZero();
        assertThat(ask.get("/api/v1/follow-ups/FU-1").json().get("moves").asInt()).isEqualTo(1);
        assertThat(ask.get("/api/v1/incidents/INC-1/timeline").body())
                .contains("compressor")
                .contains("wrong part");
        assertThat(ask.get("/api/v1/incidents/INC-1/postmortem.md" + then).body())
                .contains("turbopump");
        assertProblem(ask.get("/api/v1/incidents/INC-2" + then), 404, "not-found");
    }

    @Test
    void what_changed_between_two_moments_is_told_for_the_incident_and_its_postmortem() {
        JsonNode diff = ask.get("/api/v1/incidents/INC-1/diff?from=" + beforeResolution).json();

        assertThat(diff.get("timeline").get(0).get("what").asString()).isEqualTo("corrected");
        assertThat(diff.get("followUps").get(0).get("key").asString()).isEqualTo("FU-1");
        assertThat(ask.get("/api/v1/incidents/INC-1/diff?from=1&to=1").json().get("timeline"))
                .isEmpty();

        Answer text = ask.get("/api/v1/incidents/INC-1/postmortem/diff?from=" + beforeResolution);
        Answer json = ask.get("/api/v1/incidents/INC-1/postmortem/diff.json?from=2&to=6");

        assertThat(text.header("Content-Type")).startsWith("text/plain");
        assertThat(text.body())
                .startsWith("--- INC-1 at position ")
                .contains("turbopump")
                .contains("compressor");
        assertThat(json.json().get("changes").get(0).get("after").get(0).asString()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',from",
        "from=5&to=4,to",
        "from=yesterday,from",
        "from=1&to=99999999999999999999,to"
    })
    void moments_that_cannot_be_meant_are_refused_by_name(String query, String parameter) {
        for (String path : List.of("diff", "postmortem/diff")) {
            Answer answer = ask.get("/api/v1/incidents/INC-1/" + path + "?" + query);

            assertProblem(answer, 400, "invalid");
            assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo(parameter);
        }
    }

    @Test
    void metrics_of_many_incidents_come_in_three_formats_and_list_what_is_behind_them() {
        JsonNode report = ask.get("/api/v1/reports/metrics?by=service").json();
        Answer csv = ask.get("/api/v1/reports/metrics.csv?by=service");
        Answer markdown = ask.accepting("text/markdown").get("/api/v1/reports/metrics?by=severity");

        JsonNode checkout = report.get("groups").get(0);
        assertThat(checkout.get("name").asString()).isEqualTo("checkout");
        assertThat(checkout.get("figures").get(0).get("elapsed").get("mean").asString())
                .isEqualTo("PT8M");
        JsonNode behind = ask.get(checkout.get("link").asString()).json();
        assertThat(behind.get("items")).hasSize(1);
        assertThat(behind.get("items").get(0).get("incident").asString()).isEqualTo("INC-1");
        assertThat(report.get("leftOut").get("drills").asInt()).isEqualTo(1);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.body()).contains("checkout,to-detect,elapsed,1,1,480,480,480,480,480,,,");
        assertThat(markdown.header("Content-Type")).startsWith("text/markdown");
        assertThat(markdown.body()).contains("## SEV1").contains("| Time to detect |");
        assertProblem(ask.get("/api/v1/reports/metrics?by=colour"), 400, "invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "by=month&zone=Europe%2FLondon",
                "by=month&zone=Europe/London&from=2026-01-01T00:00:00%2B01:00",
                "by=service&service=checkout%2Ca%26b",
                "by=team",
                "by=severity&asOf=2099-01-01T00%3A00%3A00Z"
            })
    void a_figure_leads_to_its_incidents_however_the_question_was_written(String question) {
        JsonNode report = ask.get("/api/v1/reports/metrics?" + question).json();

        assertThat(report.get("groups")).isNotEmpty();
        List<JsonNode> figures = new ArrayList<>(List.of(report.get("total")));
        report.get("groups").forEach(figures::add);
        for (JsonNode figure : figures) {
            String link = figure.get("link").asString();
            Answer behind = ask.get(link);
            assertThat(behind.status()).as(link + " " + behind.body()).isEqualTo(200);
            assertThat(behind.json().get("items"))
                    .as(link)
                    .hasSize(figure.get("incidents").asInt());
            assertThat(link.contains("asOf=")).isEqualTo(!question.equals("by=team"));
        }
    }

    @Test
    void the_incidents_behind_a_figure_come_page_by_page() {
        String path = "/api/v1/reports/metrics/incidents?drill=any&limit=1";
        JsonNode first = ask.get(path).json();
        JsonNode second = ask.get(first.get("next").asString()).json();

        assertThat(first.get("items").get(0).get("incident").asString()).isEqualTo("INC-1");
        assertThat(first.get("items").get(0).get("metrics").get(0).get("inputs")).hasSize(2);
        assertThat(second.get("items").get(0).get("incident").asString()).isEqualTo("INC-2");
        assertThat(second.path("next").isNull() || second.path("next").isMissingNode()).isTrue();
    }

    @Test
    void metrics_say_where_they_come_from() {
        JsonNode metrics = ask.get("/api/v1/incidents/INC-1/metrics").json().get("metrics");

        JsonNode toDetect = metrics.get(0);
        assertThat(toDetect.get("metric").asString()).isEqualTo("to-detect");
        assertThat(toDetect.get("result").get("elapsed").asString()).isEqualTo("PT8M");
        assertThat(toDetect.get("inputs")).hasSize(2);
    }

    @Test
    void metrics_say_that_a_mitigation_did_not_hold() {
        IncidentId incident = written.declare("Sign-in fails", Severity.SEV3, "sign-in");
        Moment now = Moment.exactly(written.now());
        String path = "/api/v1/incidents/" + incident + "/metrics";
        long mitigated =
                written.add(new MilestoneSet(incident, Milestone.MITIGATED, null, null, now))
                        .position();
        append();
        JsonNode before = ask.from(log.head()).get(path).json();

        long back =
                written.add(
                                new IncidentReopened(
                                        incident, Status.INVESTIGATING, "Again", null, now))
                        .position();
        append();
        JsonNode after = ask.from(log.head()).get(path).json().get("mitigationNotHeld");

        assertThat(before.get("mitigationNotHeld").isNull()).isTrue();
        assertThat(after.get("mitigated").asLong()).isEqualTo(mitigated);
        assertThat(after.get("reopened").get(0).asLong()).isEqualTo(back);
        assertThat(after.get("wentBack")).isEmpty();
    }

    @Test
    void the_postmortem_comes_in_the_format_asked_for() {
        String path = "/api/v1/incidents/INC-1/postmortem";

        assertThat(ask.get(path + ".md").header("Content-Type")).startsWith("text/markdown");
        assertThat(ask.get(path + ".html").body()).startsWith("<!DOCTYPE html>");
        assertThat(ask.get(path + ".json").json().get("state").get("number").asString())
                .isEqualTo("INC-1");
        assertThat(ask.accepting("text/html").get(path).body()).startsWith("<!DOCTYPE html>");
        assertThat(ask.accepting("application/json;q=0.1, text/markdown").get(path).body())
                .startsWith("# ");
        assertProblem(ask.accepting("image/png").get(path), 406, "not-acceptable");
        assertProblem(ask.get(path + ".pdf"), 404, "not-found");
    }

    @Test
    void of_a_document_the_etag_names_what_it_was_made_with_beside_the_version() {
        String path = "/api/v1/incidents/INC-1/postmortem.md";
        long version = ask.get("/api/v1/incidents/INC-1").json().at("/incident/version").asLong();
        String made = ask.get(path).header("ETag");
        String page = ask.get("/api/v1/incidents/INC-1/postmortem.html").header("ETag");

        assertThat(ask.header("If-None-Match", made).get(path).status()).isEqualTo(304);
        // What an earlier template made of the same version, or another format.
        assertThat(ask.header("If-None-Match", "\"" + version + "\"").get(path).status())
                .isEqualTo(200);
        assertThat(ask.header("If-None-Match", page).get(path).status()).isEqualTo(200);
        assertThat(made).startsWith("\"" + version + "~");
    }

    @Test
    void a_question_waits_for_the_position_it_needs_and_not_for_ever() {
        long next = log.head() + 1;
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> ask.from(next).get("/api/v1/incidents/INC-1"));
        written.note(checkout, "Still whistling");
        append();

        Answer answer = waiting.orTimeout(20, TimeUnit.SECONDS).join();
        Answer never = ask.from(next + 1_000_000).get("/api/v1/incidents/INC-1");

        assertThat(answer.json().get("incident").get("version").asLong()).isEqualTo(next);
        assertProblem(never, 503, "unavailable");
        assertThat(never.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void the_stream_sends_what_comes_and_goes_on_where_it_was_left() throws Exception {
        List<Long> seen = new CopyOnWriteArrayList<>();
        try (Asking.Listening listening = ask.listen(-1, seen::add)) {
            await().atMost(SOON).until(() -> seen.contains(1L));
            written.note(checkout, "A line\nand another");
            append();
            await().atMost(SOON).until(() -> seen.contains(log.head()));
        }
        List<Long> resumed = new CopyOnWriteArrayList<>();
        try (Asking.Listening listening = ask.listen(seen.get(2), resumed::add)) {
            await().atMost(SOON).until(() -> resumed.contains(log.head()));
        }

        // Position 0 is about a token: nobody's to listen to.
        assertThat(seen).isSorted().doesNotHaveDuplicates().doesNotContain(0L);
        assertThat(resumed).startsWith(seen.get(3)).isSorted().doesNotHaveDuplicates();
        Answer ahead =
                ask.header("Last-Event-ID", "999999")
                        .accepting("text/event-stream")
                        .get("/api/v1/stream");
        assertThat(ahead.status()).isEqualTo(400);
    }

    @Test
    void a_stream_ends_when_its_token_is_revoked() throws Exception {
        TokenIssued issued = issued("listener", AccessRole.VIEWER);
        written.add(issued);
        append();
        ask.from(log.head()).get("/api/v1/incidents");
        try (Asking.Listening listening =
                new Asking(service, "listener").listen(-1, position -> {})) {
            await().atMost(SOON).until(listening::begun);

            written.add(new TokenRevoked(issued.tokenId(), "left"));
            append();

            await().atMost(SOON).until(listening::ended);
        }
    }

    @Test
    void another_node_answers_from_the_same_view_and_ends_its_streams_when_it_stops()
            throws Exception {
        ConfigurableApplicationContext other = run("--ledger.query.node-id=other");
        try (Asking.Listening listening = new Asking(other, "viewer").listen(-1, position -> {})) {
            written.note(checkout, "Seen by both");
            append();

            Answer answer =
                    new Asking(other, "viewer").from(log.head()).get("/api/v1/incidents/INC-1");
            await().atMost(SOON).until(listening::begun);
            long begun = System.nanoTime();
            other.close();

            assertThat(answer.json().get("incident").get("version").asLong()).isEqualTo(log.head());
            await().atMost(SOON).until(listening::ended);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
        } finally {
            other.close();
        }
    }

    @Test
    void without_its_database_a_node_asks_for_patience() {
        try (ConfigurableApplicationContext other = run("--ledger.query.node-id=cut-off")) {
            Asking asking = new Asking(other, "viewer");
            await().atMost(SOON)
                    .until(() -> asking.get("/actuator/health/readiness").status() == 200);
            HikariDataSource pool = other.getBean(HikariDataSource.class);
            assertThat(Duration.ofMillis(pool.getConnectionTimeout()))
                    .as("how long people wait for a database that hangs")
                    .isEqualTo(Duration.ofSeconds(3));
            assertThat(pool.getValidationTimeout()).isLessThan(pool.getConnectionTimeout());

            pool.close();

            Answer answer = asking.get("/api/v1/incidents");
            assertProblem(answer, 503, "unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            Asking probe = new Asking(other, null);
            assertThat(probe.get("/actuator/health").status()).isEqualTo(503);
            assertThat(probe.get("/actuator/health/liveness").status()).isEqualTo(200);
        }
    }

    @Test
    void the_head_of_log_and_view_can_be_asked_for() {
        JsonNode head = ask.from(log.head()).get("/api/v1/log/head").json();

        assertThat(head.get("log").asLong()).isEqualTo(log.head());
        assertThat(head.get("view").asLong()).isEqualTo(log.head());
        assertThat(head.get("chain").asString()).hasSize(64);
    }

    @Test
    void damaged_payloads_are_shown_as_what_they_are() {
        written.add(
                "incident.resolved",
                "1",
                Set.of(new Tag("incident", checkout.toString())),
                null,
                "{oops".getBytes(StandardCharsets.UTF_8));
        append();

        JsonNode events =
                ask.from(log.head()).get("/api/v1/incidents/INC-1/events?limit=500").json();

        List<String> damaged = new ArrayList<>();
        events.get("items")
                .forEach(
                        event -> {
                            if (event.hasNonNull("damaged")) {
                                damaged.add(event.get("damaged").asString());
                            }
                        });
        assertThat(damaged).containsExactly("e29vcHM=");
        assertThat(ask.get("/actuator/health").body()).contains("\"parked\":1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /api/v1/incidents?stauts=closed           | stauts
                    /api/v1/incidents?status=shut             | status
                    /api/v1/incidents?severity=SEV9           | severity
                    /api/v1/incidents?limit=0                 | limit
                    /api/v1/incidents?limit=501               | limit
                    /api/v1/incidents?limit=ten               | limit
                    /api/v1/incidents?startedFrom=yesterday   | startedFrom
                    /api/v1/incidents?startedFrom=2026-03-02  | startedFrom
                    /api/v1/incidents?sort=colour             | sort
                    /api/v1/incidents?cursor=%%%              | cursor
                    /api/v1/incidents?cursor=YWJj             | cursor
                    /api/v1/incidents?sort=startedAt&cursor=c3RhcnRlZEF0Cm5ldmVyCjE | cursor
                    /api/v1/incidents?detection=rumour        | detection
                    /api/v1/incidents?drill=maybe             | drill
                    /api/v1/incidents?q=                      | q
                    /api/v1/incidents?sort=number&sort=number | sort
                    /api/v1/incidents/INC-1?asOf=soon         | asOf
                    /api/v1/incidents?asOf=soon               | asOf
                    /api/v1/incidents?asOf=2026-03-02T10:00:00Z&q=disk | q
                    /api/v1/incidents?asOf=2026-03-02T10:00:00Z&limit=101 | limit
                    /api/v1/incidents?asOf=2026-03-02T10:00:00Z&sort=severity | sort
                    /api/v1/incidents/INC-1/related?asOf=2026-03-02T10:00:00Z | asOf
                    /api/v1/incidents/INC-1/changes?asOf=2026-03-02T10:00:00Z | asOf
                    /api/v1/incidents/INC-1/runbooks?asOf=2026-03-02T10:00:00Z | asOf
                    /api/v1/incidents/INC-1/timeline?limit=0  | limit
                    /api/v1/incidents/INC-1/timeline?kind=rumour | kind
                    /api/v1/incidents/INC-1/timeline?cursor=b2NjdXJyZWRBdApuZXZlcgoxCjE | cursor
                    /api/v1/reports/metrics?by=team&asOf=2026-03-02T10:00:00Z | asOf
                    /api/v1/reports/metrics/incidents?group=SEV1 | group
                    /api/v1/incidents/seven                   | incident
                    /api/v1/incidents/INC-1/postmortem?zone=Mars/Base | zone
                    /api/v1/follow-ups?state=overdue          | state
                    /api/v1/follow-ups?overdue=2              | overdue
                    /api/v1/follow-ups?incident=INC-x         | incident
                    /api/v1/follow-ups/disk                   | followUp
                    /api/v1/follow-ups/FU-0                   | followUp
                    /api/v1/runbooks/RB-x                     | runbook
                    /api/v1/reports/overdue-follow-ups?asOf=2026-13-01T00:00:00Z | asOf
                    /api/v1/reports/overdue-follow-ups?state=open | state
                    """)
    void bad_input_is_named_with_what_would_be_accepted(String path, String parameter) {
        Answer answer = ask.get(path.replace("%%%", "%25%25"));

        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo(parameter);
        assertThat(answer.json().at("/fields/0/accepted").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    incidents/INC-1/related         | incidents/INC-1?
                    incidents/INC-1/changes         | incidents/INC-1/timeline?kind=change&
                    incidents/INC-1/runbooks        | incidents/INC-1/timeline?kind=runbook&
                    reports/metrics?by=team         | reports/metrics?by=service&
                    """)
    void what_is_known_of_now_alone_says_so_and_what_to_ask_instead(String path, String instead) {
        String asOf = "asOf=" + beforeResolution;

        Answer answer = ask.get("/api/v1/" + path + (path.contains("?") ? "&" : "?") + asOf);

        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("asOf");
        assertThat(answer.json().get("detail").asString())
                .contains("not available as of a moment")
                .contains(
                        path.contains("?")
                                ? "by=service is"
                                : instead.replace("INC-1", "{incident}") + "asOf=");
        assertThat(ask.get("/api/v1/" + instead + asOf).status()).isEqualTo(200);
    }

    /** As a crash does to commits that did not wait for the disk; the node has heard of them. */
    @Test
    void a_view_that_the_database_threw_back_does_not_pass_for_the_one_asked_for() {
        long head = log.head();
        assertThat(ask.from(head).get("/api/v1/incidents").status()).isEqualTo(200);
        String move = "update view_generation set position = position ";

        database.jdbc.update(move + "- 1");
        Answer answer = ask.from(head).get("/api/v1/incidents");
        database.jdbc.update(move + "+ 1");

        assertProblem(answer, 503, "unavailable");
    }

    @Test
    void a_bad_position_header_is_named_too() {
        Answer answer = ask.header("Ledger-Min-Position", "soon").get("/api/v1/incidents");

        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("Ledger-Min-Position");
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertProblem(ask.get("/api/v1/incidents/INC-999"), 404, "not-found");
        assertProblem(ask.get("/api/v1/incidents/" + UUID.randomUUID()), 404, "not-found");
        assertProblem(ask.get("/api/v1/follow-ups/FU-999"), 404, "not-found");
        assertProblem(ask.get("/api/v1/reports/overdue-follow-ups.xlsx"), 404, "not-found");
        assertThat(ask.get("/api/v1/weather").status()).isEqualTo(404);
        assertProblem(ask.accepting("text/html").get("/api/v1/incidents"), 406, "not-acceptable");
    }

    @Test
    void the_backlog_is_filtered_and_overdue_is_of_the_day_asked_for() {
        String dayAfter = "asOf=2099-01-01T00:00:00Z";

        assertThat(numbers("/api/v1/follow-ups?overdue=true&" + dayAfter)).contains("FU-1");
        assertThat(numbers("/api/v1/follow-ups?overdue=false&" + dayAfter)).doesNotContain("FU-1");
        assertThat(numbers("/api/v1/follow-ups?owner=none")).doesNotContain("FU-1");
        assertThat(numbers("/api/v1/follow-ups?owner=@ana&state=open&incident=inc-1&q=disks"))
                .containsExactly("FU-1");
        assertThat(numbers("/api/v1/follow-ups?service=search")).isEmpty();
        assertThat(
                        ask.get("/api/v1/follow-ups/fu-1?" + dayAfter)
                                .json()
                                .get("overdueDays")
                                .asLong())
                .isEqualTo(26_580);
    }

    @Test
    void the_overdue_report_comes_in_three_formats() {
        IncidentId incident = written.declare("Search is slow", Severity.SEV3);
        FollowUpId done =
                written.followUp(incident, "=cmd|'/c calc'!A0", "team:core", "2026-03-10");
        FollowUpId hostile =
                written.followUp(
                        incident,
                        "=1+1 | <script>alert(1)</script>\n# Not a heading",
                        null,
                        "2026-03-11");
        written.add(
                new FollowUpCompleted(
                        incident,
                        done,
                        new Evidence(null, "seen"),
                        new Handle("@ben"),
                        Moment.exactly(Instant.parse("2026-03-09T12:00:00Z"))));
        append();
        Asking then = ask.from(log.head());
        String report = "/api/v1/reports/overdue-follow-ups";

        JsonNode json = then.get(report).json();
        Answer csv = then.accepting("text/csv").get(report);
        Answer markdown = then.get(report + ".md");

        assertThat(json.get("overdue").toString()).contains("FU-1").contains(hostile.toString());
        assertThat(json.get("figures").get(1).get("name").asString()).isEqualTo("overdue");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.body()).contains("\r\n").contains("'=1+1").doesNotContain("\"=1+1");
        assertThat(markdown.header("Content-Type")).startsWith("text/markdown");
        assertThat(markdown.body())
                .contains("| On-time rate |")
                .doesNotContain(" <script>")
                .doesNotContain("\n# Not a heading");
    }

    private static void append() {
        log.append(written);
    }

    private static List<String> numbers(String path) {
        Answer answer = ask.from(log.head()).get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> numbers = new ArrayList<>();
        answer.json().get("items").forEach(item -> numbers.add(item.get("number").asString()));
        return numbers;
    }

    static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("type").asString())
                .isEqualTo("urn:incident-ledger:problem:" + slug);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    }

    static TokenIssued issued(String secret, AccessRole role) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(secret.getBytes(StandardCharsets.UTF_8));
            return new TokenIssued(
                    new TokenId(UUID.randomUUID()),
                    HexFormat.of().formatHex(hash),
                    new Handle("@ana"),
                    role,
                    null,
                    null,
                    null);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static ConfigurableApplicationContext run(String... more) {
        return run(database, log, more);
    }

    /** The service, over these two. */
    static ConfigurableApplicationContext run(Database database, EmbeddedLog log, String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(
                List.of(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.datasource.url=" + database.url,
                        "--spring.datasource.username=" + Database.server().username(),
                        "--spring.datasource.password=" + Database.server().password(),
                        "--ledger.query.log.bootstrap-servers="
                                + EmbeddedLog.broker().bootstrapServers(),
                        "--ledger.query.log.topic=" + log.topic,
                        "--ledger.query.min-position-wait=2s",
                        "--ledger.query.stream.heartbeat=200ms",
                        "--management.endpoint.health.show-details=always"));
        return QueryApplication.builder().run(arguments.toArray(String[]::new));
    }
}
