package io.incidentledger.eventstore.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.PersistenceConfiguration;
import java.sql.Types;
import org.axonframework.common.jpa.EntityManagerProvider;
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
 * Axon's JPA engine with Hibernate, in the best setting that we found for it:
 *
 * <ul>
 *   <li>payload and metadata as bytea in the row: by itself Hibernate makes large objects of them,
 *       which cost further statements for each event;
 *   <li>no transaction around the whole command: the engine opens its own for reading and for
 *       appending, and one more would only add round trips;
 *   <li>reading ends with the first page that is not full, instead of asking once more;
 *   <li>a pool of 32 connections, each taken as late as possible.
 * </ul>
 *
 * <p>Axon brings no schema: Hibernate makes it from the engine's entity, one table with a sequence
 * and three unique indexes (its names need quoting).
 */
final class JpaYardstick implements AutoCloseable {

    private static final int POOL = 32;
    private static final int PAGE = 100;

    private final HikariDataSource pool;
    private final EntityManagerFactory factory;
    private final AggregateBasedJpaEventStorageEngine engine;

    JpaYardstick(Postgres postgres) {
        this.pool = postgres.pool(POOL);
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
                        new DelegatingEventConverter(JsonConverter.INSTANCE),
                        config ->
                                config.persistenceExceptionResolver(new SQLStateResolver())
                                        .batchSize(PAGE)
                                        .finalBatchPredicate(page -> page.size() < PAGE));
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
