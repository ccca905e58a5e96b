package io.incidentledger.query;

import com.zaxxer.hikari.HikariDataSource;
import io.incidentledger.embedded.postgres.EmbeddedPostgres;
import io.incidentledger.query.view.ReadModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;

/** A real PostgreSQL, started once for all tests; each database is a schema of its own. */
public final class Database implements AutoCloseable {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    public final String url;
    public final String schema;

    /** What a service is given. */
    public final HikariDataSource dataSource;

    public final JdbcTransactionManager transactions;

    /** Looks at the tables of the first generation, and beside them at what all share. */
    public final JdbcTemplate jdbc;

    public final JdbcTransactionManager viewTransactions;
    private final HikariDataSource view;

    private Database(String schema) {
        this.schema = schema;
        url = server().jdbcUrl() + "?currentSchema=" + schema;
        dataSource = pool(url, 6);
        transactions = new JdbcTransactionManager(dataSource);
        view = pool(server().jdbcUrl() + "?currentSchema=" + schema + "_view_1," + schema, 3);
        jdbc = new JdbcTemplate(view);
        viewTransactions = new JdbcTransactionManager(view);
    }

    private static HikariDataSource pool(String url, int size) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(server().username());
        pool.setPassword(server().password());
        pool.setMaximumPoolSize(size);
        // The server has few for so many tests.
        pool.setMinimumIdle(1);
        return pool;
    }

    /** Ready for a view, of which there is none. */
    public static Database fresh() {
        Database database = empty();
        ReadModels.migrate(database.dataSource);
        return database;
    }

    /** With nothing in it. */
    public static Database empty() {
        String schema = "t" + SCHEMAS.incrementAndGet();
        Database database = new Database(schema);
        new JdbcTemplate(database.dataSource).execute("create schema " + schema);
        return database;
    }

    public static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                Path directory = Files.createTempDirectory("query-postgres");
                EmbeddedPostgres started = EmbeddedPostgres.start(directory);
                Runtime.getRuntime()
                        .addShutdownHook(
                                new Thread(
                                        () -> {
                                            started.close();
                                            FileSystemUtils.deleteRecursively(directory.toFile());
                                        }));
                server = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }

    /**
     * How many wait to write into a table that is locked.
     *
     * @param table with its schema
     */
    public long waitingFor(String table) {
        return jdbc.queryForObject("select count(*)" + waiting(table), Long.class);
    }

    /** Ends their connections, and tells how many there were. */
    public long endWhoWaitFor(String table) {
        return jdbc.queryForObject(
                "select count(pg_terminate_backend(pid))" + waiting(table), Long.class);
    }

    private static String waiting(String table) {
        return " from pg_locks where not granted and relation = '" + table + "'::regclass";
    }

    /** For {@link #jdbc}. */
    public TransactionTemplate transaction() {
        return new TransactionTemplate(viewTransactions);
    }

    @Override
    public void close() {
        dataSource.close();
        view.close();
    }
}
