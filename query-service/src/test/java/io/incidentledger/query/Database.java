package io.incidentledger.query;

import com.zaxxer.hikari.HikariDataSource;
import io.incidentledger.embedded.postgres.EmbeddedPostgres;
import io.incidentledger.query.view.ReadModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A real PostgreSQL, started once for all tests; each database is a schema of its own. */
public final class Database implements AutoCloseable {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    public final String url;
    public final HikariDataSource dataSource = new HikariDataSource();
    public final JdbcTemplate jdbc;
    public final JdbcTransactionManager transactions;

    private Database(String schema) {
        url = server().jdbcUrl() + "?currentSchema=" + schema;
        dataSource.setJdbcUrl(url);
        dataSource.setUsername(server().username());
        dataSource.setPassword(server().password());
        dataSource.setMaximumPoolSize(8);
        jdbc = new JdbcTemplate(dataSource);
        transactions = new JdbcTransactionManager(dataSource);
    }

    /** With empty read models in place. */
    public static Database fresh() {
        Database database = empty();
        ReadModels.migrate(database.dataSource);
        return database;
    }

    /** With nothing in it. */
    public static Database empty() {
        String schema = "t" + SCHEMAS.incrementAndGet();
        Database database = new Database(schema);
        database.jdbc.execute("create schema " + schema);
        return database;
    }

    public static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                EmbeddedPostgres started =
                        EmbeddedPostgres.start(Files.createTempDirectory("query-postgres"));
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
                server = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return server;
    }

    public TransactionTemplate transaction() {
        return new TransactionTemplate(transactions);
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
