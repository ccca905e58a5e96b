package io.incidentledger.eventstore;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.eventstore.read.EventSourceSettings;
import io.incidentledger.eventstore.read.LogAudit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** G12: a change to recorded history is detected. */
class ChainTest {

    private final Ledger ledger = new Ledger();

    @Test
    void an_untouched_log_is_intact_and_ends_with_the_heads_chain() {
        try (KafkaEventStore store = ledger.open()) {
            for (int i = 0; i < 20; i++) {
                append(store, event("a", "payload " + i), event("b", "another"));
            }

            LogAudit audit = audit(ledger.topic());
            assertThat(audit).isEqualTo(new LogAudit(40, store.head().chain(), null));
            assertThat(audit.intact()).isTrue();
        }
    }

    @Test
    void an_altered_payload_is_found() {
        assertFault(
                "the payload is not the one that was recorded",
                records -> {
                    ProducerRecord<byte[], byte[]> old = records.get(2);
                    records.set(2, with(old, "lie".getBytes(UTF_8)));
                });
    }

    @Test
    void an_altered_header_is_found() {
        assertFault(
                "its chain does not fit",
                records -> {
                    records.get(2).headers().remove("ce_metadata");
                    records.get(2)
                            .headers()
                            .add(
                                    new RecordHeader(
                                            "ce_metadata", "actor=somebody-else".getBytes(UTF_8)));
                });
    }

    @Test
    void an_altered_time_of_recording_is_found() {
        assertFault(
                "its chain does not fit",
                records -> {
                    ProducerRecord<byte[], byte[]> old = records.get(2);
                    records.set(
                            2,
                            new ProducerRecord<>(
                                    old.topic(),
                                    0,
                                    old.timestamp() + 1,
                                    old.key(),
                                    old.value(),
                                    old.headers()));
                });
    }

    @Test
    void a_removed_record_is_found() {
        assertFault("events are missing, repeated or moved", records -> records.remove(2));
    }

    @Test
    void records_that_changed_places_are_found() {
        assertFault(
                "events are missing, repeated or moved",
                records -> Collections.swap(records, 2, 3));
    }

    @Test
    void an_inserted_record_is_found() {
        assertFault(
                "events are missing, repeated or moved", records -> records.add(2, records.get(1)));
    }

    @Test
    void a_cut_off_end_shows_in_the_count_and_the_chain() {
        List<ConsumerRecord<byte[], byte[]>> records = fill();
        String copy = copy(records.subList(0, 3), changed -> {});

        assertThat(audit(copy).verified()).isEqualTo(3);
        assertThat(audit(copy).chain()).isNotEqualTo(audit(ledger.topic()).chain());
    }

    private void assertFault(String fault, Consumer<List<ProducerRecord<byte[], byte[]>>> change) {
        String copy = copy(fill(), change);

        LogAudit audit = audit(copy);
        assertThat(audit.intact()).isFalse();
        assertThat(audit.verified()).isEqualTo(2);
        assertThat(audit.fault()).contains("where position 2 is due").contains(fault);
        assertThatThrownBy(
                        () ->
                                KafkaEventStore.open(
                                        EventStoreSettings.builder(
                                                        EmbeddedBroker.bootstrapServers(),
                                                        copy,
                                                        EmbeddedBroker.newDirectory())
                                                .singleBroker()
                                                .build()))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining(fault);
    }

    private List<ConsumerRecord<byte[], byte[]>> fill() {
        try (KafkaEventStore store = ledger.open()) {
            for (int i = 0; i < 5; i++) {
                append(store, event("a", "payload " + i, Map.of("actor", "ana")));
            }
        }
        return RawTopic.read(ledger.topic());
    }

    private static String copy(
            List<ConsumerRecord<byte[], byte[]>> records,
            Consumer<List<ProducerRecord<byte[], byte[]>>> change) {
        String topic =
                RawTopic.create(
                        1,
                        Map.of(
                                "retention.ms", "-1",
                                "retention.bytes", "-1",
                                "cleanup.policy", "delete",
                                "unclean.leader.election.enable", "false"));
        List<ProducerRecord<byte[], byte[]>> copies = new ArrayList<>();
        records.forEach(record -> copies.add(RawTopic.copy(record, topic)));
        change.accept(copies);
        RawTopic.write(copies);
        return topic;
    }

    private static ProducerRecord<byte[], byte[]> with(
            ProducerRecord<byte[], byte[]> record, byte[] value) {
        return new ProducerRecord<>(
                record.topic(), 0, record.timestamp(), record.key(), value, record.headers());
    }

    private static LogAudit audit(String topic) {
        RawTopic.awaitVisible(topic);
        return LogAudit.of(
                new EventSourceSettings(EmbeddedBroker.bootstrapServers(), topic, "incident"));
    }
}
