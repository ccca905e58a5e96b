package io.incidentledger.eventstore.benchmark;

import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.KafkaEventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;

/** Our engine with its defaults, on a broker that flushes every write. */
final class KafkaCandidate implements AutoCloseable {

    private final EventStoreSettings settings;
    private final Admin admin;
    private KafkaEventStore store;

    KafkaCandidate(String bootstrapServers, String topic, Path indexDirectory) {
        this.settings =
                EventStoreSettings.builder(bootstrapServers, topic, indexDirectory)
                        .singleBroker()
                        .subjectTag(Notebooks.TAG)
                        .build();
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.store = KafkaEventStore.open(settings);
    }

    EventStorageEngine engine() {
        return store.storageEngine(JsonConverter.INSTANCE);
    }

    /** How many events are in the log. */
    long events() {
        return store.head().nextPosition();
    }

    /** How many transactions were committed: each leaves a marker, which takes an offset. */
    long transactions() throws ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(settings.topic(), 0);
        long end =
                admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get()
                        .offset();
        return end - events();
    }

    /** Takes the ledger, and returns when it serves. */
    void open() {
        store = KafkaEventStore.open(settings);
    }

    /** Gives the ledger up, in order. */
    void stop() {
        store.close();
    }

    /** The index is lost while the store is stopped. */
    void loseIndex() throws IOException {
        try (Stream<Path> files = Files.walk(settings.indexDirectory())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        store.close();
        admin.close();
    }
}
