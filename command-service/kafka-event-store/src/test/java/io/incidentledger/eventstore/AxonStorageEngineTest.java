package io.incidentledger.eventstore;

import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.StorageEngineTestSuite;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** Axon's own contract for storage engines, whole, against a real broker. */
class AxonStorageEngineTest extends StorageEngineTestSuite<EventStorageEngine> {

    private @Nullable KafkaEventStore store;

    @Override
    protected EventStorageEngine buildStorageEngine() {
        store =
                KafkaEventStore.open(
                        EventStoreSettings.builder(
                                        EmbeddedBroker.bootstrapServers(),
                                        EmbeddedBroker.newTopic(),
                                        EmbeddedBroker.newDirectory())
                                .singleBroker()
                                .build());
        return store.storageEngine();
    }

    @Override
    protected ProcessingContext processingContext() {
        return null;
    }

    @AfterAll
    void close() {
        store.close();
    }
}
