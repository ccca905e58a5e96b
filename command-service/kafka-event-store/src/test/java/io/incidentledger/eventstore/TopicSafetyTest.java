package io.incidentledger.eventstore;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.awaitRefused;
import static io.incidentledger.eventstore.Ledger.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.index.EventIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** G9: a log in which history could be lost, or was, is refused with the reason. */
class TopicSafetyTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Map<String, String> SAFE =
            Map.of(
                    "cleanup.policy", "delete",
                    "retention.ms", "-1",
                    "retention.bytes", "-1",
                    "unclean.leader.election.enable", "false",
                    "min.insync.replicas", "1");

    private final Ledger ledger = new Ledger();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            cleanup.policy                 | compact       | has cleanup.policy=compact, which must be delete
            cleanup.policy                 | delete,compact| has cleanup.policy=delete,compact, which must be delete
            retention.ms                   | 604800000     | has retention.ms=604800000, which must be -1
            retention.bytes                | 1000000       | has retention.bytes=1000000, which must be -1
            unclean.leader.election.enable | true          | has unclean.leader.election.enable=true, which must be false
            message.timestamp.type         | LogAppendTime | has message.timestamp.type=LogAppendTime, which must be CreateTime
            max.message.bytes              | 10000         | takes records of at most 10000 bytes
            """)
    void a_dangerous_setting_is_refused(String name, String value, String reason) {
        Map<String, String> config = new HashMap<>(SAFE);
        config.put(name, value);

        assertRefused(RawTopic.create(1, config), reason);
    }

    @Test
    void more_than_one_partition_is_refused() {
        assertRefused(RawTopic.create(2, SAFE), "has 2 partitions; a ledger is exactly one");
    }

    @Test
    void too_few_replicas_are_refused() {
        String topic = RawTopic.create(1, SAFE);

        assertThatThrownBy(
                        () ->
                                KafkaEventStore.open(
                                        settings(topic, EmbeddedBroker.newDirectory())
                                                .replicationFactor(3)
                                                .build()))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("is on 1 brokers where 3 are demanded");
    }

    @Test
    void acknowledgements_by_too_few_replicas_are_refused() {
        String topic = RawTopic.create(1, SAFE);

        assertThatThrownBy(
                        () ->
                                KafkaEventStore.open(
                                        settings(topic, EmbeddedBroker.newDirectory())
                                                .replicationFactor(2)
                                                .minInsyncReplicas(2)
                                                .build()))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("has min.insync.replicas=1 where 2 is demanded");
    }

    @Test
    void events_deleted_from_the_front_are_noticed() {
        fill(3);
        RawTopic.deleteBefore(ledger.topic(), 1);

        assertRefused(ledger.topic(), "begins at offset 1: events were deleted from its front");
    }

    @Test
    void a_tail_that_was_cut_off_is_noticed() {
        fill(3);
        remember(
                checkpoint ->
                        new Checkpoint(checkpoint.topicId(), 4, 50, checkpoint.lastChain(), 0));

        assertThatThrownBy(ledger::open)
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining(
                        "before position 3 that was recorded at offset 50: its tail was cut off");
    }

    @Test
    void a_tail_that_was_cut_off_and_written_anew_is_noticed() {
        fill(3);
        remember(
                checkpoint ->
                        new Checkpoint(
                                checkpoint.topicId(),
                                3,
                                checkpoint.lastOffset(),
                                "ab".repeat(32),
                                0));

        assertThatThrownBy(ledger::open)
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("holds another history")
                .hasMessageContaining("lacks the event of position 2");
    }

    @Test
    void a_topic_that_is_gone_is_not_quietly_begun_anew() {
        fill(3);
        RawTopic.delete(ledger.topic());

        assertThatThrownBy(ledger::open)
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("is gone, and with it 3 events");
    }

    @Test
    void a_topic_that_was_deleted_and_made_anew_is_not_quietly_begun_anew() {
        fill(3);
        makeAnew();

        assertThatThrownBy(ledger::open)
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("was deleted and made anew, and its 3 events are not in it");
    }

    @Test
    void a_topic_that_is_deleted_and_made_anew_while_the_store_serves_stops_it_for_good() {
        try (KafkaEventStore store =
                KafkaEventStore.open(
                        ledger.settings()
                                .checkInterval(Duration.ofMillis(100))
                                .ownershipInterval(Duration.ofMillis(50))
                                .build())) {
            append(store, event("a", "one"));
            makeAnew();

            awaitRefused(store, SOON, "was deleted and made anew");
            assertThatThrownBy(() -> append(store, event("a", "two")))
                    .isInstanceOf(EventStoreFailure.class);
            assertThat(RawTopic.read(ledger.topic())).isEmpty();
        }
    }

    private void makeAnew() {
        RawTopic.delete(ledger.topic());
        await().ignoreExceptions()
                .until(
                        () -> {
                            RawTopic.create(ledger.topic(), 1, SAFE);
                            return true;
                        });
    }

    @Test
    void a_gap_is_noticed() {
        fill(4);
        List<ConsumerRecord<byte[], byte[]>> records = RawTopic.read(ledger.topic());
        String copy = RawTopic.create(1, SAFE);
        copy(List.of(records.get(0), records.get(1), records.get(3)), copy);

        assertRefused(copy, "where position 2 is due: the record says position 3");
    }

    @Test
    void a_hole_behind_what_the_index_remembers_is_noticed_while_serving() throws Exception {
        fill(3);
        List<ConsumerRecord<byte[], byte[]>> records = RawTopic.read(ledger.topic());
        String copy = RawTopic.create(1, SAFE);
        copy(List.of(records.get(0), records.get(2)), copy);
        String id = RawTopic.id(copy);
        remember(
                checkpoint ->
                        new Checkpoint(
                                id, 3, 1, checkpoint.lastChain(), checkpoint.lastRecordedAt()));

        try (KafkaEventStore store =
                KafkaEventStore.open(
                        settings(copy, ledger.index())
                                .checkInterval(Duration.ofMillis(100))
                                .ownershipInterval(Duration.ofMillis(50))
                                .build())) {
            // Which one is chance: 2 stands at an offset where it cannot be, since 1 is missing.
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () ->
                                    store.state() instanceof StoreState.Refused(String reason)
                                            && reason.matches(
                                                    ".* lacks the event of position [12] .*"));
        }
    }

    @Test
    void a_foreign_record_is_noticed() {
        fill(1);
        RawTopic.write(
                List.of(new ProducerRecord<>(ledger.topic(), 0, null, "somebody's".getBytes())));

        assertRefused(ledger.topic(), "it has no ce_position");
    }

    @Test
    void
            a_setting_that_becomes_dangerous_stops_the_store_and_one_that_is_mended_lets_it_serve_again() {
        try (KafkaEventStore store =
                KafkaEventStore.open(
                        ledger.settings()
                                .checkInterval(Duration.ofMillis(100))
                                .ownershipInterval(Duration.ofMillis(50))
                                .build())) {
            append(store, event("a", "one"));
            RawTopic.configure(ledger.topic(), "retention.ms", "1000000000");

            await().until(() -> store.state() instanceof StoreState.Refused);
            assertThatThrownBy(() -> append(store, event("a", "two")))
                    .isInstanceOf(EventStoreFailure.Refused.class)
                    .hasMessageContaining("retention.ms=1000000000");

            RawTopic.configure(ledger.topic(), "retention.ms", "-1");
            await().until(() -> store.state() instanceof StoreState.Serving);
            assertThat(append(store, event("a", "two"))).isEqualTo(1);
        }
    }

    @Test
    void events_deleted_while_the_store_serves_stop_it() {
        try (KafkaEventStore store =
                KafkaEventStore.open(
                        ledger.settings()
                                .checkInterval(Duration.ofMillis(100))
                                .ownershipInterval(Duration.ofMillis(50))
                                .build())) {
            append(store, event("a", "one"), event("a", "two"));
            RawTopic.deleteBefore(ledger.topic(), 1);

            awaitRefused(store, SOON, "events were deleted from its front");
        }
    }

    @Test
    void a_kafka_that_cannot_be_reached_is_said_so_within_the_time_to_open() {
        var settings =
                EventStoreSettings.builder("127.0.0.1:1", "nowhere", EmbeddedBroker.newDirectory())
                        .openTimeout(Duration.ofSeconds(1))
                        .appendTimeout(Duration.ofSeconds(1))
                        .transactionTimeout(Duration.ofSeconds(2))
                        .build();

        assertThatThrownBy(() -> KafkaEventStore.open(settings))
                .isInstanceOf(EventStoreFailure.Unavailable.class)
                .hasMessageContaining("Kafka");
    }

    /**
     * Lets the index remember another log than there is: what an unclean election would leave
     * behind.
     */
    private void remember(UnaryOperator<Checkpoint> change) {
        try (EventIndex index = EventIndex.open(ledger.index())) {
            Checkpoint checkpoint = index.checkpoint().orElseThrow();
            index.apply(List.of(), change.apply(checkpoint));
        }
    }

    private void fill(int count) {
        try (KafkaEventStore store = ledger.open()) {
            for (int i = 0; i < count; i++) {
                append(store, event("a", "payload " + i));
            }
        }
    }

    private static void copy(List<ConsumerRecord<byte[], byte[]>> records, String topic) {
        RawTopic.write(records.stream().map(record -> RawTopic.copy(record, topic)).toList());
    }

    private static EventStoreSettings.Builder settings(String topic, Path index) {
        return EventStoreSettings.builder(EmbeddedBroker.bootstrapServers(), topic, index)
                .singleBroker();
    }

    private static void assertRefused(String topic, String reason) {
        assertThatThrownBy(
                        () ->
                                KafkaEventStore.open(
                                        settings(topic, EmbeddedBroker.newDirectory()).build()))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining(reason);
    }
}
