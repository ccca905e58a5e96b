package io.incidentledger.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.eventstore.record.RecordedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** What the tests do with a ledger, in a topic and with an index of its own. */
public final class Ledger {

    /** What was sourced: the events, and the marker behind them. */
    public record Sourced(List<RecordedEvent> events, ConsistencyMarker marker) {}

    private final String topic = EmbeddedBroker.newTopic();
    private final Path index = EmbeddedBroker.newDirectory();

    public String topic() {
        return topic;
    }

    public Path index() {
        return index;
    }

    public EventStoreSettings.Builder settings() {
        return settings(index);
    }

    public EventStoreSettings.Builder settings(Path directory) {
        return EventStoreSettings.builder(EmbeddedBroker.bootstrapServers(), topic, directory)
                .singleBroker()
                .subjectTag("incident");
    }

    public KafkaEventStore open() {
        return KafkaEventStore.open(settings().build());
    }

    public static Tag tag(String incident) {
        return new Tag("incident", incident);
    }

    public static EventCriteria of(String incident) {
        return EventCriteria.havingTags(tag(incident));
    }

    public static TaggedEventMessage<?> event(
            String incident, String payload, Map<String, String> metadata) {
        return event("NoteTaken", Set.of(tag(incident)), payload, metadata);
    }

    public static TaggedEventMessage<?> event(String incident, String payload) {
        return event(incident, payload, Map.of());
    }

    public static TaggedEventMessage<?> event(
            String type, Set<Tag> tags, String payload, Map<String, String> metadata) {
        return new GenericTaggedEventMessage<>(
                new GenericEventMessage(
                        UUID.randomUUID().toString(),
                        new MessageType(type, "1"),
                        payload.getBytes(UTF_8),
                        metadata,
                        Instant.now()),
                tags);
    }

    public static CompletableFuture<Long> appendLater(
            EventStorageEngine engine,
            AppendCondition condition,
            List<TaggedEventMessage<?>> events) {
        return engine.appendEvents(condition, null, events).thenCompose(Ledger::commit);
    }

    /** The position of the last event, or the failure itself. */
    public static long append(
            EventStorageEngine engine,
            AppendCondition condition,
            List<TaggedEventMessage<?>> events) {
        try {
            return appendLater(engine, condition, events).orTimeout(30, TimeUnit.SECONDS).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    public static long append(KafkaEventStore store, TaggedEventMessage<?>... events) {
        return append(store.storageEngine(), AppendCondition.none(), List.of(events));
    }

    public static Sourced source(EventStorageEngine engine, EventCriteria criteria) {
        return source(engine, SourcingCondition.conditionFor(criteria));
    }

    public static Sourced source(EventStorageEngine engine, SourcingCondition condition) {
        MessageStream<EventMessage> stream = engine.source(condition, null);
        stream.error()
                .ifPresent(
                        failure -> {
                            throw failure instanceof RuntimeException cause
                                    ? cause
                                    : new IllegalStateException(failure);
                        });
        List<RecordedEvent> events = new ArrayList<>();
        while (true) {
            MessageStream.Entry<EventMessage> entry = stream.next().orElseThrow();
            ConsistencyMarker marker = entry.getResource(ConsistencyMarker.RESOURCE_KEY);
            if (marker != null) {
                return new Sourced(events, marker);
            }
            events.add(RecordedEvent.of(entry.message()).orElseThrow());
        }
    }

    /** Until the store refuses, with these words in its reason. */
    public static void awaitRefused(KafkaEventStore store, Duration atMost, String reason) {
        await().atMost(atMost)
                .untilAsserted(
                        () ->
                                assertThat(store.state())
                                        .isInstanceOfSatisfying(
                                                StoreState.Refused.class,
                                                refused ->
                                                        assertThat(refused.reason())
                                                                .contains(reason)));
    }

    public static List<String> payloads(List<RecordedEvent> events) {
        return events.stream().map(Ledger::payload).toList();
    }

    public static String payload(RecordedEvent event) {
        return new String(event.payload(), UTF_8);
    }

    private static <R> CompletableFuture<Long> commit(
            EventStorageEngine.AppendTransaction<R> transaction) {
        return transaction
                .commit(null)
                .thenCompose(result -> transaction.afterCommit(result, null))
                .thenApply(marker -> GlobalIndexConsistencyMarker.position(marker) - 1);
    }
}
