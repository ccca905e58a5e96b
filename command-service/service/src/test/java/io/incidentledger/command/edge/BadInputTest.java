package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.incidentledger.command.edge.Api.Reply;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** G10: a problem that names the field, nothing stored, nothing logged as an error of ours. */
@Isolated("It reads the log of the whole program.")
class BadInputTest {
    @TempDir static Path directory;
    private static Service service;
    private static Api ana;
    private static Api admin;
    private static String incident;
    private static String cancelled;
    private static String followUp;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private long head;

    @BeforeAll
    static void start() {
        // Tomcat's words, too.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        service = Service.start("bad-input", directory);
        admin = service.admin();
        ana = service.as("@ana", "responder");
        incident = ana.post("/incidents", "{\"title\":\"It fails\"}").field("/number");
        cancelled = ana.post("/incidents", "{\"title\":\"It does not\"}").field("/number");
        ana.post(
                "/incidents/" + cancelled + "/cancel",
                "{\"cause\":\"false-alarm\",\"reason\":\"a test\"}");
        followUp =
                ana.post("/incidents/" + incident + "/follow-ups", "{\"title\":\"Mend it\"}")
                        .field("/number");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void watch() {
        head = service.head();
        logged.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(logged);
    }

    @AfterEach
    void nothingWasStoredAndNothingLogged() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME))
                .detachAppender(logged);
        assertThat(service.head()).isEqualTo(head);
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .filteredOn(event -> !event.getLoggerName().startsWith("org.apache.kafka"))
                .isEmpty();
    }

    static Stream<Arguments> declarations() throws IOException {
        try (var file = BadInputTest.class.getResourceAsStream("/bad-declarations.txt")) {
            var written =
                    new String(file.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split("\t", 2))
                            .map(row -> arguments(row[1], row[0].equals("-") ? "" : row[0]));
            return Stream.concat(written, longDeclarations());
        }
    }

    private static Stream<Arguments> longDeclarations() {
        return Stream.of(
                arguments("[".repeat(100_000), ""),
                arguments("{\"title\":\"" + "x".repeat(301) + "\"}", "/title"),
                arguments(
                        "{\"title\":\"x\",\"summary\":\"" + "x".repeat(20_001) + "\"}",
                        "/summary"));
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void a_declaration_that_cannot_be_read_is_400_and_names_the_field(String body, String field) {
        Reply reply = ana.post("/incidents", body);

        isProblem(reply, 400, "invalid", field);
    }

    static Stream<Arguments> orders() {
        return Stream.of(
                arguments("/incidents/{i}/severity", "{}", "/severity"),
                arguments("/incidents/{i}/severity", "{\"to\":\"SEV1\"}", "/to"),
                arguments("/incidents/{i}/impact", "{}", "/impact"),
                arguments("/incidents/{i}/status", "{\"status\":\"done\"}", "/status"),
                arguments("/incidents/{i}/milestones", "{\"milestone\":\"x\"}", "/milestone"),
                arguments("/incidents/{i}/details", "{\"title\":\"\"}", "/title"),
                arguments("/incidents/{i}/roles", "{\"role\":\"lead\"}", "/holder"),
                arguments(
                        "/incidents/{i}/roles",
                        "{\"role\":\"The Boss\",\"holder\":\"@a\"}",
                        "/role"),
                arguments("/incidents/{i}/roles/lead/handover", "{\"to\":\"@a\"}", "/from"),
                arguments("/incidents/{i}/roles/lead/release", "{}", "/holder"),
                arguments("/incidents/{i}/timeline", "{\"text\":\"x\"}", "/kind"),
                arguments("/incidents/{i}/timeline", "{\"kind\":\"poem\",\"text\":\"x\"}", "/kind"),
                arguments("/incidents/{i}/timeline", "{\"kind\":\"note\"}", "/text"),
                arguments(
                        "/incidents/{i}/timeline",
                        "{\"kind\":\"note\",\"text\":\"x\",\"audience\":\"public\"}",
                        "/audience"),
                arguments(
                        "/incidents/{i}/timeline",
                        "{\"kind\":\"evidence\",\"text\":\"x\"}",
                        "/type"),
                arguments(
                        "/incidents/{i}/timeline",
                        "{\"kind\":\"change\",\"text\":\"x\",\"link\":\"javascript:alert(1)\"}",
                        "/link"),
                arguments("/incidents/{i}/updates", "{\"text\":\"x\"}", "/audience"),
                arguments(
                        "/incidents/{i}/updates",
                        "{\"text\":\"x\",\"audience\":\"public\",\"nextUpdateDue\":\"noon\"}",
                        "/nextUpdateDue"),
                arguments("/incidents/{i}/resolve", "{\"resolution\":\"magic\"}", "/resolution"),
                arguments("/incidents/{i}/cancel", "{\"reason\":\"x\"}", "/cause"),
                arguments(
                        "/incidents/{i}/runbooks",
                        "{\"runbook\":\"RB-1\",\"version\":0}",
                        "/version"),
                arguments("/incidents/{i}/follow-ups", "{}", "/title"),
                arguments(
                        "/incidents/{i}/follow-ups", "{\"title\":\"x\",\"due\":\"soon\"}", "/due"),
                arguments(
                        "/incidents/{i}/follow-ups",
                        "{\"title\":\"x\",\"owner\":\"the team\"}",
                        "/owner"),
                arguments(
                        "/incidents/{i}/follow-ups",
                        "{\"title\":\"x\",\"origin\":\"y\"}",
                        "/origin"),
                arguments(
                        "/stated-figures",
                        "{\"period\":\"2025-Q1\",\"from\":\"detected\",\"to\":\"resolved\","
                                + "\"source\":\"x\",\"duration\":\"PT9H\",\"roundedTo\":\"PT1S\"}",
                        "/roundedTo"),
                arguments(
                        "/stated-figures",
                        "{\"period\":\"2025-Q1\",\"from\":\"detected\",\"to\":\"resolved\","
                                + "\"source\":\"x\",\"none\":true,\"roundedTo\":\"PT1H\"}",
                        "/roundedTo"),
                arguments(
                        "/stated-figures",
                        "{\"period\":\"2025-Q1\",\"from\":\"resolved\",\"to\":\"detected\","
                                + "\"source\":\"x\",\"duration\":\"PT9H\"}",
                        "/to"),
                arguments(
                        "/incidents/{i}/stated-durations",
                        "{\"from\":\"resolved\",\"to\":\"detected\",\"duration\":\"PT9H\"}",
                        "/to"),
                arguments("/follow-ups/{f}/assign", "{}", "/owner"),
                arguments("/follow-ups/{f}/assign", "{\"owner\":\"@a\",\"nobody\":true}", "/owner"),
                arguments("/follow-ups/{f}/reschedule", "{\"reason\":\"x\"}", "/due"),
                arguments("/follow-ups/{f}/priority", "{\"priority\":\"top\"}", "/priority"),
                arguments(
                        "/follow-ups/{f}/complete",
                        "{\"evidence\":{\"link\":\"ftp://x\"}}",
                        "/evidence/link"));
    }

    @Test
    void what_was_stated_backwards_can_be_taken_back() {
        Reply back =
                ana.post(
                        "/stated-figures",
                        "{\"period\":\"2025-Q1\",\"from\":\"resolved\",\"to\":\"detected\","
                                + "\"source\":\"x\",\"clear\":true,\"reason\":\"a slip\"}");

        assertThat(back.status()).as(back.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void an_order_with_a_field_that_is_not_acceptable_is_400_and_names_it(
            String path, String body, String field) {
        Reply reply = ana.post(at(path), body);

        isProblem(reply, 400, "invalid", field);
        assertThat(reply.field("/fields/0/accepted")).isNotBlank();
    }

    @Test
    void all_fields_that_are_not_acceptable_are_named_at_once() {
        Reply reply =
                ana.post(
                        "/incidents",
                        "{\"title\":\" \",\"services\":[\"\"],\"impact\":{\"users\":{\"count\":-3}}}");

        assertThat(reply.json().at("/fields").valueStream().map(it -> it.at("/field").asString()))
                .containsExactly("/title", "/services/0", "/impact/users/count");
        assertThat(reply.field("/fields/2/value")).isEqualTo("-3");
        assertThat(reply.field("/fields/2/accepted")).isEqualTo("a number from 0");
    }

    @Test
    void a_long_value_is_shortened_in_the_problem() {
        Reply reply =
                ana.post(
                        "/incidents",
                        "{\"title\":\"x\",\"occurredAt\":\"" + "z".repeat(5_000) + "\"}");

        isProblem(reply, 400, "invalid", "/occurredAt");
        assertThat(reply.text().length()).isLessThan(1_000);
    }

    static Stream<Arguments> refusals() {
        String future = "\"2126-11-21T10:00:00Z\"";
        return Stream.of(
                arguments(
                        "/incidents",
                        "{\"title\":\"x\",\"occurredAt\":" + future + "}",
                        "time-in-future",
                        "/occurredAt"),
                arguments(
                        "/incidents",
                        "{\"title\":\"x\",\"history\":true,\"occurredAt\":" + future + "}",
                        "time-in-future",
                        "/occurredAt"),
                arguments(
                        "/incidents",
                        "{\"title\":\"x\",\"milestones\":{\"impact-started\":" + future + "}}",
                        "time-in-future",
                        "/milestones/impact-started"),
                arguments(
                        "/incidents/{i}/timeline",
                        "{\"kind\":\"note\",\"text\":\"x\",\"occurredAt\":" + future + "}",
                        "time-in-future",
                        "/occurredAt"),
                arguments("/incidents/{i}/close", "{}", "not-resolved", ""),
                arguments("/incidents/{i}/reopen", "{\"reason\":\"x\"}", "not-over", ""),
                arguments("/incidents/{i}/resolve", "{}", "resolution-needed", "/resolution"),
                arguments(
                        "/incidents/{i}/status",
                        "{\"status\":\"resolved\"}",
                        "status-has-own-order",
                        "/status"),
                arguments(
                        "/incidents/{c}/severity",
                        "{\"severity\":\"SEV1\"}",
                        "cancelled-is-final",
                        ""),
                arguments(
                        "/incidents/{i}/milestones",
                        "{\"milestone\":\"resolved\"}",
                        "milestone-follows-status",
                        "/milestone"),
                arguments("/follow-ups/{f}/complete", "{}", "evidence-needed", "/evidence"),
                arguments("/follow-ups/{f}/decline", "{}", "reason-needed", "/reason"),
                arguments("/follow-ups/{f}/verify", "{}", "follow-up-not-done", ""),
                arguments("/follow-ups/{f}/reopen", "{\"reason\":\"x\"}", "follow-up-open", ""));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void an_order_that_a_rule_forbids_is_422_and_names_the_rule(
            String path, String body, String rule, String field) {
        Reply reply = ana.post(at(path), body);

        isProblem(reply, 422, "refused", field);
        assertThat(reply.field("/rule")).isEqualTo(rule);
    }

    static Stream<Arguments> nowhere() {
        return Stream.of(
                arguments("/incidents/INC-999/severity", "{\"severity\":\"SEV1\"}"),
                arguments("/incidents/INC-0/severity", "{\"severity\":\"SEV1\"}"),
                arguments("/incidents/FU-1/severity", "{\"severity\":\"SEV1\"}"),
                arguments("/incidents/1/severity", "{\"severity\":\"SEV1\"}"),
                arguments("/incidents/1-1-1-1-1/severity", "{\"severity\":\"SEV1\"}"),
                arguments(
                        "/incidents/01970000-0000-7000-8000-000000000000/severity",
                        "{\"severity\":\"SEV1\"}"),
                arguments(
                        "/incidents/{i}/timeline/01970000-0000-7000-8000-000000000000/correction",
                        "{\"newText\":\"x\",\"reason\":\"y\"}"),
                arguments(
                        "/incidents/{i}/timeline/first/correction",
                        "{\"newText\":\"x\",\"reason\":\"y\"}"),
                arguments("/incidents/{i}/roles/Le%20ad/release", "{\"holder\":\"@a\"}"),
                arguments("/follow-ups/FU-999/start", "{}"),
                arguments("/follow-ups/01970000-0000-7000-8000-000000000000/start", "{}"),
                arguments("/follow-ups/{i}/start", "{}"),
                arguments("/incidents/{i}/explode", "{}"),
                arguments("/nothing", "{}"));
    }

    @ParameterizedTest
    @MethodSource("nowhere")
    void what_is_not_there_is_404(String path, String body) {
        isProblem(ana.post(at(path), body), 404, "not-found", "");
    }

    @Test
    void an_unknown_token_is_404() {
        isProblem(admin.post("/tokens/first/revoke", "{}"), 404, "not-found", "");
        isProblem(
                admin.post("/tokens/01970000-0000-7000-8000-000000000000/revoke", "{}"),
                404,
                "not-found",
                "");
    }

    @Test
    void orders_are_posted() {
        for (String method : new String[] {"GET", "PUT", "PATCH", "DELETE"}) {
            Reply reply = ana.send(method, "/api/v1/incidents", "application/json", "{}");
            isProblem(reply, 405, "method-not-allowed", "");
            assertThat(reply.headers()).containsEntry("allow", "POST");
        }
        isProblem(
                ana.send("PUT", "/api/v1/nothing", "application/json", "{}"), 404, "not-found", "");
        isProblem(ana.get("/api/v1/nothing"), 404, "not-found", "");
    }

    static Stream<Arguments> wrongTypes() {
        return Stream.of(
                arguments("{\"title\":5}", "5", "a JSON string"),
                arguments("{\"title\":[\"\\ud800\"]}", "[\"", "a JSON string"),
                arguments("{\"title\":\"x\",\"drill\":\"yes\"}", "yes", "true or false"),
                arguments("{\"title\":\"x\",\"services\":\"all\"}", "all", "a JSON array"),
                arguments("{\"title\":\"x\",\"services\":[\"a\",{\"b\":1}]}", "{\"b\":1}", ""),
                arguments("{\"title\":\"x\",\"impact\":[1]}", "[1]", "a JSON object"),
                arguments("{\"title\":\"x\",\"occurredAt\":5}", "5", "a time"),
                arguments("{\"title\":\"x\",\"by\":\"ana\"}", "ana", "a handle"),
                arguments("{\"title\":\"x\",\"urgent\":true}", "true", "one of the fields"),
                arguments("{\"title\":[" + "1,".repeat(5_000) + "1]}", "[1,1", "a JSON string"),
                arguments("[5]", "[5]", "one JSON object"));
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void a_wrong_type_is_shown_with_what_would_be_accepted(
            String body, String value, String accepted) {
        Reply reply = ana.post("/incidents", body);

        isProblem(reply, 400, "invalid", null);
        assertThat(reply.field("/fields/0/value")).startsWith(value).hasSizeLessThan(110);
        assertThat(reply.field("/fields/0/accepted")).startsWith(accepted);
    }

    @Test
    void another_encoding_than_utf8_is_not_guessed() {
        String body = "{\"title\":\"x\"}";
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, Charset.forName("UTF-32"))) {
            Reply reply =
                    ana.send(
                            "POST",
                            "/api/v1/incidents",
                            "application/json",
                            body.getBytes(charset));
            isProblem(reply, 400, "invalid", "");
        }
    }

    @Test
    void what_an_order_does_not_take_is_not_passed_over() {
        String body = "{\"title\":\"x\"}";

        isProblem(ana.post("/incidents?dryRun=true", body), 400, "invalid", "?");
        isProblem(ana.post("/incidents", body, "If-Match", "\"1\""), 400, "invalid", "If-Match");
        String past = "{\"declare\":" + body + "}";
        isProblem(
                ana.post("/import/incidents", past, "If-Match", "\"1\""),
                400,
                "invalid",
                "If-Match");
        isProblem(
                ana.post("/incidents", body, "Idempotency-Key", "a", "Idempotency-Key", "b"),
                400,
                "invalid",
                "Idempotency-Key");
    }

    @Test
    void what_tomcat_refuses_is_a_problem_too() throws IOException {
        for (String head :
                new String[] {
                    "GET /api/v1/%zz HTTP/1.1",
                    "POST /api/v1/incidents%2Fx HTTP/1.1",
                    "GET /api/v1/a|b HTTP/1.1",
                    "GET /" + "x".repeat(20_000) + " HTTP/1.1",
                    "GET /x HTTP/1.1\r\nX-Long: " + "x".repeat(20_000)
                }) {
            String answer = ana.raw(head + "\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(answer)
                    .as(head.substring(0, 20))
                    .startsWith("HTTP/1.1 4")
                    .contains("application/problem+json", "urn:incident-ledger:problem:invalid")
                    .doesNotContain("<html", "Tomcat", "xxxx");
        }
        assertThat(ana.raw("TRACE /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("application/problem+json");
    }

    @Test
    void a_body_is_json_and_says_so() {
        String body = "{\"title\":\"x\"}";
        isProblem(
                ana.send("POST", "/api/v1/incidents", "text/plain", body),
                415,
                "unsupported-media-type",
                "");
        isProblem(
                ana.send("POST", "/api/v1/incidents", "nonsense", body),
                415,
                "unsupported-media-type",
                "");
        isProblem(
                ana.send("POST", "/api/v1/incidents", null, body),
                415,
                "unsupported-media-type",
                "");
    }

    @Test
    void bytes_that_are_no_utf8_are_400() {
        byte[] latin1 = "{\"title\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        isProblem(
                ana.send("POST", "/api/v1/incidents", "application/json", latin1),
                400,
                "invalid",
                null);
    }

    @Test
    void ten_megabytes_are_413() {
        String body = "{\"title\":\"" + "x".repeat(10 << 20) + "\"}";

        isProblem(ana.post("/incidents", body), 413, "too-large", "");
    }

    @Test
    void headers_are_read_strictly_too() {
        String body = "{\"severity\":\"SEV1\"}";
        String path = "/incidents/" + incident + "/severity";

        isProblem(
                ana.post(path, body, "Idempotency-Key", "two words"),
                400,
                "invalid",
                "Idempotency-Key");
        isProblem(
                ana.post(path, body, "Idempotency-Key", "k".repeat(201)),
                400,
                "invalid",
                "Idempotency-Key");
        isProblem(ana.post(path, body, "If-Match", "latest"), 400, "invalid", "If-Match");
    }

    @Test
    void a_role_that_is_none_is_400() {
        isProblem(
                admin.post("/tokens", "{\"handle\":\"@b\",\"role\":\"root\"}"),
                400,
                "invalid",
                "/role");
        isProblem(
                admin.post(
                        "/tokens",
                        "{\"handle\":\"@b\",\"role\":\"viewer\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}"),
                422,
                "refused",
                "/expiresAt");
    }

    private static String at(String path) {
        return path.replace("{i}", incident).replace("{c}", cancelled).replace("{f}", followUp);
    }

    private static void isProblem(Reply reply, int status, String slug, String field) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(reply.field("/type")).isEqualTo("urn:incident-ledger:problem:" + slug);
        assertThat(reply.field("/outcome")).isEqualTo("none");
        assertThat(reply.field("/detail")).isNotBlank();
        if (field != null) {
            assertThat(reply.field("/fields/0/field")).as(reply.text()).isEqualTo(field);
        }
    }
}
