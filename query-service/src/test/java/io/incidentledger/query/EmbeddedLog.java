package io.incidentledger.query;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.read.EventSourceSettings;
import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.eventstore.record.EventMetadata;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/** A ledger on a real broker, written by the real writer. The broker is started once. */
public final class EmbeddedLog implements AutoCloseable {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static @Nullable EmbeddedKafka broker;

    public final String topic = "ledger-" + TOPICS.incrementAndGet();
    private final KafkaEventStore store;
    private long appended;

    public EmbeddedLog() {
        try {
            Path index = Files.createTempDirectory("query-index");
            store =
                    KafkaEventStore.open(
                            EventStoreSettings.builder(broker().bootstrapServers(), topic, index)
                                    .subjectTag("incident")
                                    .replicationFactor(1)
                                    .minInsyncReplicas(1)
                                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static synchronized EmbeddedKafka broker() {
        if (broker == null) {
            try {
                EmbeddedKafka started =
                        EmbeddedKafka.start(
                                Settings.in(Files.createTempDirectory("query-kafka"))
                                        .withFsyncEveryWrite(false));
                Runtime.getRuntime().addShutdownHook(new Thread(started::close));
                broker = started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return broker;
    }

    public KafkaEventSource source() {
        return new KafkaEventSource(
                new EventSourceSettings(broker().bootstrapServers(), topic, "incident"));
    }

    /** The position of the last event. */
    public long head() {
        return appended - 1;
    }

    /** Appends what was written and is not there yet; numbers are the writer's own. */
    public long append(WrittenLog written) {
        List<RecordedEvent> news =
                written.events().subList((int) appended, (int) (written.head() + 1));
        for (int from = 0; from < news.size(); from += 500) {
            append(news.subList(from, Math.min(news.size(), from + 500)));
        }
        return head();
    }

    private void append(List<RecordedEvent> events) {
        List<TaggedEventMessage<?>> messages = new ArrayList<>();
        events.forEach(event -> messages.add(message(event)));
        commit(store.storageEngine().appendEvents(AppendCondition.none(), null, messages).join());
        appended += events.size();
    }

    private static TaggedEventMessage<EventMessage> message(RecordedEvent event) {
        Map<String, String> metadata = new HashMap<>(event.metadata());
        // Every event here is an order of its own.
        metadata.put("commandId", UUID.randomUUID().toString());
        Set<Tag> tags = new HashSet<>(event.tags());
        if (event.number() != null) {
            metadata.put(EventMetadata.NUMBERED, event.number().split("-")[0]);
            tags.removeIf(tag -> tag.key().equals("number"));
        }
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(
                        new MessageType(event.type(), event.version()), event.payload(), metadata),
                tags);
    }

    private static <R> void commit(AppendTransaction<R> transaction) {
        transaction
                .commit(null)
                .thenCompose(result -> transaction.afterCommit(result, null))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        store.close();
    }
}
