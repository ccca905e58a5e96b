package io.incidentledger.eventstore.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL that waits for its disk at every commit, with room for its write-ahead log, so that
 * no checkpoint falls into a round.
 */
final class Postgres implements AutoCloseable {

    private final EmbeddedPostgres server;

    Postgres(Path directory) throws IOException, SQLException {
        this.server =
                EmbeddedPostgres.builder()
                        .setDataDirectory(directory.resolve("data"))
                        .setOverrideWorkingDirectory(directory.resolve("server").toFile())
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("shared_buffers", "256MB")
                        .setServerConfig("max_wal_size", "8GB")
                        .setServerConfig("checkpoint_timeout", "30min")
                        .setServerConfig("max_connections", "100")
                        .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : new String[] {"fsync", "synchronous_commit"}) {
                try (ResultSet shown = statement.executeQuery("show " + setting)) {
                    if (!shown.next() || !shown.getString(1).equals("on")) {
                        throw new IllegalStateException(setting + " is not on");
                    }
                }
            }
            statement.execute(
                    "create table plain (notebook text not null, number int not null,"
                            + " payload bytea not null, unique (notebook, number))");
        }
    }

    HikariDataSource pool(int size, String schema) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        config.setMaximumPoolSize(size);
        config.setAutoCommit(false);
        config.addDataSourceProperty("currentSchema", schema + ",public");
        return new HikariDataSource(config);
    }

    /** One row with a unique key, committed: what an event costs without any framework. */
    static void insertPlain(HikariDataSource pool, String notebook, int number, byte[] payload)
            throws SQLException {
        try (Connection connection = pool.getConnection()) {
            // One round trip instead of two.
            connection.setAutoCommit(true);
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into plain values (?, ?, ?)")) {
                insert.setString(1, notebook);
                insert.setInt(2, number);
                insert.setBytes(3, payload);
                insert.executeUpdate();
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
