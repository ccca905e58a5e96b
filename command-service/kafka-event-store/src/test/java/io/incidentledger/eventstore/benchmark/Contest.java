package io.incidentledger.eventstore.benchmark;

import io.incidentledger.embedded.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;

/** The engine and its yardsticks, all up at the same time, taking turns. */
final class Contest implements AutoCloseable {

    private static final int NOTES_IN_A_NOTEBOOK = 20;

    private enum Contender {
        ENGINE("engine"),
        JPA("JPA as it comes"),
        TUNED_JPA("JPA at its best"),
        MEMORY("Axon without a log"),
        RAW("raw transactions"),
        JDBC("plain JDBC inserts");

        private final String label;

        Contender(String label) {
            this.label = label;
        }
    }

    private final byte[] payload =
            JsonConverter.INSTANCE.bytes(
                    new Notebooks.NoteWritten(UUID.randomUUID().toString(), 7, Notebooks.TEXT));
    private final KafkaCandidate candidate;
    private final RawProducer raw;
    private final Postgres postgres;
    private final JpaYardstick jpa;
    private final JpaYardstick tunedJpa;
    private final AxonConfiguration onKafka;
    private final AxonConfiguration onJpa;
    private final AxonConfiguration onTunedJpa;

    Contest(EmbeddedKafka broker, Path directory) throws Exception {
        this.candidate =
                new KafkaCandidate(
                        broker.bootstrapServers(), "commands", directory.resolve("commands"));
        this.raw = new RawProducer(broker.bootstrapServers(), payload);
        this.postgres = new Postgres(directory.resolve("postgres"));
        this.jpa = new JpaYardstick(postgres, JpaYardstick.Setting.AS_IT_COMES);
        this.tunedJpa = new JpaYardstick(postgres, JpaYardstick.Setting.AT_ITS_BEST);
        this.onKafka = Notebooks.start(candidate.engine());
        this.onJpa = Notebooks.start(jpa.engine());
        this.onTunedJpa = Notebooks.start(tunedJpa.engine());
    }

    /** What it measured: a line for each contender, medians of the rounds. */
    List<String> hold(int writers, int rounds, Duration round) throws Exception {
        Map<Contender, List<Sample>> samples = new EnumMap<>(Contender.class);
        List<Double> batches = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            batches.add(turn(writers, round, samples));
        }
        double batch = batches.stream().sorted().toList().get(batches.size() / 2);
        double engine = Sample.median(samples.get(Contender.ENGINE)).perSecond();
        List<String> lines = new ArrayList<>();
        for (Contender contender : Contender.values()) {
            Sample median = Sample.median(samples.get(contender));
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%7s  %-18s %s   %s",
                            lines.isEmpty() ? writers : "",
                            contender.label,
                            median,
                            contender == Contender.ENGINE
                                    ? String.format(Locale.ROOT, "%.1f in a transaction", batch)
                                    : String.format(
                                            Locale.ROOT,
                                            "engine is %.2f of it",
                                            engine / median.perSecond())));
        }
        return lines;
    }

    static String heading() {
        return "writers                            /s   p50 ms   p99 ms";
    }

    /** Each once; returns how many events the engine committed in a transaction. */
    private double turn(int writers, Duration round, Map<Contender, List<Sample>> samples)
            throws Exception {
        long events = candidate.events();
        long transactions = candidate.transactions();
        note(samples, Contender.ENGINE, ClosedLoop.run(writers, round, i -> notes(onKafka)));
        double batch =
                (double) (candidate.events() - events) / (candidate.transactions() - transactions);
        note(samples, Contender.JPA, ClosedLoop.run(writers, round, i -> notes(onJpa)));
        note(samples, Contender.TUNED_JPA, ClosedLoop.run(writers, round, i -> notes(onTunedJpa)));
        // Its store is read from end to end at each sourcing: a full one answers nothing any more.
        AxonConfiguration inMemory = Notebooks.start(new InMemory());
        note(
                samples,
                Contender.MEMORY,
                ClosedLoop.run(writers, round.dividedBy(3), i -> notes(inMemory)));
        inMemory.shutdown();
        note(samples, Contender.RAW, raw.run((int) Math.round(batch), round));
        note(samples, Contender.JDBC, ClosedLoop.run(writers, round, i -> rows()));
        return batch;
    }

    private static void note(
            Map<Contender, List<Sample>> samples, Contender contender, Sample sample) {
        samples.computeIfAbsent(contender, first -> new ArrayList<>()).add(sample);
    }

    private static ClosedLoop.Order notes(AxonConfiguration axon) {
        CommandGateway gateway = axon.getComponent(CommandGateway.class);
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
                Postgres.insertPlain(tunedJpa.pool(), notebook, ++notes, payload);
            }
        };
    }

    @Override
    public void close() {
        onKafka.shutdown();
        onJpa.shutdown();
        onTunedJpa.shutdown();
        jpa.close();
        tunedJpa.close();
        postgres.close();
        raw.close();
        candidate.close();
    }
}
