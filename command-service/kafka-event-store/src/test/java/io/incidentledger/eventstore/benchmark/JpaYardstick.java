package io.incidentledger.eventstore.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.PersistenceConfiguration;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.axonframework.common.jpa.EntityManagerProvider;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateBasedJpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.AggregateBasedJpaEventStorageEngineConfiguration;
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
 * Axon's JPA engine with Hibernate. Axon brings no schema: Hibernate makes it from the engine's
 * entity, one table with a sequence and three unique indexes (its names need quoting). There is no
 * transaction around the whole command: the engine opens its own for reading and for appending, and
 * one more would only add round trips.
 */
final class JpaYardstick implements AutoCloseable {

    /** How much care its owner has taken. */
    enum Setting {
        /**
         * With the defaults of Axon, of Hibernate, which makes large objects of payload and
         * metadata, and of HikariCP and Spring Boot: ten connections.
         */
        AS_IT_COMES(10, PostgreSQLDialect.class, config -> config),

        /**
         * The best that we found: payload and metadata as bytea in the row, where a large object
         * costs further statements for each event; reading ends with the first page that is not
         * full, instead of asking once more; 32 connections.
         */
        AT_ITS_BEST(
                32,
                BytesInTheRow.class,
                config -> config.batchSize(PAGE).finalBatchPredicate(page -> page.size() < PAGE));

        private final int connections;
        private final Class<? extends PostgreSQLDialect> dialect;
        private final UnaryOperator<AggregateBasedJpaEventStorageEngineConfiguration> reading;

        Setting(
                int connections,
                Class<? extends PostgreSQLDialect> dialect,
                UnaryOperator<AggregateBasedJpaEventStorageEngineConfiguration> reading) {
            this.connections = connections;
            this.dialect = dialect;
            this.reading = reading;
        }
    }

    private static final int PAGE = 100;

    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final AggregateBasedJpaEventStorageEngine engine;

    /** On a schema of its own. */
    JpaYardstick(Postgres postgres, Setting setting) throws SQLException {
        this.pool = postgres.pool(setting.connections, setting.name().toLowerCase(Locale.ROOT));
        this.factory =
                new PersistenceConfiguration("jpa-yardstick")
                        .managedClass(AggregateEventEntry.class)
                        .property("jakarta.persistence.nonJtaDataSource", pool)
                        .property("hibernate.connection.provider_disables_autocommit", true)
                        .property("hibernate.dialect", setting.dialect.getName())
                        .property("hibernate.globally_quoted_identifiers", true)
                        .property("hibernate.hbm2ddl.auto", "create")
                        .createEntityManagerFactory();
        Transactions transactions = new Transactions(factory);
        this.engine =
                new AggregateBasedJpaEventStorageEngine(
                        transactions,
                        transactions,
                        new DelegatingEventConverter(JsonConverter.INSTANCE),
                        config ->
                                setting.reading.apply(
                                        config.persistenceExceptionResolver(
                                                new SQLStateResolver())));
    }

    EventStorageEngine engine() {
        return engine;
    }

    /** The engine's own connections. */
    HikariDataSource pool() {
        return pool;
    }

    @Override
    public void close() {
        engine.close();
        factory.close();
        pool.close();
    }

    /** Byte arrays in the row instead of large objects. Public for Hibernate. */
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
