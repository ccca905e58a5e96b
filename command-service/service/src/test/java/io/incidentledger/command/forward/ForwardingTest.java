package io.incidentledger.command.forward;

import static io.incidentledger.command.forward.OtherNode.hangsUp;
import static io.incidentledger.command.forward.OtherNode.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client may talk to any node, and is told the truth whatever becomes of the one that writes. */
class ForwardingTest {
    private static final Duration PATIENCE = Duration.ofMillis(600);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final String UNAVAILABLE = "{\"type\":\"x\",\"outcome\":\"none\"}";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir Path directory;
    private FollowingNode node;

    @BeforeEach
    void start() {
        node = new FollowingNode(directory, PATIENCE, TIMEOUT);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    void an_order_and_its_answer_pass_as_they_came() throws Exception {
        try (OtherNode writer =
                new OtherNode(
                        says(
                                201,
                                "{\"id\":\"ä\"}",
                                "Content-Type",
                                "application/json",
                                "ETag",
                                "\"7\"",
                                "Ledger-Position",
                                "7",
                                "Location",
                                "/api/v1/incidents/1"))) {
            node.elsewhere = writer.address();

            HttpResponse<String> answer =
                    send(
                            "/api/v1/incidents/%C3%A4/x?a=%20b",
                            "{\"title\":\"ä\"}",
                            "Authorization",
                            "Bearer il_x",
                            "Idempotency-Key",
                            "k",
                            "If-Match",
                            "\"6\"",
                            "Accept",
                            "application/json");

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("{\"id\":\"ä\"}");
            assertThat(answer.headers().map())
                    .containsEntry("etag", List.of("\"7\""))
                    .containsEntry("ledger-position", List.of("7"))
                    .containsEntry("location", List.of("/api/v1/incidents/1"))
                    .containsEntry("content-type", List.of("application/json"));
            assertThat(writer.got).hasSize(1);
            OtherNode.Got got = writer.got.getFirst();
            assertThat(got.method()).isEqualTo("POST");
            assertThat(got.uri().toString()).isEqualTo("/api/v1/incidents/%C3%A4/x?a=%20b");
            assertThat(new String(got.body())).isEqualTo("{\"title\":\"ä\"}");
            assertThat(got.headers().getFirst("Authorization")).isEqualTo("Bearer il_x");
            assertThat(got.headers().getFirst("Idempotency-Key")).isEqualTo("k");
            assertThat(got.headers().getFirst("If-Match")).isEqualTo("\"6\"");
            assertThat(got.headers().getFirst("Accept")).isEqualTo("application/json");
            assertThat(got.headers().getFirst("Host")).isEqualTo("127.0.0.1:" + writer.port());
            assertThat(got.headers().getFirst(Forwarding.FORWARDED_BY))
                    .isEqualTo("http://this-node:1");
        }
    }

    @Test
    void a_question_is_not_passed_on() throws Exception {
        try (OtherNode writer = new OtherNode(says(200, "there"))) {
            node.elsewhere = writer.address();

            HttpResponse<String> answer =
                    HTTP.send(
                            HttpRequest.newBuilder(URI.create(node.address() + "/api/v1/x"))
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("here: ");
            assertThat(writer.got).isEmpty();
        }
    }

    @Test
    void without_a_writer_nothing_happened_and_it_says_when_to_come_again() throws Exception {
        HttpResponse<String> answer = order("Idempotency-Key", "k");

        assertUnavailable(answer, "none");
    }

    @Test
    void where_nobody_answers_nothing_happened() throws Exception {
        try (OtherNode gone = new OtherNode(says(200, ""))) {
            node.elsewhere = gone.address();
        }

        HttpResponse<String> answer = order();

        assertUnavailable(answer, "none");
        assertThat(answer.body()).contains("nobody answers there");
    }

    @Test
    void an_order_waits_for_the_next_writer() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = orderLater();
        try (OtherNode next = new OtherNode(says(200, "there"))) {
            node.elsewhere = next.address();

            assertThat(answer.get().body()).isEqualTo("there");
        }
    }

    @Test
    void an_order_that_waited_is_carried_out_here_when_this_node_takes_over() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = orderLater();

        node.here = true;

        assertThat(answer.get().body()).isEqualTo("here: {}");
    }

    @Test
    void a_file_passes_byte_for_byte_however_large_and_nothing_of_it_stays() throws Exception {
        byte[] file = new byte[FollowingNode.MAX_ORDER * 3];
        new Random(3).nextBytes(file);
        try (OtherNode writer = new OtherNode(says(201, "{}"))) {
            node.elsewhere = writer.address();

            HttpResponse<String> answer = upload(file);

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(writer.got.getFirst().body()).isEqualTo(file);
            assertThat(writer.got.getFirst().headers().getFirst("Content-Type"))
                    .isEqualTo("multipart/form-data; boundary=x");
            assertThat(upload(new byte[(int) FollowingNode.MAX_UPLOAD + 1]).statusCode())
                    .isEqualTo(413);
            assertThat(writer.got).hasSize(1);
        }
        await().until(() -> held() == 0);
    }

    @Test
    void a_file_that_came_while_the_ledger_came_here_is_to_be_sent_again() throws Exception {
        node.here = false;
        CompletableFuture<HttpResponse<String>> answer =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return upload(new byte[10]);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        await().until(() -> held() > 0);
        node.here = true;

        assertThat(answer.get().statusCode()).isEqualTo(503);
        assertThat(answer.get().body()).contains("\"outcome\":\"none\"");
    }

    /** How many orders lie on the disk. */
    private long held() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("ledger-order"))
                    .count();
        }
    }

    private HttpResponse<String> upload(byte[] bytes) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(node.address() + "/api/v1/incidents/1/evidence"))
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofByteArray(bytes))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void who_does_not_write_any_more_is_not_asked_for_long() throws Exception {
        try (OtherNode old =
                        new OtherNode(says(503, UNAVAILABLE, Forwarding.NOT_THE_WRITER, "true"));
                OtherNode next = new OtherNode(says(200, "next"))) {
            node.elsewhere = old.address();
            CompletableFuture<HttpResponse<String>> answer = orderLater();
            await().until(() -> !old.got.isEmpty());

            node.elsewhere = next.address();

            assertThat(answer.get().body()).isEqualTo("next");
            assertThat(next.got).hasSize(1);
        }
    }

    @Test
    void a_web_server_that_is_just_stopping_has_seen_nothing() throws Exception {
        try (OtherNode writer =
                new OtherNode(says(503, ""), says(503, ""), says(201, "{\"id\":\"1\"}"))) {
            node.elsewhere = writer.address();

            assertThat(order().statusCode()).isEqualTo(201);
        }
    }

    @Test
    void a_writer_that_is_busy_is_not_asked_again() throws Exception {
        try (OtherNode writer = new OtherNode(says(503, UNAVAILABLE, "Retry-After", "7"))) {
            node.elsewhere = writer.address();

            HttpResponse<String> answer = order("Idempotency-Key", "k");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("7");
            assertThat(answer.body()).isEqualTo(UNAVAILABLE);
            assertThat(writer.got).hasSize(1);
        }
    }

    @Test
    void an_order_without_a_key_is_never_sent_twice_when_it_may_have_counted() throws Exception {
        try (OtherNode writer = new OtherNode(hangsUp(), says(201, "twice"))) {
            node.elsewhere = writer.address();

            HttpResponse<String> answer = order();

            assertUnavailable(answer, "unknown");
            assertThat(writer.got).hasSize(1);
        }
    }

    @Test
    void an_order_with_a_key_is_sent_again_until_it_is_answered() throws Exception {
        try (OtherNode writer = new OtherNode(hangsUp(), hangsUp(), says(201, "once"))) {
            node.elsewhere = writer.address();

            HttpResponse<String> answer = order("Idempotency-Key", "k");

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(writer.got).hasSize(3);
        }
    }

    @Test
    void what_may_have_counted_stays_unknown_whatever_a_stranger_says_later() throws Exception {
        try (OtherNode writer =
                new OtherNode(hangsUp(), says(401, "{\"outcome\":\"none\"}", "Retry-After", "1"))) {
            node.elsewhere = writer.address();

            assertUnavailable(order("Idempotency-Key", "k"), "unknown");
        }
    }

    @Test
    void an_answer_that_does_not_come_leaves_it_unknown() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        try (OtherNode stopped = new OtherNode(exchange -> never.join())) {
            node.elsewhere = stopped.address();

            assertUnavailable(order(), "unknown");
            assertThat(stopped.got).hasSize(1);
        } finally {
            never.complete(null);
        }
    }

    @Test
    void a_stopped_writer_is_given_up_once_another_one_is_there() throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        node.close();
        node = new FollowingNode(directory, Duration.ofSeconds(30), Duration.ofMinutes(5));
        try (OtherNode stopped = new OtherNode(exchange -> never.join());
                OtherNode next = new OtherNode(says(201, "next"))) {
            node.elsewhere = stopped.address();
            CompletableFuture<HttpResponse<String>> answer = orderLater("Idempotency-Key", "k");
            await().until(() -> !stopped.got.isEmpty());

            node.elsewhere = next.address();

            assertThat(answer.get().body()).isEqualTo("next");
        } finally {
            never.complete(null);
        }
    }

    @Test
    void an_order_is_passed_on_once() throws Exception {
        try (OtherNode writer = new OtherNode(says(201, "there"))) {
            node.elsewhere = writer.address();

            HttpResponse<String> answer = order(Forwarding.FORWARDED_BY, "http://another:1");

            assertUnavailable(answer, "none");
            assertThat(answer.headers().firstValue(Forwarding.NOT_THE_WRITER)).isPresent();
            assertThat(writer.got).isEmpty();
        }
    }

    @Test
    void an_order_that_is_too_long_is_refused_here() throws Exception {
        try (OtherNode writer = new OtherNode(says(201, "there"))) {
            node.elsewhere = writer.address();

            HttpResponse<String> answer =
                    send("/api/v1/x", "x".repeat(FollowingNode.MAX_ORDER + 1));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("too-large");
            assertThat(writer.got).isEmpty();
            assertThat(send("/api/v1/x", "x".repeat(FollowingNode.MAX_ORDER)).statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void a_file_of_many_orders_that_is_too_long_to_be_passed_on_is_told_where_to_go()
            throws Exception {
        try (OtherNode writer = new OtherNode(says(200, "there"))) {
            node.elsewhere = writer.address();

            HttpResponse<String> refused = many((int) FollowingNode.MAX_UPLOAD + 1);
            HttpResponse<String> passedOn = many((int) FollowingNode.MAX_UPLOAD);

            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(refused.body()).contains("in parts", writer.address());
            assertThat(passedOn.body()).isEqualTo("there");
        }
    }

    private HttpResponse<String> many(int bytes) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(node.address() + "/api/v1/import"))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofByteArray(new byte[bytes]))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void assertUnavailable(HttpResponse<String> answer, String outcome) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("\"outcome\":\"" + outcome + "\"");
    }

    private HttpResponse<String> order(String... headers) throws Exception {
        return send("/api/v1/incidents", "{}", headers);
    }

    private HttpResponse<String> send(String path, String body, String... headers)
            throws Exception {
        return HTTP.send(request(path, body, headers), BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> orderLater(String... headers) {
        return HTTP.sendAsync(request("/api/v1/incidents", "{}", headers), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(node.address() + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }
}
