package io.incidentledger.reliability.storm;

import io.incidentledger.reliability.check.Check;
import io.incidentledger.reliability.check.LogFile;
import io.incidentledger.reliability.check.ViewDump;
import io.incidentledger.reliability.cluster.Cluster;
import io.incidentledger.reliability.history.Exchange;
import io.incidentledger.reliability.history.HistoryFile;
import io.incidentledger.reliability.load.Api;
import io.incidentledger.reliability.load.Load;
import io.incidentledger.reliability.storm.Outcome.Done;
import io.incidentledger.reliability.storm.Script.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One run: a cluster, clients, the faults of a script one after the other, and the check. */
public final class Storm {
    private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(90);

    private final Path launcher;
    private final Path directory;
    private final Duration atMost;
    private final Consumer<String> tell;

    /**
     * @param directory for what the members keep and for the files of the check; empty
     * @param atMost after which no further fault begins
     * @param tell is told what happens
     */
    public Storm(Path launcher, Path directory, Duration atMost, Consumer<String> tell) {
        this.launcher = launcher;
        this.directory = directory;
        this.atMost = atMost;
        this.tell = tell;
    }

    private record Span(Step step, long hit, long settled) {}

    /**
     * Does it all. The files stay: {@code history.jsonl}, {@code log.jsonl}, {@code views.jsonl}
     * and the output of every member.
     *
     * @throws IllegalStateException when the cluster does not start, or is too broken in the end to
     *     be looked at
     */
    Outcome run(Script script) throws IOException {
        Files.createDirectories(directory);
        Instant began = Instant.now();
        List<Span> spans = new ArrayList<>();
        List<FaultKind> leftOut = new ArrayList<>();
        Path history = directory.resolve("history.jsonl");
        List<ConsumerRecord<byte[], byte[]>> log;
        List<ViewDump> views;
        @Nullable String stopped = null;
        Map<String, Integer> ended;
        try (Cluster cluster = new Cluster(launcher, directory)) {
            tell("Starting three brokers, two command nodes, two query nodes and PostgreSQL");
            cluster.start();
            try (HistoryFile file = HistoryFile.create(history);
                    Api api = new Api(cluster.token())) {
                Load load = new Load(api, file, cluster.commandNodes(), cluster.queryNodes());
                load.start(script.seed());
                awaitPulse(load, file.now());
                try {
                    storm(script, new Stage(cluster), load, file, spans, leftOut);
                } catch (IllegalStateException stuck) {
                    // What was said until then is worth a look all the more.
                    stopped = String.valueOf(stuck.getMessage());
                    tell("Stopped: " + stopped);
                }
                load.close();
                ended = cluster.endedByThemselves();
                // The ledger reminds people by itself; nothing may be recorded while it is looked
                // at.
                cluster.commandNodes().forEach(it -> it.member().end());
                log = LogFile.ofTopic(cluster.brokers().bootstrapServers(), "incident-ledger");
                LogFile.write(directory.resolve("log.jsonl"), log);
                tell("The log has " + log.size() + " events; asking both query nodes for all");
                views = new Showing(api, cluster.queryNodes()).of(log);
                Showing.write(directory.resolve("views.jsonl"), views);
            }
        }
        tell("Checking");
        List<Exchange> exchanges = HistoryFile.read(history);
        Check.Result result = Check.of(exchanges, log, views);
        return new Outcome(
                script.seed(),
                script.steps().size(),
                measured(spans, exchanges),
                leftOut,
                stopped,
                ended,
                result,
                Duration.between(began, Instant.now()).toSeconds());
    }

    private void storm(
            Script script,
            Stage stage,
            Load load,
            HistoryFile file,
            List<Span> spans,
            List<FaultKind> leftOut) {
        long end = System.nanoTime() + atMost.toNanos();
        for (int i = 0; i < script.steps().size(); i++) {
            Step step = script.steps().get(i);
            if (System.nanoTime() - end > 0) {
                tell("The time is over; " + (script.steps().size() - i) + " faults left out");
                return;
            }
            Cluster.pause(step.calm());
            long[] hit = {file.now()};
            boolean done = stage.act(step, () -> hit[0] = file.now());
            if (!done) {
                tell(step.kind() + " left out: no file system can be mounted here");
                leftOut.add(step.kind());
                continue;
            }
            long mended = file.now();
            stage.settle();
            awaitPulse(load, mended);
            long settled = file.now();
            spans.add(new Span(step, hit[0], settled));
            tell(
                    String.format(
                            Locale.ROOT,
                            "%d/%d %s: %.1f s",
                            i + 1,
                            script.steps().size(),
                            step.kind(),
                            (settled - hit[0]) / 1e6));
        }
    }

    private static void awaitPulse(Load load, long after) {
        Cluster.await(
                "an order is acknowledged", RECOVERED_WITHIN, () -> load.pulseAfter(after) >= 0);
    }

    private static List<Done> measured(List<Span> spans, List<Exchange> history) {
        Pauses pauses = new Pauses(history);
        return spans.stream()
                .map(
                        it ->
                                new Done(
                                        it.step(),
                                        pauses.recovery(it.hit()) / 1_000,
                                        pauses.longest(it.hit(), it.settled()) / 1_000,
                                        pauses.failed(it.hit(), it.settled())))
                .toList();
    }

    private void tell(String what) {
        tell.accept(what);
    }
}
