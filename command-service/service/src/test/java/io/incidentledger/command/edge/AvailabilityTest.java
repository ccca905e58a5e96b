package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.incidentledger.command.edge.Api.Reply;
import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What people see while the log is gone: never a guess at what became of their order. */
class AvailabilityTest {
    private static final Logger PROGRESS =
            (Logger) LoggerFactory.getLogger("io.incidentledger.command.LogProgress");
    private static final String TITLE = "{\"title\":\"It fails\"}";

    @Test
    void while_the_broker_is_gone_orders_are_answered_503_and_say_whether_they_may_have_counted(
            @TempDir Path directory) {
        EmbeddedKafka kafka = EmbeddedKafka.start(Settings.in(directory.resolve("kafka")));
        int port = kafka.port();
        try (Service service = Service.start(kafka.bootstrapServers(), "gone", directory)) {
            Api admin = service.admin();
            assertThat(admin.post("/incidents", TITLE).status()).isEqualTo(201);
            ListAppender<ILoggingEvent> lines = linesOfProgress();

            kafka.close();

            Reply refused = admin.post("/incidents", TITLE, "Idempotency-Key", "while-gone");
            assertThat(refused.status()).as(refused.text()).isEqualTo(503);
            assertThat(refused.headers()).containsEntry("content-type", "application/problem+json");
            assertThat(refused.headers()).containsKey("retry-after");
            assertThat(refused.field("/type")).endsWith(":unavailable");
            assertThat(refused.field("/outcome")).isIn("none", "unknown");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> {
                                Reply readiness =
                                        service.nobody().get("/actuator/health/readiness");
                                assertThat(readiness.status()).isEqualTo(503);
                                assertThat(readiness.field("/components/commandLog/details/reason"))
                                        .isNotBlank();
                            });
            assertThat(service.nobody().get("/actuator/health/liveness").status()).isEqualTo(200);

            kafka = EmbeddedKafka.start(Settings.in(directory.resolve("kafka")).withPort(port));
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    admin.post(
                                                                    "/incidents",
                                                                    TITLE,
                                                                    "Idempotency-Key",
                                                                    "while-gone")
                                                            .status())
                                            .isEqualTo(201));
            assertThat(service.events())
                    .filteredOn(event -> event.type().equals("incident.declared"))
                    .hasSize(2);
            PROGRESS.detachAppender(lines);
            assertThat(lines.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(line -> line.startsWith("The ledger gone:"))
                    .as("that it stopped writing, and that it writes again")
                    .hasSizeGreaterThan(1)
                    .endsWith("The ledger gone: serving");
        } finally {
            kafka.close();
        }
    }

    private static ListAppender<ILoggingEvent> linesOfProgress() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        PROGRESS.setLevel(Level.INFO);
        PROGRESS.addAppender(lines);
        return lines;
    }
}
