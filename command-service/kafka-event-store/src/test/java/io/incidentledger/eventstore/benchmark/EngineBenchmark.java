package io.incidentledger.eventstore.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * <b>Question:</b> how many commands a second does the engine take, how long does one wait, and how
 * much of what Kafka can do is left after our work? <b>Decision:</b> Kafka as the event store with
 * one fenced writer and group commit, rather than Axon's own engine on PostgreSQL, which everybody
 * has; and whether the writer's own work (decision, chain, index) needs to be made cheaper.
 *
 * <p><b>Run:</b>
 *
 * <pre>
 * mvn -B -q -Pbenchmark -DskipTests test -pl command-service/kafka-event-store -am
 * </pre>
 *
 * <p>It takes about six minutes on an otherwise idle machine, prints one table, and fails only when
 * something does not work: slow is not red. Shorter, and less sure: {@code -Dbenchmark.rounds=1
 * -Dbenchmark.seconds=1 -Dbenchmark.events=40000} (multiples of 40,000). With {@code
 * -Dbenchmark.fsync=false} the broker does not wait for the disk, and what the waiting costs is the
 * difference.
 *
 * <p><b>Machine and protocol:</b> everything is on one machine and in one JVM but PostgreSQL, which
 * is a process of its own. Both wait for the disk at every commit. The contenders take turns, round
 * by round, so that what else the machine does meets all of them; the table holds the median of the
 * rounds. Writers are virtual threads in a closed loop, each on a notebook of its own that is left
 * for a new one after twenty notes. A command goes through Axon's command gateway, sources its
 * notebook, decodes its events, and appends an event of 400 bytes under the condition that the
 * notebook has not changed.
 *
 * <ol>
 *   <li>engine: ours, with its defaults, on the embedded broker;
 *   <li>JPA: Axon's, as it comes and at its best, see {@link JpaYardstick.Setting};
 *   <li>Axon without a log: the ceiling of the command's own way, see {@link InMemory};
 *   <li>raw: Kafka's producer, transactions of the size that the engine's had in the round before,
 *       see {@link RawProducer}; its times are those of a transaction;
 *   <li>JDBC: an insert with a unique key and a commit, from the pool of the better JPA.
 * </ol>
 */
class EngineBenchmark {

    private static final int[] WRITERS = {1, 16, 64, 256};
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 5);
    private static final Duration ROUND = Duration.ofSeconds(Long.getLong("benchmark.seconds", 3));
    private static final boolean FSYNC =
            Boolean.parseBoolean(System.getProperty("benchmark.fsync", "true"));
    private static final int EVENTS = Integer.getInteger("benchmark.events", 1_000_000);

    @Test
    void how_fast_the_engine_is_beside_its_yardsticks(@TempDir Path directory) throws Exception {
        List<String> report = new ArrayList<>();
        report.add(machine("before"));
        Settings settings = Settings.in(directory.resolve("broker")).withFsyncEveryWrite(FSYNC);
        try (EmbeddedKafka broker = EmbeddedKafka.start(settings)) {
            report.add("broker's fsync " + (FSYNC ? "on" : "off"));
            report.add(Contest.heading());
            try (Contest contest = new Contest(broker, directory)) {
                contest.hold(64, 1, ROUND.multipliedBy(2));
                for (int writers : WRITERS) {
                    contest.hold(writers, 1, Duration.ofSeconds(1));
                    report.addAll(contest.hold(writers, ROUNDS, ROUND));
                }
            }
            report.addAll(largeLedger(broker, directory));
        }
        report.add(machine("after"));
        System.out.println(String.join(System.lineSeparator(), report));
    }

    private static List<String> largeLedger(EmbeddedKafka broker, Path directory) throws Exception {
        try (KafkaCandidate candidate =
                new KafkaCandidate(
                        broker.bootstrapServers(), "large", directory.resolve("large"))) {
            LargeLedger ledger = new LargeLedger(candidate, EVENTS);
            Duration filled = ledger.fill();
            ledger.source(ROUND);
            Sample sourced = ledger.source(ROUND);
            List<Duration> restarts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                restarts.add(ledger.restart());
            }
            Duration rebuilt = ledger.rebuild();
            return List.of(
                    line("a ledger of %,d events", candidate.events()),
                    line(
                            "  filled in appends of 1,000: %,.0f events/s",
                            candidate.events() * 1e3 / filled.toMillis()),
                    line(
                            "  sourcing one of %d events: p50 %.2f ms, p99 %.2f ms",
                            LargeLedger.NOTES, sourced.p50(), sourced.p99()),
                    line(
                            "  serving again after a restart: %.2f s",
                            restarts.stream().sorted().toList().get(1).toMillis() / 1e3),
                    line(
                            "  serving again without its index: %.1f s, %,.0f events/s",
                            rebuilt.toMillis() / 1e3,
                            candidate.events() * 1e3 / rebuilt.toMillis()));
        }
    }

    private static String machine(String when) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return line(
                "%d cores, %d GB, Java %s, load %s: %.1f",
                system.getAvailableProcessors(),
                Math.round(system.getTotalMemorySize() / 1e9),
                Runtime.version(),
                when,
                system.getSystemLoadAverage());
    }

    private static String line(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
