package io.incidentledger.reliability.cluster;

import io.incidentledger.embedded.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL of the query nodes, behind a link, because it takes another port at each start.
 * Not thread-safe.
 */
public final class Database implements AutoCloseable {
    private final Path directory;
    private final Link link = new Link();
    private @Nullable EmbeddedPostgres server;

    Database(Path directory) {
        this.directory = directory;
    }

    public void start() {
        EmbeddedPostgres started = EmbeddedPostgres.start(directory);
        server = started;
        String url = started.jdbcUrl();
        link.leadTo(
                Integer.parseInt(url.substring(url.lastIndexOf(':') + 1, url.lastIndexOf('/'))));
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + link.port() + "/ledger";
    }

    String username() {
        return running().username();
    }

    String password() {
        return running().password();
    }

    /** SIGKILL of the server and everything it started. */
    public void kill() {
        for (ProcessHandle process : processes()) {
            process.destroyForcibly();
        }
        processes().forEach(it -> it.onExit().join());
        running().close();
    }

    /** SIGSTOP of all of it. */
    public void freeze() {
        processes().forEach(it -> Member.signal("-STOP", it));
    }

    public void thaw() {
        processes().forEach(it -> Member.signal("-CONT", it));
    }

    @Override
    public void close() {
        link.close();
        if (server != null) {
            server.close();
        }
    }

    private EmbeddedPostgres running() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    private List<ProcessHandle> processes() {
        Optional<ProcessHandle> postmaster = running().pid().flatMap(ProcessHandle::of);
        return postmaster
                .map(it -> Stream.concat(Stream.of(it), it.descendants()).toList())
                .orElse(List.of());
    }
}
