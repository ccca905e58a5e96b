package io.incidentledger.eventstore.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.PersistenceConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import javax.sql.DataSource;
import org.axonframework.common.jpa.EntityManagerProvider;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateBasedJpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateEventEntry;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.messaging.core.unitofwork.ProcessingLifecycle;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;
import org.hibernate.boot.model.TypeContributions;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.descriptor.jdbc.VarbinaryJdbcType;

/**
 * Axon's JPA engine on a PostgreSQL that waits for its disk at every commit, in the best setting
 * that we found for it:
 *
 * <ul>
 *   <li>payload and metadata as bytea: as Hibernate maps them by itself they are large objects,
 *       which cost further statements for each event;
 *   <li>no transaction around the whole command: the engine opens its own for reading and for
 *       appending, and a second one around them would only add round trips;
 *   <li>reading ends with the first page that is not full, instead of asking once more;
 *   <li>a pool of 32 connections (8, 16 and 64 were no faster), connections taken as late as
 *       possible;
 *   <li>room for the write-ahead log, so that no checkpoint falls into a round.
 * </ul>
 *
 * <p>Axon brings no schema: Hibernate makes it from the engine's entity, one table with a sequence
 * and three unique indexes (its names need quoting).
 */
final class JpaYardstick implements AutoCloseable {

    private static final int POOL = Integer.getInteger("benchmark.pool", 32);
    private static final int PAGE = 100;

    private final EmbeddedPostgres postgres;
    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final AggregateBasedJpaEventStorageEngine engine;

    JpaYardstick(Path directory) throws IOException, SQLException {
        this.postgres =
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
        requireDurable(postgres.getPostgresDatabase());
        this.pool = pool(postgres);
        this.factory =
                new PersistenceConfiguration("jpa-yardstick")
                        .managedClass(AggregateEventEntry.class)
                        .property("jakarta.persistence.nonJtaDataSource", pool)
                        .property("hibernate.connection.provider_disables_autocommit", true)
                        .property("hibernate.dialect", BytesInTheRow.class.getName())
                        .property("hibernate.globally_quoted_identifiers", true)
                        .property("hibernate.hbm2ddl.auto", "create")
                        .createEntityManagerFactory();
        Transactions transactions = new Transactions(factory);
        this.engine =
                new AggregateBasedJpaEventStorageEngine(
                        transactions,
                        transactions,
                        new DelegatingEventConverter(new JacksonConverter()),
                        config ->
                                config.persistenceExceptionResolver(new SQLStateResolver())
                                        .batchSize(PAGE)
                                        .finalBatchPredicate(page -> page.size() < PAGE));
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table plain (notebook text not null, number int not null,"
                            + " payload bytea not null, unique (notebook, number))");
            connection.commit();
        }
    }

    EventStorageEngine engine() {
        return engine;
    }

    /**
     * One row with a unique key, committed by itself: what an event costs without any framework.
     */
    void insertPlain(String notebook, int number, byte[] payload) throws SQLException {
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
        engine.close();
        factory.close();
        pool.close();
        try {
            postgres.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static HikariDataSource pool(EmbeddedPostgres postgres) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(POOL);
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }

    private static void requireDurable(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String setting : new String[] {"fsync", "synchronous_commit"}) {
                try (ResultSet shown = statement.executeQuery("show " + setting)) {
                    if (!shown.next() || !shown.getString(1).equals("on")) {
                        throw new IllegalStateException(setting + " is not on");
                    }
                }
            }
        }
    }

    /** Hibernate would make large objects of the engine's byte arrays. Public for Hibernate. */
    public static final class BytesInTheRow extends PostgreSQLDialect {

        @Override
        protected String columnType(int sqlTypeCode) {
            return sqlTypeCode == Types.BLOB ? "bytea" : super.columnType(sqlTypeCode);
        }

        @Override
        protected String castType(int sqlTypeCode) {
            return sqlTypeCode == Types.BLOB ? "bytea" : super.castType(sqlTypeCode);
        }

        @Override
        public void contributeTypes(TypeContributions contributions, ServiceRegistry registry) {
            super.contributeTypes(contributions, registry);
            contributions
                    .getTypeConfiguration()
                    .getJdbcTypeRegistry()
                    .addDescriptor(Types.BLOB, VarbinaryJdbcType.INSTANCE);
        }
    }

    /** One entity manager a transaction, a transaction a thread: the engine never nests them. */
    private static final class Transactions implements TransactionManager, EntityManagerProvider {

        private final EntityManagerFactory factory;
        private final ThreadLocal<EntityManager> current = new ThreadLocal<>();

        Transactions(EntityManagerFactory factory) {
            this.factory = factory;
        }

        @Override
        public EntityManager getEntityManager() {
            return current.get();
        }

        @Override
        public Transaction startTransaction() {
            EntityManager entityManager = factory.createEntityManager();
            EntityTransaction transaction = entityManager.getTransaction();
            transaction.begin();
            current.set(entityManager);
            return new Transaction() {
                @Override
                public void commit() {
                    current.remove();
                    transaction.commit();
                }

                @Override
                public void rollback() {
                    current.remove();
                    if (transaction.isActive()) {
                        transaction.rollback();
                    }
                }
            };
        }

        @Override
        public void registerHandlers(ProcessingLifecycle lifecycle) {
            throw new UnsupportedOperationException("commands have no transaction of their own");
        }
    }
}
