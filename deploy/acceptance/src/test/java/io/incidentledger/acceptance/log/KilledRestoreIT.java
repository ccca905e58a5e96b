package io.incidentledger.acceptance.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.archive.ArchiveExport;
import io.incidentledger.eventstore.archive.ArchiveProgress;
import io.incidentledger.eventstore.read.EventSourceSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program, killed while it restores into a broker that lives on. */
class KilledRestoreIT {
    private static final int TOGETHER = 1_000;
    private static final int EVENTS = 25 * TOGETHER;
    private static final int KILLS = 2;

    @TempDir Path directory;

    @Test
    void a_restore_that_is_killed_again_and_again_ends_byte_for_byte_and_nobody_opens_half_of_it()
            throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Path file = directory.resolve("backup.jsonl");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Settings.in(directory.resolve("kafka")));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            write(kafka, "original");
            export(kafka, "original", file);

            // Once as soon as there is anything, then somewhere in the first two thirds.
            for (long offset :
                    LongStream.concat(
                                    LongStream.of(1),
                                    new Random(seed).longs(KILLS, 1, EVENTS * 2 / 3).sorted())
                            .toArray()) {
                killAt(offset, restore(kafka, file), admin);

                assertNotOpened(kafka);
                forgetWhoRestores(admin);
                assertNotOpened(kafka);
            }
            Process last = restore(kafka, file);

            assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(last.exitValue()).as(output()).isZero();
            Path again = directory.resolve("again.jsonl");
            export(kafka, "restored", again);
            assertThat(events(again).equals(events(file))).as("every line is the same").isTrue();
            try (KafkaEventStore store = KafkaEventStore.open(settings(kafka, "restored"))) {
                assertThat(store.head().nextPosition()).isEqualTo(EVENTS);
            }
        }
    }

    private Process restore(EmbeddedKafka kafka, Path file) throws Exception {
        return new ProcessBuilder(
                        Path.of("..", "ledger").toAbsolutePath().normalize().toString(),
                        "restore",
                        file.toString(),
                        "--kafka=" + kafka.bootstrapServers(),
                        "--topic=restored",
                        "--single-broker")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("out").toFile()))
                .start();
    }

    private void killAt(long offset, Process restore, Admin admin) throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !restore.isAlive() || end(admin) >= offset);
        restore.destroyForcibly();
        assertThat(restore.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(restore.exitValue()).as(output()).isEqualTo(128 + 9);
    }

    /** One that was killed before it took the ledger has left nothing to forget. */
    private static void forgetWhoRestores(Admin admin) throws Exception {
        try {
            admin.deleteConsumerGroups(List.of("restored-writer.owner")).all().get();
        } catch (ExecutionException failure) {
            assertThat(failure).hasCauseInstanceOf(GroupIdNotFoundException.class);
        }
    }

    private String output() throws Exception {
        return Files.readString(directory.resolve("out"));
    }

    private static long end(Admin admin) throws Exception {
        if (!admin.listTopics().names().get().contains("restored")) {
            return 0;
        }
        TopicPartition partition = new TopicPartition("restored", 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private void assertNotOpened(EmbeddedKafka kafka) {
        assertThatThrownBy(() -> KafkaEventStore.open(settings(kafka, "restored")))
                .isInstanceOf(EventStoreFailure.Refused.class)
                .hasMessageContaining("Run the restore again until it has finished");
    }

    private void write(EmbeddedKafka kafka, String topic) {
        try (KafkaEventStore store = KafkaEventStore.open(settings(kafka, topic))) {
            for (int i = 0; i < EVENTS / TOGETHER; i++) {
                commit(
                        store.storageEngine()
                                .appendEvents(AppendCondition.none(), null, notes(i))
                                .join());
            }
        }
    }

    private static <R> void commit(EventStorageEngine.AppendTransaction<R> transaction) {
        transaction.commit(null).join();
    }

    private static List<TaggedEventMessage<?>> notes(int batch) {
        return IntStream.range(0, TOGETHER)
                .<TaggedEventMessage<?>>mapToObj(
                        i ->
                                new GenericTaggedEventMessage<>(
                                        new GenericEventMessage(
                                                UUID.randomUUID().toString(),
                                                new MessageType("NoteTaken", "1"),
                                                ("{\"note\":" + i + "}").getBytes(UTF_8),
                                                Map.of("actor", "@ana"),
                                                Instant.EPOCH),
                                        Set.of(new Tag("incident", "i" + batch))))
                .toList();
    }

    /** The lines between the header, which names the ledger, and the summary. */
    private static List<String> events(Path file) throws Exception {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(EVENTS + 2);
        return lines.subList(1, lines.size() - 1);
    }

    private static void export(EmbeddedKafka kafka, String topic, Path file) {
        ArchiveExport.sealed(
                new EventSourceSettings(kafka.bootstrapServers(), topic, "incident"),
                file,
                ArchiveProgress.NONE);
    }

    private EventStoreSettings settings(EmbeddedKafka kafka, String topic) {
        return EventStoreSettings.builder(
                        kafka.bootstrapServers(), topic, directory.resolve(topic + "-index"))
                .singleBroker()
                .subjectTag("incident")
                .build();
    }
}
