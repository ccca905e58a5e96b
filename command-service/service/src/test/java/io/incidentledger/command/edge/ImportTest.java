package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.edge.Api.Reply;
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

class ImportTest {
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

        assertThat(again.text()).isEqualTo(created.text());
        assertThat(another.field("/number")).isNotEqualTo(created.field("/number"));
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
                    {"declare": {"title": "x"}, "orders": [{"timeline": {"kind": "note", "text": "a"}}]} | 422 | /orders/0/timeline/occurredAt
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
