package io.incidentledger.eventstore;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static io.incidentledger.eventstore.Ledger.of;
import static io.incidentledger.eventstore.Ledger.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.incidentledger.eventstore.record.RecordedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {

    private final Ledger ledger = new Ledger();

    @Test
    void reopening_reads_only_what_is_behind_the_checkpoint() throws IOException {
        List<RecordedEvent> before = fill(5_000);
        List<StoreState> progress = new ArrayList<>();

        try (KafkaEventStore store =
                KafkaEventStore.open(ledger.settings().build(), progress::add)) {
            assertThat(store.read(0, 10_000)).isEqualTo(before);
            // Reading tells where it stands when it begins.
            assertThat(progress)
                    .filteredOn(
                            state ->
                                    state
                                                    instanceof
                                                    StoreState.CatchingUp(
                                                            long position,
                                                            long target)
                                            && target > 0)
                    .isNotEmpty()
                    .allMatch(state -> ((StoreState.CatchingUp) state).position() == 5_000);
            append(store, event("a", "and on"));
            assertThat(store.head().nextPosition()).isEqualTo(5_001);
        }
    }

    @Test
    void an_index_that_was_deleted_is_built_again() throws IOException {
        List<RecordedEvent> before = fill(300);
        deleteFiles(ledger.index());

        assertRebuilt(before);
    }

    @Test
    void an_index_that_is_damaged_is_built_again() throws IOException {
        List<RecordedEvent> before = fill(300);
        try (Stream<Path> files = Files.list(ledger.index())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "not what RocksDB wrote");
            }
        }

        assertRebuilt(before);
    }

    @Test
    void an_index_in_which_one_file_is_lost_is_built_again() throws IOException {
        List<RecordedEvent> before = fill(300);
        try (KafkaEventStore store = ledger.open()) {
            assertThat(store.head().nextPosition()).isEqualTo(300);
        }
        try (Stream<Path> files = Files.list(ledger.index())) {
            for (Path file : files.filter(one -> one.toString().endsWith(".sst")).toList()) {
                Files.delete(file);
            }
        }

        assertRebuilt(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void damage_that_shows_only_while_serving_is_mended_without_help(boolean foundByReading)
            throws IOException {
        List<RecordedEvent> before = fill(300);
        ledger.open().close(); // writes what was in the write-ahead log into a table
        try (Stream<Path> files = Files.list(ledger.index())) {
            for (Path file : files.filter(one -> one.toString().endsWith(".sst")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                Arrays.fill(bytes, 100, 200, (byte) 7);
                Files.write(file, bytes);
            }
        }

        try (KafkaEventStore store = ledger.open()) {
            EventStorageEngine engine = store.storageEngine();
            if (foundByReading) {
                assertThatThrownBy(() -> store.read(0, 1))
                        .isInstanceOf(EventStoreFailure.Unavailable.class);
            } else {
                EventCriteria conflicting =
                        EventCriteria.havingTags(Ledger.tag("a1")).andBeingOneOfTypes("NoteTaken");
                AppendCondition nothingSeen = AppendCondition.withCriteria(conflicting);
                assertThatThrownBy(() -> append(engine, nothingSeen, List.of(event("a1", "late"))))
                        .isInstanceOf(AppendEventsTransactionRejectedException.class);
            }
            await().ignoreExceptions().until(() -> store.read(0, 1_000).equals(before));
            append(store, event("a", "and on"));
        }
    }

    @Test
    void an_index_that_another_store_uses_is_left_alone() throws IOException {
        List<RecordedEvent> before = fill(300);
        Ledger other = new Ledger();

        try (KafkaEventStore store = ledger.open()) {
            assertThatThrownBy(() -> KafkaEventStore.open(other.settings(ledger.index()).build()))
                    .isInstanceOf(EventStoreFailure.Refused.class)
                    .hasMessageContaining("used by another store");
            append(store, event("a", "and on"));
        }
        List<StoreState> progress = new ArrayList<>();
        try (KafkaEventStore store =
                KafkaEventStore.open(ledger.settings().build(), progress::add)) {
            assertThat(store.read(0, 300)).isEqualTo(before);
            assertThat(progress)
                    .filteredOn(StoreState.CatchingUp.class::isInstance)
                    .extracting(state -> ((StoreState.CatchingUp) state).position())
                    .allMatch(position -> position == 301);
        }
    }

    @Test
    void an_index_that_cannot_be_reached_is_no_damaged_one(@TempDir Path directory)
            throws IOException {
        Path index = Files.writeString(directory.resolve("index"), "a file").resolve("below");

        assertThatThrownBy(() -> KafkaEventStore.open(ledger.settings(index).build()))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("cannot be opened, and is left as it is");
    }

    @Test
    void an_index_whose_files_cannot_be_opened_is_not_deleted() throws IOException {
        fill(3);
        Path current = ledger.index().resolve("CURRENT");
        String before = Files.readString(current);
        Files.delete(current);
        Files.createDirectory(current); // there, and not to be read

        assertThatThrownBy(ledger::open).isInstanceOf(EventStoreFailure.Refused.class);

        Files.delete(current);
        Files.writeString(current, before);
        try (KafkaEventStore store = ledger.open()) {
            assertThat(store.head().nextPosition()).isEqualTo(3);
        }
        assertThat(Files.readString(current)).isNotEmpty();
    }

    @Test
    void an_index_of_another_topic_is_built_again() throws IOException {
        List<RecordedEvent> before = fill(300);
        Ledger other = new Ledger();
        try (KafkaEventStore store = other.open()) {
            append(store, event("x", "of another ledger"));
        }

        try (KafkaEventStore store = KafkaEventStore.open(ledger.settings(other.index()).build())) {
            assertThat(store.read(0, 1_000)).isEqualTo(before);
            assertThat(store.lastPosition(Ledger.tag("x"))).isEmpty();
        }
    }

    @Test
    void an_index_that_is_behind_catches_up() throws IOException {
        fill(10);
        Path behind = EmbeddedBroker.newDirectory();
        KafkaEventStore.open(ledger.settings(behind).build()).close();
        List<RecordedEvent> all = fill(300);

        try (KafkaEventStore store = KafkaEventStore.open(ledger.settings(behind).build())) {
            assertThat(store.read(0, 1_000)).isEqualTo(all);
        }
    }

    @Test
    void what_is_read_from_the_log_equals_what_was_answered_when_it_was_written()
            throws IOException {
        List<RecordedEvent> written = fill(50);

        try (KafkaEventStore store =
                KafkaEventStore.open(ledger.settings(EmbeddedBroker.newDirectory()).build())) {
            assertThat(store.read(0, 1_000))
                    .usingRecursiveFieldByFieldElementComparator()
                    .isEqualTo(written);
        }
    }

    private List<RecordedEvent> fill(int count) throws IOException {
        try (KafkaEventStore store = ledger.open()) {
            CompletableFuture.allOf(
                            IntStream.range(0, count)
                                    .mapToObj(
                                            i ->
                                                    Ledger.appendLater(
                                                            store.storageEngine(),
                                                            AppendCondition.none(),
                                                            List.of(
                                                                    event(
                                                                            "a" + i % 7,
                                                                            "payload " + i))))
                                    .toArray(CompletableFuture[]::new))
                    .join();
            return store.read(0, Integer.MAX_VALUE);
        }
    }

    private void assertRebuilt(List<RecordedEvent> before) {
        try (KafkaEventStore store = ledger.open()) {
            assertThat(store.read(0, 1_000)).isEqualTo(before);
            assertThat(source(store.storageEngine(), of("a3")).events())
                    .isEqualTo(
                            before.stream()
                                    .filter(event -> event.tags().contains(Ledger.tag("a3")))
                                    .toList());
            append(store, event("a", "and on"));
        }
    }

    private static void deleteFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
