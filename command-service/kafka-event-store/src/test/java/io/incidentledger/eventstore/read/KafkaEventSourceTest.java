package io.incidentledger.eventstore.read;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static io.incidentledger.eventstore.Ledger.of;
import static io.incidentledger.eventstore.Ledger.tag;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.incidentledger.eventstore.EmbeddedBroker;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.Ledger;
import io.incidentledger.eventstore.Progress;
import io.incidentledger.eventstore.RawTopic;
import io.incidentledger.eventstore.axon.KafkaEventStorageEngine;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.eventstore.write.Writer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.messaging.core.EmptyApplicationContext;
import org.axonframework.messaging.core.LegacyResources;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.SimpleUnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.SimpleEventHandlingComponent;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessorConfiguration;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaEventSourceTest {

    private final Ledger ledger = new Ledger();
    private final KafkaEventStore store = ledger.open();
    private final KafkaEventSource source =
            new KafkaEventSource(
                    new EventSourceSettings(
                            EmbeddedBroker.bootstrapServers(),
                            ledger.topic(),
                            "incident",
                            16,
                            1 << 20,
                            Map.of()));

    @AfterEach
    void close() {
        source.close();
        store.close();
    }

    @Test
    void from_any_token_the_rest_follows_and_what_comes_later_too() {
        for (int i = 0; i < 60; i++) {
            append(
                    store,
                    IntStream.rangeClosed(0, i % 3)
                            .mapToObj(j -> event("a", "x"))
                            .toArray(
                                    org.axonframework.eventsourcing.eventstore.TaggedEventMessage[]
                                            ::new));
        }
        for (long token : new long[] {0, 1, 2, 17, 60, 118, 119, 120, 125}) {
            MessageStream<EventMessage> stream = open(token);
            int count = (int) Math.max(0, 120 - token);
            assertThat(take(stream, count).stream().map(RecordedEvent::position))
                    .as("from %s", token)
                    .isEqualTo(IntStream.range(120 - count, 120).mapToObj(Long::valueOf).toList());
            assertThat(stream.next()).isEmpty();
            assertThat(stream.peek()).isEmpty();
            assertThat(stream.isCompleted()).isFalse();
            stream.close();
        }

        MessageStream<EventMessage> stream = open(120);
        AtomicInteger told = new AtomicInteger();
        stream.setCallback(told::incrementAndGet);
        append(store, event("a", "later"));
        await().until(() -> told.get() > 0 && stream.hasNextAvailable());
        assertThat(take(stream, 1).getFirst().position()).isEqualTo(120);
    }

    @Test
    void an_entry_carries_token_tags_and_subject() {
        append(store, event("inc-1", "x"));

        MessageStream<EventMessage> stream = open(0);
        await().until(stream::hasNextAvailable);
        MessageStream.Entry<EventMessage> entry = stream.next().orElseThrow();

        assertThat(entry.getResource(TrackingToken.RESOURCE_KEY))
                .isEqualTo(new GlobalSequenceTrackingToken(1));
        assertThat(entry.getResource(Tag.RESOURCE_KEY)).isEqualTo(Set.of(tag("inc-1")));
        assertThat(entry.getResource(LegacyResources.AGGREGATE_IDENTIFIER_KEY)).isEqualTo("inc-1");
    }

    @Test
    void criteria_select_what_is_streamed() {
        append(store, event("a", "1"), event("b", "2"), event("a", "3"));

        MessageStream<EventMessage> stream =
                source.open(
                        StreamingCondition.conditionFor(
                                new GlobalSequenceTrackingToken(0), of("a")),
                        null);

        assertThat(Ledger.payloads(take(stream, 2))).containsExactly("1", "3");
    }

    @Test
    void tokens_name_the_beginning_the_end_and_a_moment() {
        assertThat(source.firstToken(null).join()).isEqualTo(new GlobalSequenceTrackingToken(0));
        assertThat(source.latestToken(null).join()).isEqualTo(new GlobalSequenceTrackingToken(0));
        append(store, event("a", "1"), event("a", "2"));
        Instant between = store.head().lastRecordedAt().plusMillis(1);
        await().until(() -> Instant.now().isAfter(between.plusMillis(1)));
        append(store, event("a", "3"));
        RawTopic.awaitVisible(ledger.topic());

        assertThat(source.headPosition().join()).isEqualTo(3);
        assertThat(source.tokenAt(between, null).join())
                .isEqualTo(new GlobalSequenceTrackingToken(2));
        assertThat(source.tokenAt(Instant.EPOCH, null).join())
                .isEqualTo(new GlobalSequenceTrackingToken(0));
        assertThat(source.tokenAt(Instant.now().plusSeconds(60), null).join())
                .isEqualTo(new GlobalSequenceTrackingToken(3));
    }

    @Test
    void a_moment_is_sought_among_the_events_whatever_the_brokers_clock_said() {
        Instant earlier = Instant.now().minusSeconds(3_600);
        try (Writer slow =
                new Writer(
                        ledger.settings(EmbeddedBroker.newDirectory()).build(),
                        InstantSource.fixed(earlier),
                        Progress.NONE)) {
            slow.start().orTimeout(30, TimeUnit.SECONDS).join();
            var engine = new KafkaEventStorageEngine(slow, "incident", null);
            append(engine, AppendCondition.none(), List.of(event("a", "1")));
            append(engine, AppendCondition.none(), List.of(event("a", "2")));
        }
        RawTopic.awaitVisible(ledger.topic());

        // The markers of their transactions carry the broker's time.
        assertThat(source.tokenAt(earlier.plusMillis(1), null).join())
                .isEqualTo(new GlobalSequenceTrackingToken(2));
        assertThat(source.tokenAt(earlier.minusMillis(1), null).join())
                .isEqualTo(new GlobalSequenceTrackingToken(0));
    }

    @Test
    void what_is_not_committed_is_not_seen_and_does_not_hide_the_head() {
        append(store, event("a", "1"));
        var record = RawTopic.read(ledger.topic()).getFirst();
        try (KafkaProducer<byte[], byte[]> producer =
                RawTopic.producer("foreign-" + ledger.topic())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(RawTopic.copy(record, ledger.topic()));
            producer.flush();
            producer.abortTransaction();
        }
        append(store, event("a", "2"));
        RawTopic.awaitVisible(ledger.topic());

        assertThat(source.headPosition().join()).isEqualTo(2);
        assertThat(Ledger.payloads(take(open(0), 2))).containsExactly("1", "2");
    }

    @Test
    void a_damaged_payload_does_not_stop_the_stream() {
        append(store, event("a", "{\"broken"), event("a", "2"));

        assertThat(Ledger.payloads(take(open(0), 2))).containsExactly("{\"broken", "2");
    }

    @Test
    void a_gap_and_a_foreign_record_end_the_stream_with_the_reason() {
        append(store, event("a", "0"), event("a", "1"), event("a", "2"));
        var records = RawTopic.read(ledger.topic());
        String gap = RawTopic.create(1, Map.of());
        RawTopic.write(
                List.of(RawTopic.copy(records.get(0), gap), RawTopic.copy(records.get(2), gap)));
        String foreign = RawTopic.create(1, Map.of());
        RawTopic.write(
                List.of(
                        RawTopic.copy(records.get(0), foreign),
                        new ProducerRecord<>(foreign, 0, null, "?".getBytes(UTF_8))));

        assertEndsAfterOne(gap, "goes on with position 2 where 1 is due");
        assertEndsAfterOne(foreign, "it has no ce_position");
    }

    @Test
    void records_deleted_from_the_front_are_an_error_not_a_jump() {
        append(store, event("a", "0"), event("a", "1"), event("a", "2"));
        RawTopic.deleteBefore(ledger.topic(), 1);

        MessageStream<EventMessage> stream = open(0);
        await().until(stream::isCompleted);
        assertThat(stream.error().orElseThrow()).isInstanceOf(LogGapException.class);
    }

    @Test
    void a_closed_source_ends_its_streams_and_opens_no_more() {
        MessageStream<EventMessage> stream = open(0);

        source.close();

        await().until(stream::isCompleted);
        assertThatThrownBy(() -> open(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_question_that_failed_can_be_asked_again() {
        try (KafkaEventSource nowhere =
                new KafkaEventSource(
                        new EventSourceSettings("not an address", ledger.topic(), "incident"))) {
            assertThatThrownBy(() -> nowhere.headPosition().join())
                    .isInstanceOf(CompletionException.class);
            assertThatThrownBy(() -> nowhere.headPosition().join())
                    .isInstanceOf(CompletionException.class);
        }
    }

    @Test
    void behind_axons_pooled_processor_a_handler_still_sees_what_was_recorded() {
        append(
                store,
                event("Declared", Set.of(tag("a")), "0", Map.of("numbered", "INC")),
                event("Declared", Set.of(tag("b")), "1", Map.of()));
        Queue<RecordedEvent> handled = new ConcurrentLinkedQueue<>();
        SimpleEventHandlingComponent handler = new SimpleEventHandlingComponent();
        handler.subscribe(
                new QualifiedName("Declared"),
                (message, context) -> {
                    RecordedEvent.of(message.andMetadata(Map.of("added", "on the way")))
                            .ifPresent(handled::add);
                    return MessageStream.empty();
                });
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
        var processor =
                new PooledStreamingEventProcessor(
                        "test",
                        List.of(handler),
                        new PooledStreamingEventProcessorConfiguration()
                                .eventSource(source)
                                .tokenStore(new InMemoryTokenStore())
                                .unitOfWorkFactory(
                                        new SimpleUnitOfWorkFactory(
                                                EmptyApplicationContext.INSTANCE))
                                .coordinatorExecutor(executor)
                                .workerExecutor(executor)
                                .initialSegmentCount(1));
        processor.start().join();
        try {
            await().until(() -> handled.size() == 2);
            append(store, event("Declared", Set.of(tag("c")), "2", Map.of()));
            await().until(() -> handled.size() == 3);

            assertThat(handled).containsExactlyElementsOf(store.read(0, 3));
            assertThat(handled.peek().number()).isEqualTo("INC-1");
            assertThat(handled.peek().recordedAt())
                    .isEqualTo(store.read(0, 1).getFirst().recordedAt());
        } finally {
            processor.shutdown().join();
            executor.shutdown();
        }
    }

    private MessageStream<EventMessage> open(long token) {
        return source.open(
                StreamingCondition.startingFrom(new GlobalSequenceTrackingToken(token)), null);
    }

    private static List<RecordedEvent> take(MessageStream<EventMessage> stream, int count) {
        List<RecordedEvent> events = new ArrayList<>();
        await().until(
                        () -> {
                            Optional<MessageStream.Entry<EventMessage>> next = stream.next();
                            while (next.isPresent()) {
                                events.add(RecordedEvent.of(next.get().message()).orElseThrow());
                                next = stream.next();
                            }
                            stream.error()
                                    .ifPresent(
                                            failure -> {
                                                throw new AssertionError(failure);
                                            });
                            return events.size() >= count;
                        });
        return events;
    }

    private static void assertEndsAfterOne(String topic, String reason) {
        try (KafkaEventSource source =
                new KafkaEventSource(
                        new EventSourceSettings(
                                EmbeddedBroker.bootstrapServers(), topic, "incident"))) {
            MessageStream<EventMessage> stream =
                    source.open(
                            StreamingCondition.startingFrom(new GlobalSequenceTrackingToken(0)),
                            null);
            await().until(stream::hasNextAvailable);
            assertThat(stream.next()).isPresent();
            await().until(stream::isCompleted);
            assertThat(stream.error().orElseThrow()).hasMessageContaining(reason);
        }
    }
}
