package io.incidentledger.eventstore.read;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.eventstore.EmbeddedBroker;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.Ledger;
import io.incidentledger.eventstore.RawTopic;
import io.incidentledger.eventstore.read.LogAudit.Stretch;
import io.incidentledger.eventstore.record.ChainFault;
import io.incidentledger.eventstore.record.ChainFault.Kind;
import io.incidentledger.eventstore.record.HashChain;
import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
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
            assertThat(audit).isEqualTo(new LogAudit(0, 40, store.head().chain(), 0, null));
            assertThat(audit.intact()).isTrue();
        }
    }

    @Test
    void an_altered_payload_is_found() {
        assertFault(
                Kind.PAYLOAD,
                "the payload is not the one that was recorded",
                records -> {
                    ProducerRecord<byte[], byte[]> old = records.get(2);
                    records.set(2, with(old, "lie".getBytes(UTF_8)));
                });
    }

    @Test
    void an_altered_header_is_found() {
        assertFault(
                Kind.CHAIN,
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
                Kind.CHAIN,
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
        assertFault(
                Kind.POSITION,
                "events are missing, repeated or moved",
                records -> records.remove(2));
    }

    @Test
    void records_that_changed_places_are_found() {
        assertFault(
                Kind.POSITION,
                "events are missing, repeated or moved",
                records -> Collections.swap(records, 2, 3));
    }

    @Test
    void an_inserted_record_is_found() {
        assertFault(
                Kind.POSITION,
                "events are missing, repeated or moved",
                records -> records.add(2, records.get(1)));
    }

    @Test
    void a_second_chain_beside_the_recorded_one_is_found() {
        assertFault(
                Kind.CHAIN,
                "says its chain twice",
                records -> {
                    Headers headers = records.get(2).headers();
                    Header recorded = headers.lastHeader("ce_chain");
                    headers.remove("ce_chain");
                    headers.add("ce_chain", "0".repeat(64).getBytes(UTF_8)).add(recorded);
                });
    }

    @Test
    void a_record_that_goes_back_in_time_is_found() {
        assertFault(
                Kind.TIME,
                "goes back",
                records -> {
                    ProducerRecord<byte[], byte[]> old = records.get(2);
                    records.set(
                            2,
                            new ProducerRecord<>(
                                    old.topic(), 0, 1L, old.key(), old.value(), old.headers()));
                });
    }

    @Test
    void a_foreign_record_is_found() {
        assertFault(
                Kind.FOREIGN,
                "not an event of this event store",
                records ->
                        records.add(
                                2,
                                new ProducerRecord<>(
                                        records.get(2).topic(),
                                        0,
                                        records.get(2).timestamp(),
                                        new byte[0],
                                        "hello".getBytes(UTF_8))));
    }

    @Test
    void a_stretch_is_verified_from_the_chain_before_it() {
        List<ConsumerRecord<byte[], byte[]>> records = fill();
        String second = RecordFormat.chain(records.get(1));

        assertThat(audit(ledger.topic(), new Stretch(2, second, null)))
                .isEqualTo(new LogAudit(2, 5, RecordFormat.chain(records.get(4)), 0, null));
        assertThat(audit(ledger.topic(), new Stretch(2, null, 4L)).verified()).isEqualTo(2);
        assertThat(audit(ledger.topic(), new Stretch(5, null, null)).verified()).isZero();
        assertThat(audit(ledger.topic(), new Stretch(2, HashChain.ORIGIN, null)).fault())
                .returns(1L, ChainFault::position)
                .returns(Kind.CHAIN, ChainFault::kind);
        assertThat(audit(ledger.topic(), new Stretch(3, null, 9L)).fault())
                .returns(5L, ChainFault::position)
                .returns(Kind.MISSING, ChainFault::kind);
        assertThat(audit(ledger.topic(), new Stretch(7, null, null)).fault())
                .returns(6L, ChainFault::position)
                .returns(Kind.MISSING, ChainFault::kind);
    }

    @Test
    void a_walk_may_end_before_the_log_does_and_go_on_from_there() {
        fill();

        LogAudit first =
                LogAudit.of(
                        source(ledger.topic()), Stretch.WHOLE, (position, chain) -> position < 1);
        LogAudit rest = audit(ledger.topic(), new Stretch(first.next(), first.chain(), null));

        assertThat(first.next()).isEqualTo(2);
        assertThat(rest.next()).isEqualTo(5);
        assertThat(rest.chain()).isEqualTo(audit(ledger.topic()).chain());
    }

    @Test
    void a_damage_before_a_stretch_does_not_matter_and_one_in_it_does() {
        String copy =
                copy(
                        fill(),
                        changed -> changed.set(3, with(changed.get(3), "lie".getBytes(UTF_8))));

        assertThat(audit(copy, new Stretch(4, null, null)).intact()).isTrue();
        assertThat(audit(copy, new Stretch(2, null, null)).fault())
                .returns(3L, ChainFault::position)
                .returns(Kind.PAYLOAD, ChainFault::kind);
    }

    @Test
    void an_erased_payload_is_no_damage_and_is_read_as_what_it_is() {
        String copy = copy(fill(), changed -> changed.set(2, with(changed.get(2), null)));

        LogAudit audit = audit(copy);
        assertThat(audit.intact()).isTrue();
        assertThat(audit.erased()).isEqualTo(1);
        EventStoreSettings.Builder settings =
                EventStoreSettings.builder(
                                EmbeddedBroker.bootstrapServers(),
                                copy,
                                EmbeddedBroker.newDirectory())
                        .singleBroker()
                        .subjectTag("incident");
        try (KafkaEventStore store = KafkaEventStore.open(settings.build())) {
            RecordedEvent erased = store.read(2, 1).getFirst();
            assertThat(erased.erased()).isTrue();
            assertThat(erased.payload()).isEmpty();
            assertThat(erased.metadata()).containsEntry("actor", "ana");
            assertThat(store.read(1, 1).getFirst().erased()).isFalse();
            assertThat(Ledger.source(store.storageEngine(), Ledger.of("a")).events()).hasSize(5);
            assertThat(append(store, event("a", "goes on"))).isEqualTo(5);
        }
    }

    @Test
    void a_cut_off_end_shows_in_the_count_and_the_chain() {
        List<ConsumerRecord<byte[], byte[]>> records = fill();
        String copy = copy(records.subList(0, 3), changed -> {});

        assertThat(audit(copy).verified()).isEqualTo(3);
        assertThat(audit(copy).chain()).isNotEqualTo(audit(ledger.topic()).chain());
    }

    private void assertFault(
            Kind kind, String fault, Consumer<List<ProducerRecord<byte[], byte[]>>> change) {
        String copy = copy(fill(), change);

        LogAudit audit = audit(copy);
        assertThat(audit.intact()).isFalse();
        assertThat(audit.verified()).isEqualTo(2);
        assertThat(audit.fault())
                .returns(2L, ChainFault::position)
                .returns(kind, ChainFault::kind)
                .asString()
                .contains("where position 2 is due", fault);
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
            ProducerRecord<byte[], byte[]> record, byte @Nullable [] value) {
        return new ProducerRecord<>(
                record.topic(), 0, record.timestamp(), record.key(), value, record.headers());
    }

    private static LogAudit audit(String topic) {
        RawTopic.awaitVisible(topic);
        return LogAudit.of(source(topic));
    }

    private static LogAudit audit(String topic, Stretch stretch) {
        RawTopic.awaitVisible(topic);
        return LogAudit.of(source(topic), stretch, LogAudit.Walk.TO_THE_END);
    }

    private static EventSourceSettings source(String topic) {
        return new EventSourceSettings(EmbeddedBroker.bootstrapServers(), topic, "incident");
    }
}
