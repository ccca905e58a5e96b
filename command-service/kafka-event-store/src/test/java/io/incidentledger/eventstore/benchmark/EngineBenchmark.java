package io.incidentledger.eventstore.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.conversion.json.JacksonConverter;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
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
 * <p>It takes about seven minutes on an otherwise idle machine, prints one table, and fails only
 * when something does not work: slow is not red. {@code -Dbenchmark.rounds=5 -Dbenchmark.seconds=3
 * -Dbenchmark.events=1000000} are the defaults.
 *
 * <p><b>Machine and protocol:</b> everything is on one machine and in one JVM but PostgreSQL, which
 * is a process of its own. Both wait for the disk at every commit. The four take turns, round by
 * round, so that what else the machine does meets all of them; the table holds the median of the
 * rounds. Writers are virtual threads in a closed loop, each on a notebook of its own that is left
 * for a new one after twenty notes. A command goes through Axon's command gateway, sources its
 * notebook, decodes its events, and appends an event of 400 bytes under the condition that the
 * notebook has not changed.
 *
 * <ol>
 *   <li>engine: ours, with its defaults, on the embedded broker;
 *   <li>JPA: Axon's, see {@link JpaYardstick} for its settings;
 *   <li>raw: Kafka's producer, transactions of the size that the engine's had in the round before,
 *       see {@link RawProducer}; its times are those of a transaction;
 *   <li>JDBC: an insert with a unique key and a commit, from the same pool as JPA.
 * </ol>
 */
class EngineBenchmark {

    private static final int[] WRITERS = {1, 16, 64, 256};
    private static final int NOTES_IN_A_NOTEBOOK = 20;
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 5);
    private static final Duration ROUND = Duration.ofSeconds(Long.getLong("benchmark.seconds", 3));
    private static final int EVENTS = Integer.getInteger("benchmark.events", 1_000_000);

    private enum Contender {
        ENGINE,
        JPA,
        RAW,
        JDBC
    }

    private record Row(int writers, double batch, Map<Contender, Sample> medians) {}

    private final byte[] payload =
            Objects.requireNonNull(
                    new JacksonConverter()
                            .convert(
                                    new Notebooks.NoteWritten(
                                            UUID.randomUUID().toString(), 7, Notebooks.TEXT),
                                    byte[].class));

    @Test
    void how_fast_the_engine_is_beside_its_yardsticks(@TempDir Path directory) throws Exception {
        List<String> report = new ArrayList<>();
        report.add(machine());
        try (EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(directory.resolve("broker")))) {
            report.addAll(commands(broker, directory));
            report.addAll(largeLedger(broker, directory));
        }
        System.out.println(String.join(System.lineSeparator(), report));
    }

    private List<String> commands(EmbeddedKafka broker, Path directory) throws Exception {
        try (JpaYardstick jpa = new JpaYardstick(directory.resolve("postgres"));
                RawProducer raw = new RawProducer(broker.bootstrapServers(), payload);
                KafkaCandidate candidate =
                        new KafkaCandidate(
                                broker.bootstrapServers(),
                                "commands",
                                directory.resolve("commands"))) {
            AxonConfiguration onKafka = Notebooks.start(candidate.engine());
            AxonConfiguration onJpa = Notebooks.start(jpa.engine());
            Round round = new Round(candidate, onKafka, jpa, onJpa, raw);
            round.run(64, ROUND.multipliedBy(2), new EnumMap<>(Contender.class));
            List<Row> rows = new ArrayList<>();
            for (int writers : WRITERS) {
                rows.add(rounds(round, writers));
            }
            onKafka.shutdown();
            onJpa.shutdown();
            return table(rows);
        }
    }

    private static Row rounds(Round round, int writers) throws Exception {
        Map<Contender, List<Sample>> samples = new EnumMap<>(Contender.class);
        round.run(writers, Duration.ofSeconds(1), new EnumMap<>(Contender.class));
        List<Double> batches = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            batches.add(round.run(writers, ROUND, samples));
        }
        Map<Contender, Sample> medians = new EnumMap<>(Contender.class);
        samples.forEach((contender, all) -> medians.put(contender, Sample.median(all)));
        return new Row(
                writers, batches.stream().sorted().toList().get(batches.size() / 2), medians);
    }

    private final class Round {

        private final KafkaCandidate candidate;
        private final CommandGateway onKafka;
        private final JpaYardstick jpa;
        private final CommandGateway onJpa;
        private final RawProducer raw;

        Round(
                KafkaCandidate candidate,
                AxonConfiguration onKafka,
                JpaYardstick jpa,
                AxonConfiguration onJpa,
                RawProducer raw) {
            this.candidate = candidate;
            this.onKafka = onKafka.getComponent(CommandGateway.class);
            this.jpa = jpa;
            this.onJpa = onJpa.getComponent(CommandGateway.class);
            this.raw = raw;
        }

        /**
         * Each once, adding to the samples; returns how many events the engine committed at a time.
         */
        double run(int writers, Duration duration, Map<Contender, List<Sample>> samples)
                throws Exception {
            long events = candidate.events();
            long transactions = candidate.transactions();
            Sample engine = ClosedLoop.run(writers, duration, writer -> notes(onKafka));
            double batch =
                    (double) (candidate.events() - events)
                            / (candidate.transactions() - transactions);
            note(samples, Contender.ENGINE, engine);
            note(samples, Contender.JPA, ClosedLoop.run(writers, duration, writer -> notes(onJpa)));
            note(samples, Contender.RAW, raw.run((int) Math.round(batch), duration));
            note(samples, Contender.JDBC, ClosedLoop.run(writers, duration, writer -> rows()));
            System.out.printf(Locale.ROOT, "%d writers, batch %.1f: %s%n", writers, batch, samples);
            return batch;
        }

        private static void note(
                Map<Contender, List<Sample>> samples, Contender contender, Sample sample) {
            samples.computeIfAbsent(contender, first -> new ArrayList<>()).add(sample);
        }

        private static ClosedLoop.Order notes(CommandGateway gateway) {
            return new ClosedLoop.Order() {
                private String notebook = "";
                private int notes;

                @Override
                public void place() {
                    if (notes++ % NOTES_IN_A_NOTEBOOK == 0) {
                        notebook = UUID.randomUUID().toString();
                    }
                    gateway.sendAndWait(new Notebooks.WriteNote(notebook, Notebooks.TEXT));
                }
            };
        }

        private ClosedLoop.Order rows() {
            return new ClosedLoop.Order() {
                private final String notebook = UUID.randomUUID().toString();
                private int notes;

                @Override
                public void place() throws Exception {
                    jpa.insertPlain(notebook, ++notes, payload);
                }
            };
        }
    }

    private static List<String> table(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(
                "        |           engine            |             JPA             |"
                        + "       raw transactions      |          plain JDBC         |  engine to");
        lines.add(
                "writers |       /s   p50 ms   p99 ms  |       /s   p50 ms   p99 ms  |"
                        + "       /s   p50 ms   p99 ms  |       /s   p50 ms   p99 ms  |"
                        + "   JPA   raw  batch");
        for (Row row : rows) {
            Map<Contender, Sample> of = row.medians();
            double rate = of.get(Contender.ENGINE).perSecond();
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%7d | %s | %s | %s | %s | %5.1f %5.2f %6.1f",
                            row.writers(),
                            of.get(Contender.ENGINE),
                            of.get(Contender.JPA),
                            of.get(Contender.RAW),
                            of.get(Contender.JDBC),
                            rate / of.get(Contender.JPA).perSecond(),
                            rate / of.get(Contender.RAW).perSecond(),
                            row.batch()));
        }
        return lines;
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
                    "",
                    String.format(
                            Locale.ROOT,
                            "a ledger of %,d events, filled at %,.0f events/s in appends of 1,000",
                            candidate.events(),
                            EVENTS * 1e3 / filled.toMillis()),
                    String.format(
                            Locale.ROOT,
                            "  sourcing one of %d events: p50 %.2f ms, p99 %.2f ms",
                            LargeLedger.NOTES,
                            sourced.p50(),
                            sourced.p99()),
                    String.format(
                            Locale.ROOT,
                            "  serving again after a restart: %.2f s",
                            restarts.stream().sorted().toList().get(1).toMillis() / 1e3),
                    String.format(
                            Locale.ROOT,
                            "  serving again without its index: %.1f s, %,.0f events/s",
                            rebuilt.toMillis() / 1e3,
                            EVENTS * 1e3 / rebuilt.toMillis()));
        }
    }

    private static String machine() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%n%d cores, %d GB, load %.1f before the start, Java %s",
                system.getAvailableProcessors(),
                Math.round(system.getTotalMemorySize() / 1e9),
                system.getSystemLoadAverage(),
                Runtime.version());
    }
}
