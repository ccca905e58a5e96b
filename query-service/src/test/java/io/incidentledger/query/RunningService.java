package io.incidentledger.query;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as it runs: a real log, a real database, real requests. */
final class RunningService implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);

    /** How long a question waits for the view. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    final Database database = Database.empty();
    final EmbeddedLog log = new EmbeddedLog();
    final ConfigurableApplicationContext node;

    /** Ready, over what is written so far. */
    RunningService(WrittenLog written, String... settings) {
        log.append(written);
        node = node(settings);
    }

    /** Another node over the same log and database. */
    ConfigurableApplicationContext node(String... settings) {
        return node(database, log.topic, settings);
    }

    /** A node that is ready. */
    static ConfigurableApplicationContext node(
            Database database, String topic, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.addAll(
                List.of(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.datasource.url=" + database.url,
                        "--spring.datasource.username=" + Database.server().username(),
                        "--spring.datasource.password=" + Database.server().password(),
                        "--spring.datasource.hikari.minimum-idle=1",
                        "--spring.datasource.hikari.maximum-pool-size=6",
                        "--ledger.query.log.bootstrap-servers="
                                + EmbeddedLog.broker().bootstrapServers(),
                        "--ledger.query.log.topic=" + topic,
                        "--ledger.query.min-position-wait=" + PATIENCE,
                        "--ledger.query.stream.heartbeat=200ms",
                        "--management.endpoint.health.show-details=always"));
        ConfigurableApplicationContext node =
                QueryApplication.builder()
                        // Whoever wants it to end in order closes it.
                        .registerShutdownHook(false)
                        .run(arguments.toArray(String[]::new));
        Asking nobody = new Asking(node, null);
        await().atMost(SOON).until(() -> nobody.get("/actuator/health/readiness").status() == 200);
        return node;
    }

    /** Somebody with this token, or without one. */
    Asking as(@Nullable String token) {
        return new Asking(node, token);
    }

    @Override
    public void close() {
        node.close();
        log.close();
        database.close();
    }
}
