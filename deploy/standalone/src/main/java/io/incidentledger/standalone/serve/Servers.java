package io.incidentledger.standalone.serve;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import io.incidentledger.embedded.postgres.EmbeddedPostgres;
import io.incidentledger.standalone.StandsInTheWayException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The broker and the database, each embedded or somebody else's. The embedded ones start side by
 * side while the application starts too, which waits for them where it needs them.
 */
final class Servers implements AutoCloseable {

    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(60);

    private final CompletableFuture<Server<String>> kafka;
    private final CompletableFuture<Server<Database>> database;

    /** Where the read models are; user and password may be in the URL. */
    record Database(String url, @Nullable String username, @Nullable String password) {}

    private record Server<T>(T where, Runnable stop) {
        static <T> Server<T> foreign(T where) {
            return new Server<>(where, () -> {});
        }
    }

    private final boolean foreignKafka;

    private Servers(
            CompletableFuture<Server<String>> kafka,
            boolean foreignKafka,
            CompletableFuture<Server<Database>> database) {
        this.kafka = kafka;
        this.foreignKafka = foreignKafka;
        this.database = database;
    }

    /**
     * @param foreignKafka where to find the organisation's Kafka, or null for the embedded one
     * @param foreignDatabase where to find the organisation's PostgreSQL, or null for the embedded
     *     one
     * @param onFailure called at most once, when the embedded broker cannot go on
     */
    static Servers start(
            DataDirectory directory,
            @Nullable String foreignKafka,
            @Nullable Database foreignDatabase,
            Progress progress,
            Consumer<String> onFailure) {
        Executor each = task -> Thread.ofPlatform().name("start").start(task);
        CompletableFuture<Server<String>> kafka =
                CompletableFuture.supplyAsync(
                        () ->
                                foreignKafka != null
                                        ? Server.foreign(
                                                ForeignKafka.await(
                                                        foreignKafka, KAFKA_PATIENCE, progress))
                                        : broker(directory, progress, onFailure),
                        each);
        CompletableFuture<Server<Database>> database =
                foreignDatabase != null
                        ? CompletableFuture.completedFuture(Server.foreign(foreignDatabase))
                        : CompletableFuture.supplyAsync(() -> postgres(directory, progress), each);
        return new Servers(kafka, foreignKafka != null, database);
    }

    /**
     * Waits for the broker.
     *
     * @throws StandsInTheWayException when it did not start
     */
    String kafka() {
        return await(kafka).where();
    }

    /**
     * Waits for the database.
     *
     * @throws StandsInTheWayException when it did not start
     */
    Database database() {
        return await(database).where();
    }

    /** Why a server did not start, or null while none has failed. */
    @Nullable StandsInTheWayException failure() {
        for (CompletableFuture<?> server : List.of(kafka, database)) {
            if (server.isCompletedExceptionally()) {
                try {
                    await(server);
                } catch (StandsInTheWayException e) {
                    return e;
                }
            }
        }
        return null;
    }

    /** Stops what is embedded: the broker first, since the database is only derived from it. */
    @Override
    public void close() {
        if (foreignKafka) {
            // Nothing is to be stopped, only not to be waited for any longer.
            kafka.cancel(false);
        }
        for (CompletableFuture<? extends Server<?>> server : List.of(kafka, database)) {
            try {
                await(server).stop().run();
            } catch (StandsInTheWayException e) {
                // What did not start needs no stopping.
            }
        }
    }

    private static Server<String> broker(
            DataDirectory directory, Progress progress, Consumer<String> onFailure) {
        EmbeddedKafka broker =
                EmbeddedKafka.start(Settings.in(directory.kafka()).withOnFailure(onFailure));
        progress.done("event log: broker ready");
        return new Server<>(
                broker.bootstrapServers(),
                () -> {
                    broker.close();
                    progress.say("  broker stopped");
                });
    }

    private static Server<Database> postgres(DataDirectory directory, Progress progress) {
        String unpacked = System.getProperty("ledger.postgres"); // by the launcher
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(
                        directory.postgres(), unpacked == null ? null : Path.of(unpacked));
        progress.done("read models: database ready");
        return new Server<>(
                new Database(postgres.jdbcUrl(), postgres.username(), postgres.password()),
                () -> {
                    postgres.close();
                    progress.say("  database stopped");
                });
    }

    private static <T> T await(CompletableFuture<T> server) {
        try {
            return server.join();
        } catch (CancellationException e) {
            throw new StandsInTheWayException("The start was broken off.", e);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StandsInTheWayException(String.valueOf(cause.getMessage()), cause);
        }
    }
}
