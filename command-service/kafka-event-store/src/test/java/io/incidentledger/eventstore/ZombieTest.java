package io.incidentledger.eventstore;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static io.incidentledger.eventstore.Ledger.tag;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * G4: a writer that is stopped for longer than every time-out, replaced, and goes on as if nothing
 * had happened. Real processes and signals.
 */
class ZombieTest {

    private static final Duration SESSION = Duration.ofSeconds(3);

    private final Ledger ledger = new Ledger();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void a_writer_that_slept_through_its_replacement_answers_nothing_stale(@TempDir Path directory)
            throws Exception {
        Path replaced = directory.resolve("replaced");
        Process sleeper = child(directory.resolve("index"), replaced);
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> count("wrote ") > 50);
            try (KafkaEventStore other = open("other", EmbeddedBroker.newDirectory())) {
                signal("STOP", sleeper);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> other.state() instanceof StoreState.Serving);
                long position = append(other, event("a", "from the other"));
                Files.createFile(replaced);
                signal("CONT", sleeper);
                await().atMost(Duration.ofSeconds(60)).until(() -> count("following") > 0);

                assertThat(other.state()).isInstanceOf(StoreState.Serving.class);
                assertThat(said)
                        .filteredOn(line -> line.startsWith("late answer "))
                        .allMatch(line -> Long.parseLong(line.substring(12)) >= position);
                assertThat(said).noneMatch(line -> line.startsWith("late wrote "));
                assertThat(Ledger.payloads(other.read(0, Integer.MAX_VALUE)))
                        .doesNotHaveDuplicates()
                        .containsAll(
                                said.stream()
                                        .filter(line -> line.startsWith("wrote "))
                                        .map(line -> line.substring(6))
                                        .toList());
            }
        } finally {
            assertThat(sleeper.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private long count(String prefix) {
        return said.stream().filter(line -> line.startsWith(prefix)).count();
    }

    private Process child(Path index, Path replaced) throws IOException {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Daxoniq.update-checker.disabled=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                EmbeddedBroker.bootstrapServers(),
                                ledger.topic(),
                                index.toString(),
                                replaced.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        Thread.startVirtualThread(() -> relay(output));
        return process;
    }

    private void relay(BufferedReader output) {
        try (output) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
            }
        } catch (IOException killed) {
            // It had its say.
        }
    }

    private static void signal(String signal, Process process) throws Exception {
        Process kill =
                new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private KafkaEventStore open(String name, Path index) {
        return open(EmbeddedBroker.bootstrapServers(), ledger.topic(), name, index);
    }

    private static KafkaEventStore open(
            String bootstrapServers, String topic, String name, Path index) {
        return KafkaEventStore.open(
                EventStoreSettings.builder(bootstrapServers, topic, index)
                        .singleBroker()
                        .subjectTag("incident")
                        .advertisedAddress(name)
                        .sessionTimeout(SESSION)
                        .transactionTimeout(Duration.ofSeconds(5))
                        .build());
    }

    /**
     * Writes and asks without a pause, and says what came of it. "Late" is what was begun after the
     * replacement had written.
     */
    static final class Child {

        public static void main(String[] arguments) throws Exception {
            KafkaEventStore store =
                    open(arguments[0], arguments[1], "sleeper", Path.of(arguments[2]));
            Path replaced = Path.of(arguments[3]);
            Thread.ofPlatform()
                    .start(
                            () -> {
                                for (int i = 0; ; i++) {
                                    String late = Files.exists(replaced) ? "late " : "";
                                    String payload = "sleeper " + i;
                                    try {
                                        append(store, event("a", payload));
                                        say(late + "wrote " + payload);
                                    } catch (RuntimeException refused) {
                                        pause();
                                    }
                                }
                            });
            while (true) {
                String late = Files.exists(replaced) ? "late " : "";
                try {
                    say(late + "answer " + store.lastPosition(tag("a")).orElse(-1));
                } catch (EventStoreFailure refused) {
                    pause();
                }
                if (!late.isEmpty() && store.state() instanceof StoreState.Following) {
                    say("following");
                }
            }
        }

        private static void pause() {
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private static synchronized void say(String line) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
