package io.incidentledger.standalone.node;

import io.incidentledger.command.access.FirstTokenIssued;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.standalone.KafkaAddress;
import io.incidentledger.standalone.ListeningPort;
import io.incidentledger.standalone.StandsInTheWayException;
import io.incidentledger.standalone.StopDelay;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/** One run of a node in this JVM. Spring's shutdown hook ends it: requests first, then the rest. */
final class NodeProcess {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(40);

    private final String kind;
    private final String brokers;
    private final PrintWriter out;
    private final Map<String, String> required;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean listening;

    /**
     * To be made before anything that may log.
     *
     * @param log the prefix under which its settings say where the log is
     * @param required more settings without which it cannot start, and the sentence that asks for
     *     each
     */
    NodeProcess(String kind, String log, PrintWriter out, Map<String, String> required) {
        this.kind = kind;
        this.brokers = log + ".bootstrap-servers";
        this.out = out;
        this.required = required;
        System.setProperty("logback.configurationFile", "node-logback.xml");
        // Spring would set logging up a second time.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.setProperty("axoniq.update-checker.disabled", "true");
    }

    /**
     * Starts it and returns when it has ended.
     *
     * @param settings what the command line says, which nothing overrides
     * @param derived defaults that follow from all other settings
     * @return the exit code
     * @throws StandsInTheWayException when it cannot start
     */
    int run(
            SpringApplicationBuilder application,
            Map<String, Object> settings,
            @Nullable Path config,
            Function<Environment, Map<String, Object>> derived) {
        if (config != null) {
            if (!Files.isReadable(config)) {
                throw new StandsInTheWayException("There is no file " + config + " to be read.");
            }
            application.properties(
                    Map.of("spring.config.additional-location", config.toUri().toString()));
        }
        application
                .sources(StopDelay.class)
                .properties(
                        Map.of(
                                "server.address",
                                "127.0.0.1",
                                "spring.jmx.enabled",
                                "false",
                                "spring.main.log-startup-info",
                                "false",
                                "spring.lifecycle.timeout-per-shutdown-phase",
                                "15s"))
                .initializers(
                        context -> {
                            ConfigurableEnvironment environment = context.getEnvironment();
                            environment
                                    .getPropertySources()
                                    .addFirst(new MapPropertySource("options", settings));
                            check(environment);
                            environment
                                    .getPropertySources()
                                    .addLast(
                                            new MapPropertySource(
                                                    "derived", derived.apply(environment)));
                        })
                .listeners(
                        event -> {
                            switch (event) {
                                case ContextClosedEvent closed ->
                                        closing(
                                                StopDelay.of(
                                                        closed.getApplicationContext()
                                                                .getEnvironment()));
                                case PayloadApplicationEvent<?> told
                                        when told.getPayload() instanceof FirstTokenIssued first ->
                                        say(
                                                "The first token of the ledger, of "
                                                        + first.handle()
                                                        + ", is in "
                                                        + first.file());
                                default -> {}
                            }
                        });
        try {
            ConfigurableApplicationContext running = application.run();
            listening = true;
            String address = running.getEnvironment().getProperty("ledger.command.address");
            say(
                    "The "
                            + kind
                            + " listens on port "
                            + port(running)
                            + (address == null ? "" : "; the other nodes reach it at " + address));
        } catch (RuntimeException failure) {
            throw notStarted(failure);
        }
        return await();
    }

    private void check(Environment environment) {
        KafkaAddress.check(
                required(environment, brokers, "Say where Kafka is: --kafka=HOST:PORT."));
        required.forEach((setting, sentence) -> required(environment, setting, sentence));
        StopDelay.of(environment);
        ListeningPort.requireFree(
                environment.getRequiredProperty("server.address"),
                environment.getProperty("server.port", int.class, 8080));
    }

    private static String required(Environment environment, String setting, String sentence) {
        String value = environment.getProperty(setting, "");
        if (value.isBlank()) {
            throw new StandsInTheWayException(sentence + " (Or by the setting " + setting + ".)");
        }
        return value;
    }

    private StandsInTheWayException notStarted(RuntimeException failure) {
        Throwable reason = failure;
        boolean settings = false;
        while (reason.getCause() != null && !saysItAll(reason)) {
            settings |= reason instanceof BindException;
            reason = reason.getCause();
        }
        if (reason instanceof StandsInTheWayException known) {
            return known;
        }
        if (!settings && !saysItAll(reason)) {
            LoggerFactory.getLogger(NodeProcess.class).error("The start failed", failure);
        }
        return new StandsInTheWayException(
                "The "
                        + kind
                        + " cannot start: "
                        + String.valueOf(reason.getMessage())
                                .strip()
                                .replaceAll("\\s*\\R\\s*", " "),
                failure);
    }

    private static boolean saysItAll(Throwable reason) {
        return reason instanceof StandsInTheWayException
                || reason instanceof EventStoreFailure
                || reason instanceof SQLException;
    }

    private static int port(ConfigurableApplicationContext running) {
        return running instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : -1;
    }

    private int await() {
        try {
            stopping.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private void closing(Duration delay) {
        if (!listening) {
            return;
        }
        say("Stopping");
        stopping.countDown();
        Thread.ofPlatform().daemon().name("stop-watch").start(() -> haltWhenStuck(delay));
    }

    private void haltWhenStuck(Duration delay) {
        try {
            Thread.sleep(delay.plus(STOP_WITHIN));
            say("A part does not stop; ending without it. Nothing acknowledged is lost.");
            Runtime.getRuntime().halt(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
