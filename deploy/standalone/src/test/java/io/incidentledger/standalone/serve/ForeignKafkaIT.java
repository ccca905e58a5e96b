package io.incidentledger.standalone.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import io.incidentledger.standalone.FreePort;
import io.incidentledger.standalone.StandsInTheWayException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignKafkaIT {
    private final StringWriter said = new StringWriter();
    private final Progress progress = new Progress(new PrintWriter(said));

    @Test
    void a_kafka_that_starts_later_is_waited_for(@TempDir Path directory) throws Exception {
        int port = FreePort.next();
        String address = "127.0.0.1:" + port;

        CompletableFuture<String> waiting =
                CompletableFuture.supplyAsync(
                        () -> ForeignKafka.await(address, Duration.ofMinutes(2), progress));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(said.toString())
                                        .contains(
                                                "Kafka at " + address + " does not answer yet",
                                                "waiting 120 seconds"));
        try (var kafka = EmbeddedKafka.start(Settings.in(directory).withPort(port))) {
            assertThat(waiting.get()).isEqualTo(kafka.bootstrapServers());
        }
    }

    @Test
    void a_kafka_that_does_not_answer_is_one_sentence() throws Exception {
        String address = "127.0.0.1:" + FreePort.next();

        assertThatThrownBy(() -> ForeignKafka.await(address, Duration.ofSeconds(1), progress))
                .isInstanceOf(StandsInTheWayException.class)
                .hasMessage(
                        "Kafka at "
                                + address
                                + " did not answer within 1 seconds; start it, or correct --kafka.");
    }

    @Test
    void a_host_that_does_not_exist_is_said_at_once() {
        assertThatThrownBy(
                        () ->
                                ForeignKafka.await(
                                        "no-such-host.invalid:9092",
                                        Duration.ofMinutes(10),
                                        progress))
                .isInstanceOf(StandsInTheWayException.class)
                .hasMessageStartingWith("Kafka cannot be at no-such-host.invalid:9092 (")
                .hasMessageEndingWith("); correct --kafka.");
    }
}
