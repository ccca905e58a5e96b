package io.incidentledger.eventstore.archive;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.eventstore.EmbeddedBroker;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.RawTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** A restore that broke off is taken up, and no store is opened on half a ledger. */
class BrokenOffRestoreTest extends WithMixedLog {
    @Test
    void a_restore_that_broke_off_anywhere_is_taken_up_and_ends_the_same() {
        Path file = directory.resolve("backup.jsonl");
        export(file);

        for (int there : List.of(1, 17, MixedLog.EVENTS - 1, MixedLog.EVENTS)) {
            assertTakenUp(file, topic, NOTHING, there);
        }
    }

    @Test
    void an_erasure_that_broke_off_anywhere_is_taken_up_and_ends_the_same() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        Set<Long> erased = Set.of(5L, 9L);
        String whole = EmbeddedBroker.newTopic();
        restore(file, whole, erased);

        for (int there : List.of(5, 6, 17)) {
            assertTakenUp(file, whole, erased, there);
        }
    }

    private void assertTakenUp(Path file, String whole, Set<Long> erased, int there) {
        String begun = MixedLog.topic();
        RawTopic.write(copies(whole, begun).subList(0, there));

        restore(file, begun, erased);

        assertThat(bytes(begun)).as(there + " were there").isEqualTo(bytes(whole));
    }

    @Test
    void a_restore_that_was_killed_in_the_middle_of_a_transaction_is_taken_up() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        String restored = MixedLog.topic();
        List<ProducerRecord<byte[], byte[]>> copies = to(restored, copies(topic));
        RawTopic.write(copies.subList(0, 10));
        // As SIGKILL leaves it: sent and flushed, neither committed nor aborted.
        KafkaProducer<byte[], byte[]> killed =
                RawTopic.producer(settings(restored).transactionalId());
        killed.initTransactions();
        killed.beginTransaction();
        copies.subList(10, 20).forEach(killed::send);
        killed.flush();
        killed.close(Duration.ZERO);

        restore(file, restored, NOTHING);

        assertThat(bytes(restored)).isEqualTo(bytes(topic));
    }

    @Test
    void until_a_restore_has_finished_no_store_is_opened_on_its_ledger() throws Exception {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        String restored = EmbeddedBroker.newTopic();
        assertThatThrownBy(
                        () ->
                                ArchiveRestore.into(
                                        settings(restored),
                                        file,
                                        position -> false,
                                        (step, done, total) -> {
                                            if (step == ArchiveProgress.Step.VERIFYING) {
                                                throw new IllegalStateException("killed here");
                                            }
                                        }))
                .hasMessage("killed here");

        assertThatThrownBy(() -> KafkaEventStore.open(settings(restored)))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("restore");

        restore(file, restored, NOTHING);
        KafkaEventStore.open(settings(restored)).close();
        assertThat(bytes(restored)).isEqualTo(bytes(topic));
    }

    @Test
    void half_a_ledger_is_not_opened_though_kafka_has_forgotten_who_fills_it() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        String restored = EmbeddedBroker.newTopic();
        List<ProducerRecord<byte[], byte[]>> copies = to(restored, copies(topic));
        breakOffBeforeTheFirstEvent(file, restored);
        int there = 0;

        for (int more : List.of(0, 1, 17, MixedLog.EVENTS - 1)) {
            if (more > there) {
                RawTopic.write(copies.subList(there, more));
                there = more;
            }
            RawTopic.forgetGroups(settings(restored).transactionalId());

            assertThatThrownBy(() -> KafkaEventStore.open(settings(restored)))
                    .as(more + " are there")
                    .isInstanceOf(EventStoreFailure.Refused.class)
                    .hasMessageContaining("Run the restore again");
        }

        restore(file, restored, NOTHING);
        RawTopic.forgetGroups(settings(restored).transactionalId());
        KafkaEventStore.open(settings(restored)).close();
        assertThat(bytes(restored)).isEqualTo(bytes(topic));
    }

    @Test
    void what_was_begun_from_a_longer_archive_is_not_ended_with_a_shorter_one() {
        Path shorter = directory.resolve("shorter.jsonl");
        export(shorter);
        try (KafkaEventStore store = KafkaEventStore.open(settings(topic))) {
            append(store, event("a", "later"));
        }
        RawTopic.awaitVisible(topic);
        Path longer = directory.resolve("longer.jsonl");
        export(longer);
        String begun = EmbeddedBroker.newTopic();
        breakOffBeforeTheFirstEvent(longer, begun);
        RawTopic.write(to(begun, copies(topic)).subList(0, 5));
        String empty = EmbeddedBroker.newTopic();
        breakOffBeforeTheFirstEvent(longer, empty);

        assertThatThrownBy(() -> restore(shorter, begun, NOTHING))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("archive of " + (MixedLog.EVENTS + 1) + " events");
        restore(longer, begun, NOTHING);
        restore(shorter, empty, NOTHING);

        KafkaEventStore.open(settings(begun)).close();
        KafkaEventStore.open(settings(empty)).close();
        assertThat(bytes(begun)).isEqualTo(bytes(topic));
        assertThat(bytes(empty)).hasSize(MixedLog.EVENTS);
    }

    private void breakOffBeforeTheFirstEvent(Path file, String into) {
        assertThatThrownBy(
                        () ->
                                ArchiveRestore.into(
                                        settings(into),
                                        file,
                                        position -> {
                                            throw new IllegalStateException("killed here");
                                        },
                                        ArchiveProgress.NONE))
                .hasMessage("killed here");
    }
}
