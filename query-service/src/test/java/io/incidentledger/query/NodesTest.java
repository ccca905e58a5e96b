package io.incidentledger.query;

import static io.incidentledger.query.Asking.assertProblem;
import static io.incidentledger.query.RunningService.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.incidentledger.query.Asking.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Nodes over one view: how new their answers are, and what they do without their database. */
class NodesTest extends SharedService {
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
    void another_node_answers_from_the_same_view_and_ends_its_streams_when_it_stops()
            throws Exception {
        ConfigurableApplicationContext other = service.node("--ledger.query.node-id=other");
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
        try (ConfigurableApplicationContext other =
                service.node("--ledger.query.node-id=cut-off")) {
            Asking asking = new Asking(other, "viewer");
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

    /** As a crash does to commits that did not wait for the disk; the node has heard of them. */
    @Test
    void a_view_that_the_database_threw_back_does_not_pass_for_the_one_asked_for() {
        long head = log.head();
        assertThat(ask.from(head).get("/api/v1/incidents").status()).isEqualTo(200);
        String move = "update view_generation set position = position ";

        service.database.jdbc.update(move + "- 1");
        Answer answer = ask.from(head).get("/api/v1/incidents");
        service.database.jdbc.update(move + "+ 1");

        assertProblem(answer, 503, "unavailable");
    }

    @Test
    void the_head_of_log_and_view_can_be_asked_for() {
        JsonNode head = ask.from(log.head()).get("/api/v1/log/head").json();

        assertThat(head.get("log").asLong()).isEqualTo(log.head());
        assertThat(head.get("view").asLong()).isEqualTo(log.head());
        assertThat(head.get("chain").asString()).hasSize(64);
    }
}
