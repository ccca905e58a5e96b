package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.edge.Api.Reply;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ImportTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String WHOLE =
            """
            {"source": {"system": "status.example.com", "id": "%s",
                        "url": "https://status.example.com/incidents/x"},
             "declare": {"title": "Checkout fails", "severity": "SEV2",
                         "milestones": {"impact-started": {"at": "2025-03-03T13:50:00Z", "precision": "about"}}},
             "orders": [
               {"severity": {"severity": "SEV1", "occurredAt": "2025-03-03T14:00:00Z"}},
               {"impact": {"impact": {"functionality": "paying"}}},
               {"details": {"summary": "The pool ran dry."}},
               {"status": {"status": "identified"}},
               {"milestones": {"milestone": "detected", "occurredAt": "2025-03-03T13:55:00Z"}},
               {"roles": {"role": "lead", "holder": "@ana"}},
               {"handover": {"role": "lead", "from": "@ana", "to": "@ben"}},
               {"release": {"role": "lead", "holder": "@ben"}},
               {"timeline": {"kind": "hypothesis", "text": "The pool", "state": "confirmed",
                             "occurredAt": "2025-03-03T14:20:00Z"}},
               {"timeline": {"kind": "note", "text": "Somebody restarted it"}},
               {"updates": {"text": "We are on it", "audience": "public",
                            "occurredAt": "2025-03-03T14:25:00Z"}},
               {"causes": {"cause": "connection-pool"}},
               {"resolve": {"resolution": "rollback", "occurredAt": "2025-03-03T14:30:00Z"}},
               {"reopen": {"reason": "it came back", "occurredAt": "2025-03-03T14:40:00Z"}},
               {"resolve": {"occurredAt": "2025-03-03T15:00:00Z"}},
               {"close": {}},
               {"stated-durations": {"from": "detected", "to": "resolved", "duration": "PT1H05M"}},
               {"labels": {"set": {"region": "eu"}}},
               {"follow-ups": {"title": "Alert", "occurredAt": "2025-03-04T09:00:00Z"},
                "then": [{"assign": {"owner": "@ben"}}, {"priority": {"priority": "high"}},
                         {"reschedule": {"due": "2025-04-01", "reason": "holidays"}}, {"start": {}},
                         {"complete": {"evidence": {"statement": "it fired"}}}, {"verify": {}},
                         {"reopen": {"reason": "silenced"}}, {"decline": {"reason": "it goes"}}]}]}""";

    @TempDir static Path directory;
    private static Service service;
    private static Api ana;

    private long head;

    @BeforeAll
    static void start() {
        service = Service.start("import", directory);
        ana = service.as("@ana", "responder");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void look() {
        head = service.head();
    }

    @Test
    void every_order_goes_in_and_the_same_source_again_is_the_same_incident() {
        Api ben = service.as("@ben", "responder");
        head = service.head();

        Reply created = ana.post("/import/incidents", WHOLE.formatted("a"));

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.field("/number")).startsWith("INC-");
        long after = service.head();
        assertThat(after - head).isGreaterThan(25);
        assertThat(
                        service.events().stream()
                                .skip(head)
                                .map(event -> event.metadata().get("commandId"))
                                .distinct())
                .hasSize(1);

        Reply again = ben.post("/import/incidents", WHOLE.formatted("a"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.field("/number")).isEqualTo(created.field("/number"));
        assertThat(again.json().get("changed").asBoolean()).isFalse();
        assertThat(service.head()).isEqualTo(after);
    }

    @Test
    void many_who_enter_the_same_at_once_enter_it_once() throws Exception {
        List<Future<Reply>> replies = new ArrayList<>();
        try (var executor = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                replies.add(
                        executor.submit(() -> ana.post("/import/incidents", WHOLE.formatted("b"))));
            }
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Reply> reply : replies) {
            statuses.add(reply.get().status());
        }

        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(
                        service.events().stream()
                                .skip(head)
                                .filter(event -> event.type().equals("incident.declared")))
                .hasSize(1);
    }

    @Test
    void without_a_source_the_key_tells_that_it_came_before() {
        String past = "{\"declare\": {\"title\": \"Lights out\"}}";

        Reply created = ana.post("/import/incidents", past, "Idempotency-Key", "i1");
        Reply again = ana.post("/import/incidents", past, "Idempotency-Key", "i1");
        Reply another = ana.post("/import/incidents", past);
        Reply dry = ana.post("/import/incidents?dryRun=true", past, "Idempotency-Key", "i1");
        Reply dryOther =
                ana.post(
                        "/import/incidents?dryRun=true",
                        "{\"declare\": {\"title\": \"Lights on\"}}",
                        "Idempotency-Key",
                        "i1");

        assertThat(again.text()).isEqualTo(created.text());
        assertThat(another.field("/number")).isNotEqualTo(created.field("/number"));
        assertThat(dry.field("/already")).isEqualTo(created.field("/number"));
        assertThat(dryOther.field("/rule")).isEqualTo("idempotency-key-reused");
    }

    @Test
    void a_day_stays_the_date_that_was_written() {
        ana.post(
                "/import/incidents",
                """
                {"declare": {"title": "Some day in June", "milestones":
                   {"detected": {"at": "2025-06-01T00:00:00+01:00", "precision": "day"}}}}""");

        assertThat(
                        service.events().stream()
                                .skip(head)
                                .map(event -> new String(event.payload(), StandardCharsets.UTF_8)))
                .anyMatch(event -> event.contains("2025-06-01T00:00:00Z"));
    }

    @Test
    void a_day_is_written_as_a_date_and_a_date_is_nothing_else() {
        String declare =
                """
                {"declare": {"title": "Some day in May", "milestones": {"detected": %s}}}""";

        for (String day :
                List.of(
                        "\"2025-05-02\"",
                        "{\"at\": \"2025-05-02\"}",
                        "{\"at\": \"2025-05-02\", \"precision\": \"day\"}")) {
            long before = service.head();
            Reply taken = ana.post("/import/incidents", declare.formatted(day));
            assertThat(taken.status()).as(taken.text()).isEqualTo(201);
            assertThat(
                            service.events().stream()
                                    .skip(before)
                                    .map(it -> new String(it.payload(), StandardCharsets.UTF_8)))
                    .anyMatch(
                            event ->
                                    event.contains(
                                            "{\"at\":\"2025-05-02T00:00:00Z\",\"precision\":\"day\"}"));
        }
        for (String nothing :
                List.of(
                        "{\"at\": \"2025-05-02\", \"precision\": \"exact\"}",
                        "{\"at\": \"2025-05-02\", \"precision\": \"hour\"}",
                        "\"2025-02-31\"",
                        "{\"at\": \"2025-02-31\", \"precision\": \"day\"}")) {
            Reply refused = ana.post("/import/incidents", declare.formatted(nothing));
            assertThat(refused.status()).as(refused.text()).isEqualTo(400);
            assertThat(refused.field("/fields/0/field")).startsWith("/declare/milestones/detected");
            assertThat(refused.field("/fields/0/accepted")).contains("2026-11-21T09:30:00Z");
        }
    }

    @Test
    void what_is_not_recorded_since_it_was_so_already_is_told_in_every_answer() {
        String twice =
                """
                {"declare": {"title": "Names fail"}, "orders": [
                  {"status": {"status": "investigating", "reason": "We look into it"}},
                  {"status": {"status": "investigating", "reason": "It is DNS"}}]}""";

        Reply dry = ana.post("/import/incidents?dryRun=true", twice);
        Reply created = ana.post("/import/incidents", twice, "Idempotency-Key", "twice");
        Reply again = ana.post("/import/incidents", twice, "Idempotency-Key", "twice");

        assertThat(dry.json().get("warnings").toString())
                .contains("/orders/1/status says what is so already");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().get("warnings")).hasSize(1);
        assertThat(created.field("/warnings/0")).startsWith("/orders/1/status says what is so");
        assertThat(again.text()).isEqualTo(created.text());
    }

    @Test
    void a_dry_run_tells_what_would_be_and_records_nothing() {
        Reply dry = ana.post("/import/incidents?dryRun=true", WHOLE.formatted("c"));

        assertThat(dry.status()).as(dry.text()).isEqualTo(200);
        assertThat(service.head()).isEqualTo(head);
        assertThat(dry.json().get("warnings").toString())
                .contains("without a time: only their place is recorded (/orders/9/timeline)");
        Reply created = ana.post("/import/incidents?dryRun=false", WHOLE.formatted("c"));
        assertThat(service.head() - head).isEqualTo(dry.json().get("events").asLong());
        assertThat(
                        ana.post("/import/incidents?dryRun=true", WHOLE.formatted("c"))
                                .field("/already"))
                .isEqualTo(created.field("/number"));
    }

    @Test
    void what_belongs_together_is_named_and_every_part_of_it_goes_in() {
        String change =
                ana.post("/changes", "{\"service\": \"checkout\", \"version\": \"4.2\"}")
                        .field("/id");
        ana.post("/runbooks", "{\"title\": \"The pool\", \"troubleshooting\": [\"Look\"]}");
        head = service.head();

        Reply created =
                ana.post(
                        "/import/incidents",
                        """
                        {"declare": {"title": "The pool ran dry"}, "orders": [
                          {"threads": {"title": "The pool", "owner": "@ben"}, "as": "pool"},
                          {"timeline": {"kind": "hypothesis", "text": "It is too small"}, "as": "guess", "thread": "pool",
                           "then": [{"outcome": {"state": "confirmed", "text": "All are taken"}},
                                    {"pin": {"pinned": true}}, {"marker": {"marker": "diagnosis"}}]},
                          {"evidence": {"text": "Connections", "link": "https://graphs.example.com/1"}, "thread": "pool"},
                          {"timeline": {"kind": "note", "text": "Ana called"}, "as": "call"},
                          {"of": "call", "then": [{"correction": {"newText": "Ben called", "reason": "it was Ben"}},
                                                  {"retraction": {"reason": "another day"}}]},
                          {"changes": {"change": "%s"}},
                          {"runbooks": {"runbook": "RB-1"}, "then": [{"steps": {"step": 1, "outcome": "done"}}]},
                          {"missing": {}},
                          {"updates": {"template": "public", "values": {"what": "Some payments fail"}}},
                          {"follow-ups": {"title": "Alert on it"}, "origin": "guess", "as": "alert"},
                          {"of": "alert", "then": [{"start": {}}]},
                          {"of": "pool", "then": [{"close": {"conclusion": "It was the pool"}},
                                                  {"reopen": {"reason": "another pool"}}, {"assign": {"nobody": true}}]}]}"""
                                .formatted(change));

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        List<RecordedEvent> events = service.events().stream().skip(head).toList();
        assertThat(events)
                .extracting(RecordedEvent::type)
                .containsExactly(
                        "incident.declared",
                        "thread.opened",
                        "timeline.entry-recorded",
                        "timeline.hypothesis-judged",
                        "timeline.entry-flagged",
                        "timeline.entry-flagged",
                        "timeline.entry-recorded",
                        "timeline.entry-recorded",
                        "timeline.entry-corrected",
                        "timeline.entry-retracted",
                        "timeline.entry-recorded",
                        "incident.runbook-followed",
                        "incident.runbook-step-taken",
                        "followup.added",
                        "incident.runbook-missed",
                        "timeline.entry-recorded",
                        "followup.added",
                        "followup.started",
                        "thread.closed",
                        "thread.reopened",
                        "thread.assigned");
        String thread = field(events.get(1), "threadId");
        String guess = field(events.get(2), "entryId");
        assertThat(field(events.get(2), "thread")).isEqualTo(thread);
        assertThat(field(events.get(6), "thread")).isEqualTo(thread);
        assertThat(field(events.get(20), "threadId")).isEqualTo(thread);
        assertThat(field(events.get(3), "entryId")).isEqualTo(guess);
        assertThat(field(events.get(16), "origin")).isEqualTo(guess);
    }

    @Test
    void what_is_long_untimed_or_in_other_words_is_kept_as_it_is_and_told() {
        String strange =
                """
                {"declare": {"title": "Long ago", "severity": "Major"}, "orders": [
                   {"timeline": {"kind": "note", "text": "%s"}},
                   {"severity": {"severity": "P2"}}]}"""
                        .formatted("é".repeat(100_000));

        Reply dry = ana.post("/import/incidents?dryRun=true", strange);
        Reply created = ana.post("/import/incidents", strange);

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(dry.json().get("warnings").toString())
                .contains("the severity Major is none of SEV1 to SEV5: kept as the label")
                .contains("the severity P2 is none of")
                .contains("without a time: only their place is recorded (/orders/0/timeline)")
                .contains("longer than the 20000 characters of an order (entry 1)");
        List<String> payloads =
                service.events().stream()
                        .skip(head)
                        .map(event -> new String(event.payload(), StandardCharsets.UTF_8))
                        .toList();
        assertThat(payloads.get(0)).contains("\"stated-severity\":\"Major\"");
        assertThat(payloads.get(1)).contains("é".repeat(100_000)).contains("\"order\"");
        assertThat(payloads.get(2)).contains("\"stated-severity\":\"P2\"");
        assertThat(
                        ana.post("/import/incidents", strange.replace("\"é", "\"éé"))
                                .field("/fields/0/field"))
                .isEqualTo("/orders/0/timeline/text");
    }

    private static String field(RecordedEvent event, String name) {
        return JSON.readTree(event.payload()).path(name).asString("");
    }

    @Test
    void hundreds_of_entries_go_in_together() {
        String entries =
                IntStream.range(0, 900)
                        .mapToObj(
                                n ->
                                        "{\"timeline\": {\"kind\": \"note\", \"text\": \"%d %s\"}}"
                                                .formatted(n, "x".repeat(400)))
                        .collect(Collectors.joining(","));

        Reply created =
                ana.post(
                        "/import/incidents",
                        """
                        {"declare": {"title": "Long", "milestones": {"detected": "2025-03-03T14:00:00Z"}},
                         "orders": [%s]}"""
                                .formatted(entries));

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(service.head() - head).isEqualTo(902);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    {}                                                              | 400 | /declare
                    {"declare": {}}                                                 | 400 | /declare/title
                    {"declare": {"title": "x", "history": false}}                   | 400 | /declare/history
                    {"declare": {"title": "x"}, "source": {}}                       | 400 | /source/system
                    {"declare": {"title": "x"}, "source": {"system": "s", "id": "1", "url": "javascript:x"}} | 400 | /source/url
                    {"declare": {"title": "x"}, "orders": [null]}                   | 400 | /orders/0
                    {"declare": {"title": "x"}, "orders": [{}]}                     | 400 | /orders/0
                    {"declare": {"title": "x"}, "orders": [{"merge": {}}]}          | 400 | /orders/0/merge
                    {"declare": {"title": "x"}, "orders": [{"close": {}, "resolve": {}}]} | 400 | /orders/0
                    {"declare": {"title": "x"}, "orders": [{"close": {}, "then": []}]} | 400 | /orders/0/then
                    {"declare": {"title": "x"}, "orders": [{"timeline": {"kind": "note"}}]} | 400 | /orders/0/timeline/text
                    {"declare": {"title": "x"}, "orders": [{"timeline": {"kind": "note", "text": "a", "occurredAt": "14:??"}}]} | 400 | /orders/0/timeline/occurredAt
                    {"declare": {"title": "x"}, "orders": [{"handover": {"from": "@a", "to": "@b"}}]} | 400 | /orders/0/handover/role
                    {"declare": {"title": "x"}, "orders": [{"follow-ups": {"title": "a"}, "then": [{}]}]} | 400 | /orders/0/then/0
                    {"declare": {"title": "x"}, "orders": [{"follow-ups": {"title": "a"}, "then": [{"complete": {}}]}]} | 422 | /orders/0/then/0/complete/evidence
                    {"declare": {"title": "x"}, "orders": [{"timeline": {"kind": "note", "text": "a", "thread": "0b1f7c5e-6a0d-4d2c-9f0e-5a3c1e8d7b42"}}]} | 400 | /orders/0/timeline/thread
                    {"declare": {"title": "x"}, "orders": [{"timeline": {"kind": "note", "text": "a"}, "thread": "p"}]} | 400 | /orders/0/thread
                    {"declare": {"title": "x"}, "orders": [{"timeline": {"kind": "note", "text": "a"}, "as": "p"}, {"timeline": {"kind": "note", "text": "b"}, "thread": "p"}]} | 400 | /orders/1/thread
                    {"declare": {"title": "x"}, "orders": [{"timeline": {"kind": "note", "text": "a"}, "as": "p"}, {"threads": {"title": "b"}, "as": "p"}]} | 400 | /orders/1/as
                    {"declare": {"title": "x"}, "orders": [{"timeline": {"kind": "note", "text": "a"}, "then": [{"verify": {}}]}]} | 400 | /orders/0/then/0
                    {"declare": {"title": "x"}, "orders": [{"close": {}, "as": "p"}]} | 400 | /orders/0/as
                    {"declare": {"title": "x"}, "orders": [{"close": {}, "of": "p"}]} | 400 | /orders/0/of
                    {"declare": {"title": "x"}, "orders": [{"of": "p"}]} | 400 | /orders/0/of
                    {"declare": {"title": "x"}, "orders": [{"resolve": {}, "origin": "p"}]} | 400 | /orders/0/origin
                    {"declare": {"title": "x"}, "orders": [{"evidence": {"text": "a"}}]} | 400 | /orders/0/evidence/link
                    {"declare": {"title": "x"}, "orders": [{"threads": {"title": "a"}, "then": [{"assign": {"nobody": true, "reason": "r"}}]}]} | 400 | /orders/0/then/0/assign/reason
                    {"declare": {"title": "x"}, "orders": [{"severity": {"severity": " "}}]} | 400 | /orders/0/severity/severity
                    {"declare": {"title": "x", "severity": "Major", "labels": {"stated-severity": "Minor"}}} | 400 | /declare/labels/stated-severity
                    {"declare": {"title": "x"}, "orders": [{"timeline": {"kind": "note", "text": "a"}, "then": [{"outcome": {"state": "confirmed"}}]}]} | 422 | /orders/0/then/0/outcome
                    {"declare": {"title": "x"}, "orders": [{"changes": {"change": "0b1f7c5e-6a0d-4d2c-9f0e-5a3c1e8d7b42"}}]} | 422 | /orders/0/changes/change
                    {"declare": {"title": "x"}, "orders": [{"runbooks": {"runbook": "RB-99"}}]} | 422 | /orders/0/runbooks/runbook
                    {"declare": {"title": "x"}, "orders": [{"updates": {"template": "internal"}}]} | 422 | /orders/0/updates/template
                    {"declare": {"title": "x"}, "orders": [{"related": {"other": "INC-99999", "kind": "related"}}]} | 422 | /orders/0/related/other
                    {"declare": {"title": "x"}, "orders": [{"reopen": {"reason": "a"}}]} | 422 | /orders/0/reopen
                    {"declare": {"title": "x", "milestones": {"detected": "2999-01-01T00:00:00Z"}}} | 422 | /declare/milestones/detected
                    """)
    void what_is_wrong_is_named_by_its_place_and_nothing_is_recorded(
            String body, int status, String field) {
        Reply refused = ana.post("/import/incidents", body);

        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        assertThat(refused.field("/fields/0/field")).isEqualTo(field);
        assertThat(service.head()).isEqualTo(head);
    }

    @Test
    void too_many_orders_and_an_unknown_parameter_are_refused() {
        String orders =
                IntStream.range(0, 2_001)
                        .mapToObj(n -> "{\"close\":{}}")
                        .collect(Collectors.joining(","));

        assertThat(
                        ana.post(
                                        "/import/incidents",
                                        "{\"declare\": {\"title\": \"x\"}, \"orders\": [%s]}"
                                                .formatted(orders))
                                .field("/fields/0/accepted"))
                .isEqualTo("at most 2000 orders");
        assertThat(
                        ana.post(
                                        "/import/incidents?dryrun=true",
                                        "{\"declare\": {\"title\": \"x\"}}")
                                .status())
                .isEqualTo(400);
        assertThat(service.head()).isEqualTo(head);
    }
}
