package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.edge.Api.Reply;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many past incidents in one body, one on every line. */
class ImportLinesTest {
    private static final String LINES = "application/x-ndjson";

    @TempDir static Path directory;
    private static Service service;
    private static Api ana;

    @BeforeAll
    static void start() {
        service =
                Service.start(
                        "import-lines",
                        directory,
                        "--ledger.command.max-order=64KB",
                        "--ledger.command.max-import=1MB");
        ana = service.as("@ana", "responder");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void every_line_is_answered_and_what_is_refused_stops_no_other() {
        Reply reply =
                send(
                        """
                        {"source": {"system": "s", "id": "a"}, "declare": {"title": "One"}}

                        {"declare":
                        {"declare": {"title": "Two"}, "orders": [{"close": {}}]}
                        {"declare": {"title": "Three"}}
                        {"source": {"system": "s", "id": "a"}, "declare": {"title": "One again"}}
                        {"declare": {"title": "%s"}}
                        {"declare": {"title": "Four"}, "orders": [{"roles": {"role": "lead", "holder": "@eva"}}]}"""
                                .formatted("x".repeat(70_000)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers().get("content-type")).startsWith(LINES);
        assertThat(reply.headers()).containsKey("x-content-type-options");
        List<JsonNode> lines = lines(reply);
        assertThat(lines)
                .extracting(
                        line -> line.path("line").asInt() + " " + line.path("result").asString(""))
                .containsExactly(
                        "1 created",
                        "3 refused",
                        "4 refused",
                        "5 created",
                        "6 already-there",
                        "7 refused",
                        "8 created",
                        "0 ");
        assertThat(lines.get(1).at("/problem/type").asString()).endsWith(":invalid");
        assertThat(lines.get(2).at("/problem/rule").asString()).isEqualTo("not-resolved");
        assertThat(lines.get(5).at("/problem/status").asInt()).isEqualTo(413);
        assertThat(lines.get(4).path("number")).isEqualTo(lines.get(0).path("number"));
        assertThat(lines.getLast().toString())
                .contains("\"created\":3", "\"already-there\":1", "\"refused\":3")
                .contains("\"brokenOff\":false");
    }

    @Test
    void sent_again_it_records_nothing_twice_and_goes_on_where_it_broke_off() {
        String first = "{\"declare\": {\"title\": \"Sent twice\"}}\n";
        send(first);
        long head = service.head();

        String both = first + "{\"declare\": {\"title\": \"New\"}}";

        List<JsonNode> dry = lines(ana.send("POST", "/api/v1/import?dryRun=true", LINES, both));
        List<JsonNode> lines = lines(send(both));

        assertThat(dry)
                .extracting(line -> line.path("result").asString(""))
                .containsExactly("already-there", "would-be-created", "");
        assertThat(dry.getFirst().path("number")).isEqualTo(lines.getFirst().path("number"));
        assertThat(lines)
                .extracting(line -> line.path("result").asString(""))
                .containsExactly("already-there", "created", "");
        assertThat(service.head()).isEqualTo(head + 1);
    }

    @Test
    void a_line_tells_which_of_its_orders_are_not_recorded() {
        List<JsonNode> lines =
                lines(
                        send(
                                """
                                {"declare": {"title": "Cause"}, "orders": [{"causes": {"cause": "dns"}}, {"causes": {"cause": "dns", "reason": "x"}}]}"""));

        assertThat(lines.getFirst().path("result").asString("")).isEqualTo("created");
        assertThat(lines.getFirst().path("warnings").toString())
                .contains("/orders/1/causes says what is so already")
                .doesNotContain("/orders/0/causes");
    }

    @Test
    void the_same_line_twice_is_created_once() {
        String line = "{\"declare\": {\"title\": \"Twice in a file\"}}\n";

        List<JsonNode> lines = lines(send(line + line));

        assertThat(lines)
                .extracting(answer -> answer.path("result").asString(""))
                .containsExactly("created", "already-there", "");
        assertThat(lines.get(1).path("number")).isEqualTo(lines.get(0).path("number"));
        assertThat(lines.getLast().toString()).contains("\"created\":1", "\"already-there\":1");
    }

    @Test
    void a_line_is_the_order_that_it_would_be_alone() throws Exception {
        String line = "{\"declare\": {\"title\": \"Alone\"}}";
        String hash =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(line.getBytes(StandardCharsets.UTF_8)));
        Reply alone = ana.post("/import/incidents", line, "Idempotency-Key", "import:" + hash);

        JsonNode among = lines(send(line)).getFirst();

        assertThat(among.path("result").asString()).isEqualTo("already-there");
        assertThat(among.path("number").asString()).isEqualTo(alone.field("/number"));
    }

    @Test
    void a_dry_run_says_of_every_line_what_would_be() {
        long head = service.head();

        List<JsonNode> lines =
                lines(
                        ana.send(
                                "POST",
                                "/api/v1/import?dryRun=true",
                                LINES,
                                "{\"declare\": {\"title\": \"Dry\"}}\n{\"declare\": {}}"));

        assertThat(lines.get(0).path("result").asString()).isEqualTo("would-be-created");
        assertThat(lines.get(0).path("events").asInt()).isEqualTo(1);
        assertThat(lines.get(0).path("warnings").isEmpty()).isFalse();
        assertThat(lines.get(1).at("/problem/fields/0/field").asString())
                .isEqualTo("/declare/title");
        assertThat(service.head()).isEqualTo(head);
    }

    @Test
    void a_dry_run_counts_what_stands_twice_in_a_file_once() {
        String named =
                "{\"source\": {\"system\": \"t\", \"id\": \"1\"}, \"declare\": {\"title\": \"%s\"}}\n";
        String unnamed = "{\"declare\": {\"title\": \"Twice, and of nowhere\"}}\n";
        String file = named.formatted("Once") + unnamed + named.formatted("Again") + unnamed;

        List<JsonNode> dry = lines(ana.send("POST", "/api/v1/import?dryRun=true", LINES, file));
        List<JsonNode> lines = lines(send(file));

        assertThat(dry)
                .extracting(line -> line.path("result").asString(""))
                .containsExactly(
                        "would-be-created",
                        "would-be-created",
                        "already-there",
                        "already-there",
                        "");
        assertThat(dry.get(2).path("events").asInt()).isZero();
        assertThat(dry.get(2).path("warnings").toString())
                .isEqualTo("[\"an earlier line enters it already\"]");
        assertThat(lines)
                .extracting(line -> line.path("result").asString(""))
                .containsExactly("created", "created", "already-there", "already-there", "");
    }

    @Test
    void many_lines_are_answered_while_they_are_carried_out() throws IOException {
        String body =
                IntStream.range(0, 500)
                        .mapToObj(n -> "{\"declare\": {\"title\": \"Of many %d\"}}\n".formatted(n))
                        .collect(Collectors.joining());
        long head = service.head();

        try (Socket socket = new Socket(ana.address().getHost(), ana.address().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(
                            ("POST /api/v1/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                            + ana.token()
                                            + "\r\nContent-Type: application/x-ndjson\r\nContent-Length: "
                                            + body.length()
                                            + "\r\n\r\n"
                                            + body)
                                    .getBytes(StandardCharsets.UTF_8));
            var answer = new StringBuilder();
            while (!answer.toString().contains("\"line\":1,")) {
                answer.append((char) socket.getInputStream().read());
            }

            assertThat(service.head()).isLessThan(head + 500);
            while (!answer.toString().contains("brokenOff")) {
                answer.append((char) socket.getInputStream().read());
            }
            assertThat(answer.toString()).contains("{\"created\":500}");
        }
    }

    @Test
    void nothing_gives_nothing_and_what_is_no_file_of_lines_is_refused() {
        long head = service.head();

        assertThat(send("").text()).isEqualTo("{\"results\":{},\"brokenOff\":false}\n");
        assertThat(ana.post("/import", "{}").status()).isEqualTo(415);
        assertThat(ana.post("/import", "{}").field("/detail")).contains("accepted is " + LINES);
        assertThat(send("{}", "Idempotency-Key", "k").field("/fields/0/field"))
                .isEqualTo("Idempotency-Key");
        assertThat(ana.send("POST", "/api/v1/import?dry=1", LINES, "{}").status()).isEqualTo(400);
        assertThat(send("\n".repeat((1 << 20) + 1)).status()).isEqualTo(413);
        assertThat(
                        service.as("@eva", "viewer")
                                .send("POST", "/api/v1/import", LINES, "{}")
                                .status())
                .isEqualTo(403);
        assertThat(service.nobody().send("POST", "/api/v1/import", LINES, "{}").status())
                .isEqualTo(401);
        assertThat(service.events().stream().skip(head))
                .noneMatch(event -> event.type().startsWith("incident."));
    }

    private static Reply send(String body, String... headers) {
        return ana.send("POST", "/api/v1/import", LINES, body, headers);
    }

    private static List<JsonNode> lines(Reply reply) {
        return reply.text().lines().map(JsonMapper.shared()::readTree).toList();
    }
}
