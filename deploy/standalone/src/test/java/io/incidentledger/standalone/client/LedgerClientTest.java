package io.incidentledger.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.incidentledger.standalone.FreePort;
import io.incidentledger.standalone.StandsInTheWayException;
import io.incidentledger.standalone.client.LedgerClient.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerClientTest {
    private final List<String> seen = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();
    private HttpServer server;
    private LedgerClient client;

    private record Reply(int status, Map<String, String> headers, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        client =
                new LedgerClient(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "il_x");
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void sends_the_same_key_again_when_the_ledger_is_busy() throws Exception {
        replies.add(new Reply(503, Map.of("Retry-After", "0"), "{\"detail\":\"busy\"}"));
        replies.add(
                new Reply(
                        201,
                        Map.of("Ledger-Position", "7"),
                        "{\"id\":\"x\",\"number\":\"INC-1\",\"version\":7,\"changed\":true}"));

        LedgerClient.Answer answer = client.order("incidents", Map.of("title", "t"), "k1");

        assertThat(answer.named()).isEqualTo("INC-1");
        assertThat(answer.changed()).isTrue();
        assertThat(answer.position()).isEqualTo(7);
        assertThat(seen)
                .containsExactly(
                        "POST /api/v1/incidents key=k1 min=null Bearer il_x",
                        "POST /api/v1/incidents key=k1 min=null Bearer il_x");
    }

    @Test
    void asks_for_a_view_that_includes_what_it_ordered() throws Exception {
        replies.add(new Reply(200, Map.of("Ledger-Position", "7"), "{}"));
        replies.add(new Reply(200, Map.of("Ledger-Position", "6"), "{}"));
        replies.add(new Reply(200, Map.of(), "# Overdue"));
        client.order("a", Map.of(), "k1");
        client.order("b", Map.of(), "k2");

        assertThat(client.ask("reports/x.md", "text/markdown")).isEqualTo("# Overdue");
        assertThat(seen).last().isEqualTo("GET /api/v1/reports/x.md key=null min=7 Bearer il_x");
    }

    @Test
    void a_refusal_keeps_the_ledgers_own_words() {
        replies.add(new Reply(422, Map.of(), "{\"detail\":\"the incident is not over\"}"));

        assertThatThrownBy(() -> client.order("incidents/x/reopen", Map.of(), "k"))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "/api/v1/incidents/x/reopen was refused (422): the incident is not over");
    }

    @Test
    void a_wrong_token_and_a_missing_ledger_are_explained() {
        replies.add(new Reply(401, Map.of(), ""));

        assertThatThrownBy(() -> client.order("incidents", Map.of(), "k"))
                .isInstanceOf(StandsInTheWayException.class)
                .hasMessageContaining("does not know this token");

        URI nobody = URI.create("http://127.0.0.1:" + FreePort.next());
        try (LedgerClient lonely = new LedgerClient(nobody, "il_x")) {
            assertThatThrownBy(() -> lonely.order("incidents", Map.of(), "k"))
                    .isInstanceOf(StandsInTheWayException.class)
                    .hasMessage(
                            "No ledger answers at "
                                    + nobody
                                    + "/; start one with: deploy/ledger serve");
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        seen.add(
                exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestURI()
                        + " key="
                        + exchange.getRequestHeaders().getFirst("Idempotency-Key")
                        + " min="
                        + exchange.getRequestHeaders().getFirst("Ledger-Min-Position")
                        + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
        exchange.getRequestBody().readAllBytes();
        Reply reply = replies.removeFirst();
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
