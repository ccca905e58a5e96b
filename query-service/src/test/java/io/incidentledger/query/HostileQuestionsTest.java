package io.incidentledger.query;

import static io.incidentledger.query.QueryServiceTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.events.AccessRole;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Severity;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.query.Asking.Answer;
import io.incidentledger.query.stream.EventStreams;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** What clients do that were made by nobody in his right mind, or by somebody who was. */
class HostileQuestionsTest {
    private static final WrittenLog written = new WrittenLog();
    private static Database database;
    private static EmbeddedLog log;
    private static ConfigurableApplicationContext service;
    private static Asking ask;
    private static IncidentId incident;

    @BeforeAll
    static void start() {
        database = Database.empty();
        log = new EmbeddedLog();
        written.add(QueryServiceTest.issued("viewer", AccessRole.VIEWER));
        incident = written.declare("Checkout fails", Severity.SEV1, "checkout");
        written.note(incident, "The compressor whistles");
        log.append(written);
        service = QueryServiceTest.run(database, log);
        ask = new Asking(service, "viewer");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask.get("/actuator/health/readiness").status() == 200);
    }

    @AfterAll
    static void stop() {
        service.close();
        log.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=%ff", "=x", "q=%C3%28"})
    void a_query_that_cannot_be_decoded_is_a_bad_parameter_and_no_error_of_ours(String query) {
        Answer answer = ask.get("/api/v1/incidents?" + query);

        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("query");
    }

    @Test
    void a_position_is_given_once() {
        Answer answer =
                ask.header("Ledger-Min-Position", List.of("0", "2")).get("/api/v1/incidents");

        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("Ledger-Min-Position");
    }

    @Test
    void the_stream_does_not_begin_anew_behind_the_last_position_there_can_be() {
        Answer answer =
                ask.header("Last-Event-ID", String.valueOf(Long.MAX_VALUE))
                        .accepting("text/event-stream")
                        .get("/api/v1/stream");

        assertProblem(answer, 400, "invalid");
    }

    @Test
    void who_wants_only_the_headers_of_the_stream_takes_no_place_in_it() {
        Answer answer = ask.accepting("text/event-stream").head("/api/v1/stream");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(service.getBean(EventStreams.class).clients()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    text/markdown;q=0.1, */*            | text/html
                    */*, text/markdown;q=0              | text/html
                    text/*;q=0.5, application/json      | application/json
                    text/html, text/markdown            | text/html
                    */*                                 | text/markdown
                    text/*, text/html;q=0.9, */*;q=0.1  | text/markdown
                    """)
    void the_most_specific_range_says_how_much_a_format_is_liked(String accept, String type) {
        Answer answer = ask.accepting(accept).get("/api/v1/incidents/INC-1/postmortem");

        assertThat(answer.header("Content-Type")).startsWith(type);
        assertThat(answer.header("Vary")).contains("Accept");
    }

    @Test
    void payloads_in_another_encoding_do_not_break_the_page_they_are_on() {
        append("{\"x\": 1}", StandardCharsets.UTF_16LE);
        append("\uFEFF{\"x\": 1}", StandardCharsets.UTF_8);
        append("{\"x\": 1}", StandardCharsets.UTF_8);

        JsonNode events = ask.from(log.head()).get("/api/v1/incidents/INC-1/events").json();

        JsonNode items = events.get("items");
        assertThat(items.get(items.size() - 3).hasNonNull("damaged")).isTrue();
        assertThat(items.get(items.size() - 2).hasNonNull("damaged")).isTrue();
        assertThat(items.get(items.size() - 1).get("payload").get("x").asInt()).isEqualTo(1);
    }

    private static RecordedEvent append(String json, Charset encoding) {
        RecordedEvent event =
                written.add(
                        "weather.reported",
                        "1",
                        Set.of(new Tag("incident", incident.toString())),
                        null,
                        json.getBytes(encoding));
        log.append(written);
        return event;
    }
}
