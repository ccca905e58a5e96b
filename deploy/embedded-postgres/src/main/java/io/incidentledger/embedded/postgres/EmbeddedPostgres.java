package io.incidentledger.embedded.postgres;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server in a directory: it listens on a free port of the loopback interface, asks for
 * a password that only the directory's owner can read, and keeps its data for the next start.
 *
 * <p>Commits are on disk in order, but the last fraction of a second may be missing after a crash
 * ({@code synchronous_commit=off}, {@code fsync=on}). That suits a read model which keeps its log
 * position in the same transaction, and nothing else.
 *
 * <p>What cannot be started is set aside and begun anew, empty: the owner of the data rebuilds it
 * from the log. A server that outlived a killed JVM is stopped first. Safe for use by many threads.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String LEDGER = "ledger";
    private static final Duration START_WITHIN = Duration.ofSeconds(20);

    /** Small, because one process reads and writes for a handful of people. */
    private static final Map<String, String> SETTINGS =
            Map.ofEntries(
                    // The library switches fsync off; the last word counts.
                    Map.entry("fsync", "on"),
                    Map.entry("synchronous_commit", "off"),
                    Map.entry("listen_addresses", "127.0.0.1"),
                    Map.entry("unix_socket_directories", ""),
                    Map.entry("max_connections", "40"),
                    Map.entry("superuser_reserved_connections", "2"),
                    // Most systems hand it out as it is used.
                    Map.entry("shared_buffers", "128MB"),
                    // From memory or an SSD any page is read as fast as the next one.
                    Map.entry("random_page_cost", "1.1"),
                    Map.entry("max_wal_size", "256MB"),
                    Map.entry("min_wal_size", "32MB"),
                    Map.entry("wal_level", "minimal"),
                    Map.entry("max_wal_senders", "0"),
                    Map.entry("maintenance_work_mem", "32MB"),
                    Map.entry("autovacuum_max_workers", "1"),
                    Map.entry("max_parallel_workers", "0"),
                    // Else plans are made for workers that never come.
                    Map.entry("max_parallel_workers_per_gather", "0"),
                    Map.entry("max_logical_replication_workers", "0"),
                    // Workers for reading cost a process each and serve disks larger than ours.
                    Map.entry("io_method", "sync"),
                    Map.entry("jit", "off"),
                    Map.entry("TimeZone", "UTC"),
                    Map.entry("log_timezone", "UTC"),
                    Map.entry("log_min_messages", "warning"));

    private final Path data;
    private final FileChannel lock;
    private final String password;
    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(
            Path data,
            FileChannel lock,
            String password,
            io.zonky.test.db.postgres.embedded.EmbeddedPostgres server) {
        this.data = data;
        this.lock = lock;
        this.password = password;
        this.server = server;
    }

    /**
     * Starts the server and returns when it takes connections: a few seconds for a new directory,
     * less than one for a known one.
     *
     * @param directory made when missing, readable by its owner only; holds the data, the unpacked
     *     server, the password and the server's own log (warnings and worse)
     * @throws PostgresUnavailableException when it cannot be started; trying again is safe
     */
    public static EmbeddedPostgres start(Path directory) {
        return start(directory, null);
    }

    /**
     * @param unpacked the {@code binaries} of another directory, from which a new one copies the
     *     server instead of unpacking it, which takes seconds; null or one that is not there: it
     *     unpacks
     * @see #start(Path)
     */
    public static EmbeddedPostgres start(Path directory, @Nullable Path unpacked) {
        return start(directory, unpacked, START_WITHIN);
    }

    /**
     * @param within how long a server may take to accept connections before it counts as damaged;
     *     too little throws good data away, too much makes a person wait
     */
    static EmbeddedPostgres start(Path directory, @Nullable Path unpacked, Duration within) {
        refuseHelplessRoot();
        ServerDirectory home = new ServerDirectory(directory.toAbsolutePath().normalize());
        FileChannel lock = null;
        try {
            home.create();
            lock = home.lock();
            String password = home.password();
            EmbeddedPostgres started =
                    new EmbeddedPostgres(
                            home.data(), lock, password, startServer(home, unpacked, within));
            started.createDatabase();
            home.markReady();
            return started;
        } catch (PostgresUnavailableException e) {
            closeQuietly(lock);
            throw e;
        } catch (InterruptedException e) {
            closeQuietly(lock);
            Thread.currentThread().interrupt();
            throw new PostgresUnavailableException(
                    "Interrupted while PostgreSQL was starting in " + home.path() + ".", e);
        } catch (Exception e) {
            closeQuietly(lock);
            throw new PostgresUnavailableException(
                    "PostgreSQL does not start in "
                            + home.path()
                            + " ("
                            + e.getMessage()
                            + "); its own words are in "
                            + home.log()
                            + ".",
                    e);
        }
    }

    /** Without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + LEDGER;
    }

    /** Owns the database and is no superuser. */
    public String username() {
        return LEDGER;
    }

    public String password() {
        return password;
    }

    /** The process id of the server while it runs. */
    public Optional<Long> pid() {
        try {
            return Postmaster.of(data).map(postmaster -> postmaster.process().pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the server in order: open transactions are rolled back, everything committed is on disk.
     * A second call does nothing.
     */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("The embedded PostgreSQL did not stop in order; the next start ends it", e);
        } finally {
            closeQuietly(lock);
        }
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres startServer(
            ServerDirectory home, @Nullable Path unpacked, Duration within)
            throws IOException, InterruptedException {
        stopEarlier(home);
        if (!home.isReady()) {
            return startNew(home, unpacked, within);
        }
        try {
            return startOnce(home, within);
        } catch (IOException | RuntimeException e) {
            stopEarlier(home);
            LOG.warn(
                    "PostgreSQL does not start on {}; set aside as {}, beginning anew",
                    home.data(),
                    home.setAside(),
                    e);
            return startOnce(home, within);
        }
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres startNew(
            ServerDirectory home, @Nullable Path unpacked, Duration within)
            throws IOException, InterruptedException {
        home.clear();
        if (unpacked != null && Files.isDirectory(unpacked)) {
            try {
                home.copyBinaries(unpacked);
                return startOnce(home, within);
            } catch (IOException | RuntimeException e) {
                LOG.warn("PostgreSQL does not start as copied from {}; unpacking it", unpacked, e);
                stopEarlier(home);
                home.clear();
            }
        }
        return startOnce(home, within);
    }

    private static void stopEarlier(ServerDirectory home) throws IOException, InterruptedException {
        Optional<Postmaster> earlier = Postmaster.of(home.data());
        if (earlier.isPresent()) {
            LOG.info(
                    "Stopping the PostgreSQL of an earlier run, process {}",
                    earlier.get().process().pid());
            earlier.get().stop();
        }
        Postmaster.forgetAnothersPid(home.data());
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres startOnce(
            ServerDirectory home, Duration within) throws IOException {
        var builder =
                io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                        .setDataDirectory(home.data())
                        .setOverrideWorkingDirectory(home.binaries().toFile())
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(within)
                        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(home.log().toFile()))
                        .setConnectConfig("password", home.password())
                        // Each becomes an option of initdb; the library has no other way in.
                        .setLocaleConfig("auth", "scram-sha-256")
                        .setLocaleConfig("pwfile", home.passwordFile().toString())
                        // The same order and case rules on every machine.
                        .setLocaleConfig("locale-provider", "builtin")
                        .setLocaleConfig("builtin-locale", "C.UTF-8")
                        .setLocaleConfig("locale", "C");
        SETTINGS.forEach(builder::setServerConfig);
        return builder.start();
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery(
                            "select 1 from pg_database where datname = '" + LEDGER + "'")) {
                if (found.next()) {
                    return;
                }
            }
            // The password is 64 hexadecimal digits, so it needs no quoting.
            statement.execute("create role " + LEDGER + " login password '" + password + "'");
            statement.execute("create database " + LEDGER + " owner " + LEDGER);
        }
    }

    /** PostgreSQL does not run as root; the library gets round that where the system lets it. */
    private static void refuseHelplessRoot() {
        if (System.getProperty("os.name").equals("Linux")
                && System.getProperty("user.name").equals("root")
                && !LinuxUtils.isUnshareAvailable()) {
            throw new PostgresUnavailableException(
                    "PostgreSQL refuses to run as root, and this system forbids the user namespaces"
                            + " that get round it; start as another user, or use a PostgreSQL of your own.",
                    null);
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("The lock ends with the process", e);
        }
    }
}
