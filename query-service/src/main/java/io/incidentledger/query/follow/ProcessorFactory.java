package io.incidentledger.query.follow;

import io.incidentledger.query.projection.Projection;
import io.incidentledger.query.view.Generation;
import io.incidentledger.query.view.QuerySettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.core.unitofwork.TransactionalUnitOfWorkFactory;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.jdbc.JdbcTokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.jdbc.JdbcTokenStoreConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.jdbc.TokenSchema;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamableEventSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Axon's streaming processor for the view: one segment, since there is one view with one position,
 * and the token in the transaction of the rows.
 */
final class ProcessorFactory {
    private static final Duration CLAIM_INTERVAL = Duration.ofMillis(500);

    private final StreamableEventSource log;
    private final UnitOfWorkFactory unitsOfWork;
    private final TokenStore tokens;
    private final JdbcTemplate jdbc;
    private final PlatformTransactionManager transactions;
    private final QuerySettings settings;

    ProcessorFactory(
            StreamableEventSource log,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            QuerySettings settings) {
        this.log = log;
        this.jdbc = new JdbcTemplate(dataSource);
        this.transactions = transactions;
        this.settings = settings;
        unitsOfWork =
                new TransactionalUnitOfWorkFactory(
                        new SpringTransactions(transactions),
                        new SimpleUnitOfWorkFactory(EmptyApplicationContext.INSTANCE));
        // The proxy hands out the connection of the transaction that the rows are written in.
        tokens =
                new JdbcTokenStore(
                        new TransactionAwareDataSourceProxy(dataSource)::getConnection,
                        new TokenConverter(),
                        JdbcTokenStoreConfiguration.DEFAULT
                                .schema(schema())
                                .claimTimeout(settings.claimTimeout())
                                .nodeId(settings.claimant()));
    }

    /** The name under which a generation has its token. */
    static String name(long generation) {
        return "ledger-view-" + generation;
    }

    RunningProcessor start(Generation generation) {
        String name = name(generation.id());
        Projection projection = new Projection(jdbc, transactions, generation.id());
        ScheduledExecutorService coordinator = thread(name + "-coordinator");
        ScheduledExecutorService worker = thread(name + "-worker");
        PooledStreamingEventProcessor processor =
                new PooledStreamingEventProcessor(
                        name,
                        List.of(new ProjectionComponent(projection)),
                        new PooledStreamingEventProcessorConfiguration()
                                .eventSource(log)
                                .tokenStore(tokens)
                                .unitOfWorkFactory(unitsOfWork)
                                .coordinatorExecutor(coordinator)
                                .workerExecutor(worker)
                                .initialSegmentCount(1)
                                .initialToken(
                                        source ->
                                                CompletableFuture.completedFuture(
                                                        new GlobalSequenceTrackingToken(
                                                                generation.position() + 1)))
                                .batchSize(settings.batchSize())
                                .tokenClaimInterval(CLAIM_INTERVAL.toMillis())
                                .claimExtensionThreshold(settings.claimTimeout().toMillis() / 4)
                                .eventCriteria(everything -> EventCriteria.havingAnyTag()));
        processor.start();
        return new RunningProcessor(processor, List.of(coordinator, worker));
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    private static TokenSchema schema() {
        return TokenSchema.builder()
                .setTokenTable("projection_token")
                .setProcessorNameColumn("processor_name")
                .setSegmentColumn("segment")
                .setMaskColumn("mask")
                .setTokenColumn("token")
                .setTokenTypeColumn("token_type")
                .setTimestampColumn("timestamp")
                .setOwnerColumn("owner")
                .build();
    }
}
