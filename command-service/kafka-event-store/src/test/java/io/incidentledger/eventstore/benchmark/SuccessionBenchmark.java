package io.incidentledger.eventstore.benchmark;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.StoreState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * <b>Question:</b> with a million events in the ledger, how soon does a node that has followed
 * write, and how soon one without an index? <b>Decision:</b> every node follows into an index of
 * its own, instead of one index that is handed over or read when it is needed.
 *
 * <p><b>Run:</b>
 *
 * <pre>
 * mvn -B -q -Pbenchmark -DskipTests -Dtest=SuccessionBenchmark \
 *     -Dsurefire.failIfNoSpecifiedTests=false test -pl command-service/kafka-event-store -am
 * </pre>
 *
 * <p><b>Protocol:</b> everything in one JVM, the broker with fsync. Taking over is measured from
 * the moment in which the follower is chosen until it serves, so the fence itself, the proofs and a
 * new producer are in it; the pause from when the writer is told to close. Five times to and fro. A
 * cold node opens an empty index while nobody else is there, three times. Shorter: {@code
 * -Dbenchmark.events=200000}.
 */
class SuccessionBenchmark {

    private static final int EVENTS = Integer.getInteger("benchmark.events", 1_000_000);

    @Test
    void how_soon_another_node_writes(@TempDir Path directory) throws Exception {
        List<String> report = new ArrayList<>();
        try (EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(directory.resolve("broker")))) {
            try (KafkaCandidate candidate =
                    new KafkaCandidate(
                            broker.bootstrapServers(), "large", directory.resolve("large"))) {
                new LargeLedger(candidate, EVENTS).fill();
                report.add(line("a ledger of %,d events", candidate.events()));
            }
            report.add(takingOver(broker, directory));
            for (int i = 0; i < 3; i++) {
                report.add(cold(broker, directory.resolve("cold-" + i)));
            }
        }
        System.out.println(String.join(System.lineSeparator(), report));
    }

    private static String takingOver(EmbeddedKafka broker, Path directory) {
        Path[] indexes = {directory.resolve("one"), directory.resolve("two")};
        List<Long> taking = new ArrayList<>();
        List<Long> pauses = new ArrayList<>();
        Watched writer = new Watched(broker, indexes[0]);
        for (int i = 0; i < 5; i++) {
            Watched follower = new Watched(broker, indexes[(i + 1) % 2]);
            long closing = System.nanoTime();
            writer.store.close();
            while (!(follower.store.state() instanceof StoreState.Serving)) {
                LockSupport.parkNanos(1_000_000);
            }
            pauses.add((System.nanoTime() - closing) / 1_000_000);
            taking.add((follower.servingAt - follower.chosenAt) / 1_000_000);
            writer = follower;
        }
        writer.store.close();
        return line(
                "  taking over, in ms: %s; from the order to close until the next one writes: %s",
                taking, pauses);
    }

    private static String cold(EmbeddedKafka broker, Path index) {
        long start = System.nanoTime();
        try (Watched cold = new Watched(broker, index)) {
            while (!(cold.store.state() instanceof StoreState.Serving)) {
                LockSupport.parkNanos(1_000_000);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return line(
                    "  a node without an index serves after %.1f s, %,.0f events/s",
                    seconds, cold.store.head().nextPosition() / seconds);
        }
    }

    private static String line(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }

    /** A node, and when it last was chosen and served. */
    private static final class Watched implements AutoCloseable {

        private volatile boolean follows;
        private volatile long chosenAt;
        private volatile long servingAt;
        private final KafkaEventStore store;

        Watched(EmbeddedKafka broker, Path index) {
            store =
                    KafkaEventStore.open(
                            EventStoreSettings.builder(broker.bootstrapServers(), "large", index)
                                    .singleBroker()
                                    .advertisedAddress(index.getFileName().toString())
                                    .openTimeout(Duration.ofMinutes(2))
                                    .build(),
                            state -> {
                                if (state instanceof StoreState.Following) {
                                    follows = true;
                                } else if (follows) {
                                    follows = false;
                                    chosenAt = System.nanoTime();
                                }
                                if (state instanceof StoreState.Serving) {
                                    servingAt = System.nanoTime();
                                }
                            });
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
