package io.incidentledger.eventstore;

import static io.incidentledger.eventstore.Ledger.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import io.incidentledger.eventstore.read.EventSourceSettings;
import io.incidentledger.eventstore.read.LogAudit;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G1, G3, G5: broker and store are killed together in the middle of a load, several times. */
class KillTest {

    private static final int KILLS = 2;
    private static final int WRITERS = 8;

    @TempDir Path directory;

    @Test
    void after_sigkill_every_acknowledged_command_is_there_once_and_whole() throws Exception {
        Set<String> acknowledged = new LinkedHashSet<>();
        for (int kill = 0; kill < KILLS; kill++) {
            int before = acknowledged.size();
            runAndKill("run-" + kill, acknowledged, before + 400);
        }

        try (EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(directory.resolve("kafka")));
                KafkaEventStore store = KafkaEventStore.open(settings(broker, directory))) {
            List<RecordedEvent> log = store.read(0, Integer.MAX_VALUE);
            Map<String, List<RecordedEvent>> byCommand =
                    log.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            event -> event.metadata().get("commandId")));

            assertThat(byCommand.keySet()).containsAll(acknowledged);
            assertThat(byCommand)
                    .allSatisfy(
                            (command, events) ->
                                    assertThat(Ledger.payloads(events))
                                            .as(command)
                                            .containsExactly(
                                                    command + " 0",
                                                    command + " 1",
                                                    command + " 2"));
            assertThat(log.stream().map(RecordedEvent::position))
                    .isEqualTo(IntStream.range(0, log.size()).mapToObj(Long::valueOf).toList());
            assertThat(
                            LogAudit.of(
                                    new EventSourceSettings(
                                            broker.bootstrapServers(), "killed", "incident")))
                    .isEqualTo(new LogAudit(0, log.size(), store.head().chain(), 0, null));
        }
    }

    private void runAndKill(String run, Set<String> acknowledged, int untilAcknowledged)
            throws Exception {
        Process child =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx512m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Daxoniq.update-checker.disabled=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                directory.toString(),
                                run)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            while (acknowledged.size() < untilAcknowledged) {
                String line = output.readLine();
                assertThat(line).as("the child goes on until it is killed").isNotNull();
                acknowledged.add(line);
            }
            // By its handle: the process would close what it has still to say.
            child.toHandle().destroyForcibly();
            // What it said before it died counts too, unless the last line was cut.
            output.lines().filter(line -> line.endsWith(".")).forEach(acknowledged::add);
        } finally {
            assertThat(child.destroyForcibly().waitFor(30, SECONDS)).isTrue();
        }
    }

    private static EventStoreSettings settings(EmbeddedKafka broker, Path directory) {
        return EventStoreSettings.builder(
                        broker.bootstrapServers(), "killed", directory.resolve("index"))
                .singleBroker()
                .build();
    }

    /** Gives orders of three events and says which were acknowledged, until it is killed. */
    static final class Child {

        /** Ends the process when it fails: the broker's threads would keep it, and who reads it. */
        public static void main(String[] arguments) {
            try {
                giveOrders(arguments);
            } catch (Throwable failure) {
                failure.printStackTrace();
                Runtime.getRuntime().halt(1);
            }
        }

        private static void giveOrders(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(directory.resolve("kafka")));
            KafkaEventStore store = KafkaEventStore.open(settings(broker, directory));
            List<Thread> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String name = arguments[1] + "-" + writer + "-";
                writers.add(
                        Thread.startVirtualThread(
                                () -> {
                                    for (int i = 0; ; i++) {
                                        String command = name + i + ".";
                                        Map<String, String> metadata =
                                                Map.of("actor", "ana", "commandId", command);
                                        List<TaggedEventMessage<?>> events =
                                                IntStream.range(0, 3)
                                                        .<TaggedEventMessage<?>>mapToObj(
                                                                j ->
                                                                        event(
                                                                                "a",
                                                                                command + " " + j,
                                                                                metadata))
                                                        .toList();
                                        Ledger.appendLater(
                                                        store.storageEngine(),
                                                        AppendCondition.none(),
                                                        events)
                                                .orTimeout(30, TimeUnit.SECONDS)
                                                .join();
                                        synchronized (System.out) {
                                            System.out.println(command);
                                            System.out.flush();
                                        }
                                    }
                                }));
            }
            for (Thread writer : writers) {
                writer.join();
            }
            throw new IllegalStateException("No order was answered for 30 s");
        }
    }
}
