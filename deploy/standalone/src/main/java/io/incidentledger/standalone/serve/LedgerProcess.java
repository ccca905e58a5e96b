package io.incidentledger.standalone.serve;

import io.incidentledger.command.access.FirstTokenIssued;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.query.view.ViewPosition;
import io.incidentledger.standalone.Running;
import io.incidentledger.standalone.StandsInTheWayException;
import io.incidentledger.standalone.StopDelay;
import io.incidentledger.standalone.client.LedgerClient.RefusedException;
import io.incidentledger.standalone.client.Rehearsal;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.env.MapPropertySource;

/** One run of the ledger in this JVM, from the start of its servers to their end. */
final class LedgerProcess {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
    private static final Duration SAY_HOW_FAR = Duration.ofSeconds(2);

    private final DataDirectory directory;
    private final String host;
    private final URI address;
    private final Progress progress;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile @Nullable Servers servers;
    private volatile @Nullable ConfigurableApplicationContext application;
    private volatile @Nullable FirstTokenIssued firstToken;

    LedgerProcess(DataDirectory directory, String host, URI address, Progress progress) {
        this.directory = directory;
        this.host = host;
        this.address = address;
        this.progress = progress;
    }

    /**
     * Starts everything and returns when it has ended.
     *
     * @param rehearse whether it ends by itself, after a {@link Rehearsal} if the ledger is new
     * @return the exit code
     * @throws StandsInTheWayException when it cannot start
     * @throws RefusedException when the rehearsal is not what the services expect
     */
    int run(@Nullable String kafka, Servers.@Nullable Database database, boolean rehearse)
            throws RefusedException {
        // Before the first logger, which reads it, and before other threads ask for loggers.
        System.setProperty("ledger.logs", directory.logs().toString());
        // Spring would set logging up a second time, while the broker logs already.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Logger log = LoggerFactory.getLogger(LedgerProcess.class);
        System.setProperty("axoniq.update-checker.disabled", "true");
        Running announced =
                new Running(
                        ProcessHandle.current().pid(),
                        address,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        null);
        directory.announce(announced);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        progress.say("Incident Ledger starts on " + directory.path());
        Servers starting = Servers.start(directory, kafka, database, progress, this::brokerFailed);
        servers = starting;
        try {
            ConfigurableApplicationContext running = startApplication(starting, kafka == null);
            application = running;
            awaitView(running);
            directory.announce(announced.at(starting.kafka()));
        } catch (RuntimeException e) {
            log.info("The start failed", e);
            stop();
            StandsInTheWayException server = starting.failure();
            throw server != null ? server : notStarted(e);
        }
        progress.done("ready at " + address);
        FirstTokenIssued token = firstToken;
        if (token != null) {
            progress.say(
                    "The token of "
                            + token.handle()
                            + ", shown once and kept in "
                            + token.file()
                            + ":");
            progress.say("  " + token.secret());
        }
        if (rehearse) {
            try {
                if (token != null) {
                    Rehearsal.run(address, token.secret());
                }
            } finally {
                stop();
            }
        }
        await();
        return 0;
    }

    private ConfigurableApplicationContext startApplication(
            Servers starting, boolean embeddedKafka) {
        SpringApplication spring = new SpringApplication(LedgerApplication.class);
        spring.setWebApplicationType(WebApplicationType.SERVLET);
        // One order of stopping for everything: ours.
        spring.setRegisterShutdownHook(false);
        spring.addInitializers(
                context -> {
                    context.getBeanFactory()
                            .registerSingleton(
                                    "standaloneReading", new Reading(progress, SAY_HOW_FAR));
                    var sources = context.getEnvironment().getPropertySources();
                    sources.addFirst(new ServerProperties(starting));
                    sources.addFirst(
                            new MapPropertySource(
                                    "standalone",
                                    Map.of(
                                            "server.port",
                                            address.getPort(),
                                            "server.address",
                                            host,
                                            "ledger.standalone.kafka.replication-factor",
                                            embeddedKafka ? 1 : 3,
                                            "ledger.standalone.kafka.min-insync-replicas",
                                            embeddedKafka ? 1 : 2,
                                            "ledger.standalone.data-dir",
                                            directory.path().toString())));
                });
        spring.addListeners(
                event -> {
                    if (event instanceof PayloadApplicationEvent<?> told
                            && told.getPayload() instanceof FirstTokenIssued issued) {
                        firstToken = issued;
                    }
                });
        return spring.run();
    }

    /** Ready means that what was ordered can be read: the view includes all that is in the log. */
    private void awaitView(ConfigurableApplicationContext running) {
        long head = running.getBean(KafkaEventStore.class).head().nextPosition() - 1;
        ViewPosition view = running.getBean(ViewPosition.class);
        progress.done("services: " + (head + 1) + " events in the log");
        try {
            while (!view.await(head, SAY_HOW_FAR) && !stopping.get()) {
                progress.done(
                        "read models: at event " + (view.current() + 1) + " of " + (head + 1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private StandsInTheWayException notStarted(Throwable failure) {
        Throwable root = failure;
        boolean database = false;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
            // Alone, the root of these is a word like "refused".
            database |= root instanceof SQLException;
        }
        return new StandsInTheWayException(
                (database ? "PostgreSQL cannot be used: " : "The ledger cannot start: ")
                        + root.getMessage()
                        + " (more in "
                        + directory.logs()
                        + ").",
                failure);
    }

    private void brokerFailed(String sentence) {
        if (!stopping.get()) {
            progress.say(sentence + " The ledger stops; what was acknowledged is in the log.");
            Thread.ofPlatform().start(() -> System.exit(1));
        }
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In the order of the flow: no new requests, then services, broker, database. */
    private void stop() {
        if (stopping.getAndSet(true)) {
            await();
            return;
        }
        ConfigurableApplicationContext running = application;
        Duration delay = running == null ? Duration.ZERO : StopDelay.of(running.getEnvironment());
        Thread watch = Thread.ofPlatform().daemon().start(() -> haltWhenStuck(delay));
        Instant began = Instant.now();
        progress.say("Stopping");
        if (running != null) {
            running.close();
            progress.say("  services stopped");
        }
        Servers started = servers;
        if (started != null) {
            started.close();
        }
        directory.close();
        progress.say(
                "Stopped after "
                        + Duration.between(began, Instant.now()).toMillis() / 1000.0
                        + " s");
        watch.interrupt();
        over.countDown();
    }

    private void haltWhenStuck(Duration delay) {
        try {
            Thread.sleep(delay.plus(STOP_WITHIN));
            progress.say("A part does not stop; ending without it. Nothing acknowledged is lost.");
            Runtime.getRuntime().halt(1);
        } catch (InterruptedException e) {
            // Stopped in time.
        }
    }
}
