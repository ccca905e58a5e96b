package io.incidentledger.eventstore.archive;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.eventstore.EmbeddedBroker;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.Ledger;
import io.incidentledger.eventstore.RawTopic;
import io.incidentledger.eventstore.StoreState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The same bytes come back, whatever they are, and no store is opened on half of them. */
class ArchiveRestoreTest extends WithMixedLog {
    @Test
    void whatever_is_in_a_log_comes_back_byte_for_byte() {
        Path file = directory.resolve("backup.jsonl");

        ArchiveSummary exported = export(file);
        String restored = EmbeddedBroker.newTopic();
        ArchiveSummary back = restore(file, restored, NOTHING);

        assertThat(bytes(restored)).isEqualTo(bytes(topic));
        assertThat(exported.events()).isEqualTo(MixedLog.EVENTS);
        assertThat(back).isEqualTo(exported);
        assertThat(audit(restored)).isEqualTo(audit(topic));
        try (KafkaEventStore store = KafkaEventStore.open(settings(restored))) {
            assertThat(store.head().nextPosition()).isEqualTo(MixedLog.EVENTS);
            assertThat(append(store, event("a", "goes on"))).isEqualTo(MixedLog.EVENTS);
        }
    }

    @Test
    void a_ledger_that_is_not_empty_is_left_as_it_is() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        Ledger other = new Ledger();
        try (KafkaEventStore store = other.open()) {
            append(store, event("a", "mine"));
        }
        List<String> before = bytes(other.topic());

        assertThatThrownBy(() -> restore(file, other.topic(), NOTHING))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("is not empty");
        assertThat(bytes(other.topic())).isEqualTo(before);
    }

    @Test
    void a_restore_that_broke_off_anywhere_is_taken_up_and_ends_the_same() throws Exception {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        List<ProducerRecord<byte[], byte[]>> copies = copies(topic);

        for (int there : List.of(1, 17, MixedLog.EVENTS - 1, MixedLog.EVENTS)) {
            String restored = MixedLog.topic();
            RawTopic.write(to(restored, copies.subList(0, there)));

            restore(file, restored, NOTHING);

            assertThat(bytes(restored)).as(there + " were there").isEqualTo(bytes(topic));
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
            String begun = MixedLog.topic();
            RawTopic.write(copies(whole, begun).subList(0, there));

            restore(file, begun, erased);

            assertThat(bytes(begun)).as(there + " were there").isEqualTo(bytes(whole));
        }
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

    @Test
    void a_store_that_is_open_on_the_empty_ledger_is_shut_out() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        Ledger empty = new Ledger();
        try (KafkaEventStore running = empty.open()) {

            restore(file, empty.topic(), NOTHING);

            Awaitility.await().until(() -> running.state() instanceof StoreState.Unavailable);
            assertThatThrownBy(() -> append(running, event("a", "zombie")))
                    .isInstanceOf(EventStoreFailure.Unavailable.class);
        }
        assertThat(bytes(empty.topic())).isEqualTo(bytes(topic));
    }

    @Test
    void an_erased_payload_is_gone_from_the_new_ledger_and_everything_else_is_there() {
        Path file = directory.resolve("backup.jsonl");
        export(file);
        String restored = EmbeddedBroker.newTopic();

        ArchiveSummary summary = restore(file, restored, Set.of(5L, 9L));

        assertThat(summary.withheld()).isEqualTo(3);
        assertThat(audit(restored).chain()).isEqualTo(audit(topic).chain());
        List<String> expected = bytes(topic);
        List<String> actual = bytes(restored);
        for (int i = 0; i < expected.size(); i++) {
            if (i == 5 || i == 9) {
                assertThat(actual.get(i)).isNotEqualTo(expected.get(i)).contains("value=null");
            } else {
                assertThat(actual.get(i)).isEqualTo(expected.get(i));
            }
        }
        // Taken up with other positions, it would be half of one and half of the other.
        assertThatThrownBy(() -> restore(file, restored, Set.of(5L)))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("from position 9 on");
        Path again = directory.resolve("again.jsonl");
        ArchiveExport.sealed(source(restored), again, ArchiveProgress.NONE);
        String twice = EmbeddedBroker.newTopic();
        restore(again, twice, NOTHING);
        assertThat(bytes(twice)).isEqualTo(actual);
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
