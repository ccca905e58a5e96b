package io.incidentledger.eventstore.write;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static io.incidentledger.eventstore.Ledger.payloads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import io.incidentledger.eventstore.EmbeddedBroker;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreFailure.Outcome;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.Ledger;
import io.incidentledger.eventstore.RawTopic;
import io.incidentledger.eventstore.StoreState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens to a store that serves when something happens to its surroundings: what the caller
 * is told, what the store says of itself, and whether it recovers or stops. What is found on
 * opening is in TopicSafetyTest and RecoveryTest, commits that fail on order in UnknownOutcomeTest.
 */
class FaultsTest {

    private final Ledger ledger = new Ledger();

    @Test
    void a_broker_that_is_gone_is_unavailable_and_the_store_goes_on_when_it_is_back(
            @TempDir Path directory) {
        EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(directory.resolve("kafka")));
        var settings =
                EventStoreSettings.builder(
                                broker.bootstrapServers(), "faults", directory.resolve("index"))
                        .singleBroker()
                        .transactionTimeout(Duration.ofSeconds(3))
                        .appendTimeout(Duration.ofSeconds(2))
                        .build();
        try (KafkaEventStore store = KafkaEventStore.open(settings)) {
            append(store, event("a", "before"));
            int port = broker.port();
            broker.close();

            assertUnavailable(store, "while it is gone");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> store.state() instanceof StoreState.Unavailable);
            assertThatThrownBy(() -> append(store, event("a", "still gone")))
                    .asInstanceOf(type(EventStoreFailure.Unavailable.class))
                    .extracting(EventStoreFailure.Unavailable::outcome)
                    .isEqualTo(Outcome.NONE);

            broker = EmbeddedKafka.start(Settings.in(directory.resolve("kafka")).withPort(port));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> store.state() instanceof StoreState.Serving);
            append(store, event("a", "after"));
            assertThat(payloads(store.read(0, 10))).startsWith("before").endsWith("after");
        } finally {
            broker.close();
        }
    }

    @Test
    void
            a_limit_that_is_lowered_below_our_records_stops_the_store_and_nothing_of_them_is_written() {
        try (KafkaEventStore store = KafkaEventStore.open(watchful())) {
            append(store, event("a", "before"));
            RawTopic.configure(ledger.topic(), "max.message.bytes", "20000");

            assertThatThrownBy(() -> append(store, event("a", "x".repeat(50_000))))
                    .isInstanceOf(EventStoreFailure.class);
            awaitRefused(store, "takes records of at most 20000 bytes");

            RawTopic.configure(ledger.topic(), "max.message.bytes", "1048588");
            await().until(() -> store.state() instanceof StoreState.Serving);
            append(store, event("a", "after"));
            assertThat(payloads(store.read(0, 10))).containsExactly("before", "after");
        }
    }

    @Test
    void what_is_larger_together_than_a_transaction_may_be_is_refused() {
        var settings = ledger.settings().maxEventBytes(10_000).maxBatchBytes(20_000).build();
        try (KafkaEventStore store = KafkaEventStore.open(settings)) {
            assertThatThrownBy(
                            () ->
                                    append(
                                            store,
                                            event("a", "x".repeat(8_000)),
                                            event("a", "x".repeat(8_000)),
                                            event("a", "x".repeat(8_000))))
                    .isInstanceOf(EventStoreFailure.TooLarge.class)
                    .hasMessageContaining("appended together");

            assertThat(append(store, event("a", "small"))).isZero();
        }
    }

    @Test
    void a_topic_that_is_deleted_stops_the_store() {
        try (KafkaEventStore store = KafkaEventStore.open(watchful())) {
            append(store, event("a", "one"));
            RawTopic.delete(ledger.topic());

            awaitRefused(store, "is gone");
        }
    }

    @Test
    void a_second_partition_stops_the_store() throws Exception {
        try (KafkaEventStore store = KafkaEventStore.open(watchful());
                Admin admin =
                        Admin.create(
                                Map.of("bootstrap.servers", EmbeddedBroker.bootstrapServers()))) {
            append(store, event("a", "one"));
            admin.createPartitions(Map.of(ledger.topic(), NewPartitions.increaseTo(2)))
                    .all()
                    .get(10, TimeUnit.SECONDS);

            awaitRefused(store, "has 2 partitions");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_record_of_somebody_else_stops_the_store_whether_it_writes_or_rests(boolean writes) {
        try (KafkaEventStore store = KafkaEventStore.open(watchful())) {
            append(store, event("a", "one"));
            foreignRecord();

            if (writes) {
                assertThatThrownBy(() -> append(store, event("a", "two")))
                        .isInstanceOf(EventStoreFailure.class);
            }
            awaitRefused(store, "it has no ce_position");
        }
    }

    @Test
    void a_transaction_that_somebody_else_aborts_stops_nobody() {
        try (KafkaEventStore store = KafkaEventStore.open(watchful());
                KafkaProducer<byte[], byte[]> foreign =
                        RawTopic.producer("foreign-" + UUID.randomUUID())) {
            append(store, event("a", "one"));
            foreign.initTransactions();
            foreign.beginTransaction();
            foreign.send(new ProducerRecord<>(ledger.topic(), 0, null, "x".getBytes()));
            foreign.flush();
            foreign.abortTransaction();

            append(store, event("a", "two"));
            append(store, event("a", "three"));
            await().until(() -> store.state() instanceof StoreState.Serving);
            assertThat(payloads(store.read(0, 10))).containsExactly("one", "two", "three");
        }
    }

    @Test
    void a_follower_stops_at_a_record_of_somebody_else_too() {
        try (KafkaEventStore writer = KafkaEventStore.open(node("writer").build())) {
            append(writer, event("a", "one"));
            try (KafkaEventStore follower = KafkaEventStore.open(node("follower").build())) {
                foreignRecord();

                awaitRefused(follower, "it has no ce_position");
            }
        }
    }

    @Test
    void a_full_disk_under_the_index_is_said_so_and_the_index_is_kept(@TempDir Path directory)
            throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", small.toString()))
                .as("only root may mount a small file system")
                .isTrue();
        Queue<StoreState> states = new ConcurrentLinkedQueue<>();
        try (KafkaEventStore store =
                KafkaEventStore.open(
                        ledger.settings(small.resolve("index"))
                                .appendTimeout(Duration.ofSeconds(2))
                                .build(),
                        states::add)) {
            append(store, event("a", "before"));
            Path ballast = small.resolve("ballast");
            fill(ballast);

            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> {
                                tryAppend(store, incompressible());
                                return states.stream().anyMatch(FaultsTest::isFullDisk);
                            });
            Files.delete(ballast);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> store.state() instanceof StoreState.Serving);
            append(store, event("a", "after"));
            assertThat(payloads(store.read(0, 1))).containsExactly("before");
            // Made anew, it would have been read from the first event on.
            assertThat(states)
                    .filteredOn(StoreState.CatchingUp.class::isInstance)
                    .extracting(state -> ((StoreState.CatchingUp) state).position())
                    .filteredOn(position -> position == 0)
                    .hasSizeLessThanOrEqualTo(1);
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    private EventStoreSettings watchful() {
        return ledger.settings()
                .checkInterval(Duration.ofMillis(100))
                .ownershipInterval(Duration.ofMillis(50))
                .build();
    }

    private EventStoreSettings.Builder node(String name) {
        return ledger.settings(EmbeddedBroker.newDirectory())
                .advertisedAddress(name)
                .sessionTimeout(Duration.ofSeconds(2));
    }

    /** Without a transaction, as somebody's script would. */
    private void foreignRecord() {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", EmbeddedBroker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(ledger.topic(), 0, null, "somebody's".getBytes()));
        }
    }

    private static void assertUnavailable(KafkaEventStore store, String payload) {
        assertThatThrownBy(() -> append(store, event("a", payload)))
                .isInstanceOf(EventStoreFailure.Unavailable.class);
    }

    private static void awaitRefused(KafkaEventStore store, String reason) {
        Ledger.awaitRefused(store, Duration.ofSeconds(30), reason);
        assertThatThrownBy(() -> append(store, event("a", "refused")))
                .isInstanceOf(EventStoreFailure.Refused.class);
    }

    private static void tryAppend(KafkaEventStore store, String payload) {
        try {
            append(store, event("a", payload));
        } catch (EventStoreFailure.Unavailable full) {
            // What the test waits for.
        }
    }

    private static boolean isFullDisk(StoreState state) {
        return state instanceof StoreState.Unavailable(String reason)
                && reason.contains("The disk of the index is full");
    }

    private static String incompressible() {
        byte[] bytes = new byte[200_000];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[1 << 20];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
