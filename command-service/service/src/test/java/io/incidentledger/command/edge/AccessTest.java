package io.incidentledger.command.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.access.FirstTokenIssued;
import io.incidentledger.command.edge.Api.Reply;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and that nobody else is. */
class AccessTest {
    private static final String TITLE = "{\"title\":\"It fails\"}";

    @TempDir static Path directory;
    private static Service service;

    @BeforeAll
    static void start() {
        service = Service.start("access", directory);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void nobody_is_let_in_without_a_token() {
        long head = service.head();

        Reply reply = service.nobody().post("/incidents", TITLE);

        isProblem(reply, 401, "unauthenticated");
        assertThat(reply.headers()).containsEntry("www-authenticate", "Bearer");
        assertThat(service.head()).isEqualTo(head);
    }

    @Test
    void a_wrong_token_opens_nothing() {
        for (String wrong :
                new String[] {"il_wrong", "il_" + "A".repeat(43), "Ä", "a b", "..", "%00"}) {
            Reply reply =
                    service.nobody()
                            .send(
                                    "POST",
                                    "/api/v1/incidents",
                                    "application/json",
                                    TITLE,
                                    "Authorization",
                                    "Bearer " + wrong);
            isProblem(reply, 401, "unauthenticated");
        }
        isProblem(
                service.nobody()
                        .send(
                                "POST",
                                "/api/v1/incidents",
                                "application/json",
                                TITLE,
                                "Authorization",
                                "Basic YTpi"),
                401,
                "unauthenticated");
    }

    @Test
    void a_token_in_the_address_opens_nothing() {
        isProblem(
                service.nobody().post("/incidents?access_token=" + service.admin().token(), TITLE),
                401,
                "unauthenticated");
    }

    @Test
    void a_viewer_gives_no_orders() {
        Api viewer = service.as("@vera", "viewer");
        long head = service.head();

        isProblem(viewer.post("/incidents", TITLE), 403, "forbidden");
        isProblem(viewer.post("/nothing", TITLE), 403, "forbidden");
        assertThat(service.head()).isEqualTo(head);
    }

    @Test
    void a_responder_issues_no_tokens() {
        Api responder = service.as("@rob", "responder");
        long head = service.head();

        isProblem(
                responder.post("/tokens", "{\"handle\":\"@rob\",\"role\":\"admin\"}"),
                403,
                "forbidden");
        assertThat(service.head()).isEqualTo(head);
        assertThat(responder.post("/incidents", TITLE).status()).isEqualTo(201);
    }

    @Test
    void another_spelling_of_an_address_opens_nothing_more() {
        Api responder = service.as("@rob", "responder");
        String order = "{\"handle\":\"@rob\",\"role\":\"admin\"}";
        long head = service.head();

        for (String path :
                new String[] {"/%74okens", "/tokens/", "/tokens;x", "//tokens", "/./tokens"}) {
            Reply reply = responder.post(path, order);
            assertThat(reply.status()).as(path).isIn(400, 403, 404);
            assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
        }
        for (String path : new String[] {"/%61pi/v1/tokens", "/api/v1/../v1/tokens"}) {
            assertThat(service.nobody().send("POST", path, "application/json", order).status())
                    .as(path)
                    .isIn(400, 401, 403);
        }
        assertThat(service.head()).isEqualTo(head);
    }

    @Test
    void a_secret_is_answered_once_and_only_its_hash_is_recorded() {
        String order = "{\"handle\":\"@ana\",\"role\":\"responder\",\"description\":\"laptop\"}";

        Reply first = service.admin().post("/tokens", order, "Idempotency-Key", "token-1");
        Reply again = service.admin().post("/tokens", order, "Idempotency-Key", "token-1");

        assertThat(first.status()).isEqualTo(201);
        String secret = first.field("/secret");
        assertThat(secret).matches("il_[A-Za-z0-9_-]{43}");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.field("/id")).isEqualTo(first.field("/id"));
        assertThat(again.json().has("secret")).isFalse();
        assertThat(service.events())
                .noneMatch(event -> new String(event.payload()).contains(secret));
        assertThat(service.as(secret).post("/incidents", TITLE).status()).isEqualTo(201);
    }

    @Test
    void a_revoked_token_opens_nothing_from_then_on() {
        Reply issued =
                service.admin().post("/tokens", "{\"handle\":\"@ana\",\"role\":\"responder\"}");
        Api ana = service.as(issued.field("/secret"));
        assertThat(ana.post("/incidents", TITLE).status()).isEqualTo(201);

        Reply revoked =
                service.admin()
                        .post(
                                "/tokens/" + issued.field("/id") + "/revoke",
                                "{\"reason\":\"lost\"}");

        assertThat(revoked.status()).isEqualTo(200);
        isProblem(ana.post("/incidents", TITLE), 401, "unauthenticated");
        Reply again = service.admin().post("/tokens/" + issued.field("/id") + "/revoke", "{}");
        assertThat(again.json().at("/changed").asBoolean()).isFalse();
    }

    @Test
    void a_token_that_is_revoked_while_its_order_comes_in_opens_nothing() throws IOException {
        Reply issued =
                service.admin().post("/tokens", "{\"handle\":\"@ana\",\"role\":\"responder\"}");
        Api ana = service.as(issued.field("/secret"));
        try (Socket slow = ana.begin("/incidents", TITLE)) {
            // Its headers are there, so it is let in before anybody can revoke the token.
            assertThat(new String(slow.getInputStream().readNBytes(17), UTF_8))
                    .isEqualTo("HTTP/1.1 100 \r\n\r\n");
            service.admin().post("/tokens/" + issued.field("/id") + "/revoke", "{}");
            long head = service.head();

            slow.getOutputStream().write(TITLE.getBytes(UTF_8));

            assertThat(new String(slow.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo("HTTP/1.1 401");
            assertThat(service.head()).isEqualTo(head);
        }
    }

    @Test
    void the_last_admin_stays() {
        String id = service.events().getFirst().tag("token");
        long head = service.head();

        Reply reply = service.admin().post("/tokens/" + id + "/revoke", "{}");

        assertThat(reply.field("/rule")).isEqualTo("last-admin-token");
        assertThat(service.head()).isEqualTo(head);
    }

    @Test
    void every_fact_says_on_whose_authority() {
        Reply declared = service.admin().post("/incidents", TITLE);

        RecordedEvent event = service.log().read(declared.position(), 1).getFirst();
        assertThat(event.metadata())
                .containsEntry("actor", "@admin")
                .containsEntry("authority", service.events().getFirst().tag("token"));
    }

    @Test
    void health_is_for_everybody_and_says_what_the_log_does() {
        Api nobody = service.nobody();

        assertThat(nobody.get("/actuator/health").status()).isEqualTo(200);
        assertThat(nobody.send("HEAD", "/actuator/health", null, (byte[]) null).status())
                .isEqualTo(200);
        isProblem(nobody.send("POST", "/actuator/health", null, "{}"), 401, "unauthenticated");
        assertThat(nobody.get("/actuator/health/liveness").status()).isEqualTo(200);
        Reply readiness = nobody.get("/actuator/health/readiness");
        assertThat(readiness.status()).isEqualTo(200);
        assertThat(readiness.field("/components/commandLog/details/state")).isEqualTo("serving");
    }

    @Test
    void figures_are_for_whoever_may_view() {
        Api viewer = service.as("@vera", "viewer");
        service.admin().post("/incidents", TITLE);

        Reply figures = viewer.get("/actuator/prometheus");

        isProblem(service.nobody().get("/actuator/prometheus"), 401, "unauthenticated");
        isProblem(service.as("il_made-up").get("/actuator/prometheus"), 401, "unauthenticated");
        assertThat(figures.status()).isEqualTo(200);
        assertThat(figures.text().lines())
                .contains(
                        "ledger_command_state{state=\"serving\"} 1.0",
                        "ledger_command_state{state=\"following\"} 0.0",
                        "ledger_command_position " + (service.head() - 1) + ".0",
                        "ledger_command_waiting 0.0")
                .anyMatch(line -> line.matches("ledger_command_batch_count [1-9].*"))
                .anyMatch(line -> line.matches("ledger_command_commits_seconds_count [1-9].*"))
                .anyMatch(
                        line ->
                                line.matches(
                                        "ledger_command_appends_seconds_count\\{answer=\"written\"} [1-9].*"))
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "ledger_command_appends_seconds_bucket{answer=\"unknown\""));
    }

    @Test
    void everything_else_is_for_nobody() {
        Api viewer = service.as("@vera", "viewer");

        for (String path : new String[] {"/", "/actuator", "/actuator/env", "/error", "/x"}) {
            isProblem(service.nobody().get(path), 401, "unauthenticated");
            isProblem(viewer.get(path), 404, "not-found");
            isProblem(
                    service.admin().send("POST", path, "application/json", "{}"), 404, "not-found");
        }
        assertThat(service.nobody().get("/x").headers()).doesNotContainKey("set-cookie");
    }

    @Test
    void the_first_token_is_told_once_and_kept_for_its_owner_only(@TempDir Path own)
            throws IOException {
        String left = "il_" + "x".repeat(43);
        Path file = own.resolve("admin.token");

        // A start that died after it wrote the secret and before it recorded the hash.
        Files.writeString(file, left + "\n");
        try (Service next = Service.start("first-token", own)) {
            assertThat(next.told()).extracting(FirstTokenIssued::secret).containsExactly(left);
            assertThat(Files.getPosixFilePermissions(file))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(next.as(left).post("/incidents", TITLE).status()).isEqualTo(201);
        }

        // There is an admin: the file is not touched, and one that was taken away stays away.
        Files.delete(file);
        try (Service next = Service.start("first-token", own)) {
            assertThat(next.told()).isEmpty();
            assertThat(file).doesNotExist();
            assertThat(next.as(left).post("/incidents", TITLE).status()).isEqualTo(201);
        }
    }

    @Test
    void a_start_that_died_while_it_wrote_the_file_is_made_good(@TempDir Path own)
            throws IOException {
        Files.writeString(own.resolve("admin.token"), "");
        Files.writeString(own.resolve("admin.token.new"), "il_half");

        try (Service next = Service.start("first-token-torn", own)) {
            String secret = Files.readString(next.tokenFile()).strip();
            assertThat(next.told()).extracting(FirstTokenIssued::secret).containsExactly(secret);
            assertThat(Files.getPosixFilePermissions(next.tokenFile()))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(next.admin().post("/incidents", TITLE).status()).isEqualTo(201);
            assertThat(own.resolve("admin.token.new")).doesNotExist();
        }
    }

    private static void isProblem(Reply reply, int status, String slug) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(reply.field("/type")).isEqualTo("urn:incident-ledger:problem:" + slug);
        assertThat(reply.field("/outcome")).isEqualTo("none");
        assertThat(reply.text()).doesNotContain("il_");
    }
}
