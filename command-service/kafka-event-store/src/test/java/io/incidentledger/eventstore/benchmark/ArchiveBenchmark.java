package io.incidentledger.eventstore.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.incidentledger.embedded.kafka.EmbeddedKafka;
import io.incidentledger.embedded.kafka.Settings;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.archive.ArchiveAudit;
import io.incidentledger.eventstore.archive.ArchiveExport;
import io.incidentledger.eventstore.archive.ArchiveProgress;
import io.incidentledger.eventstore.archive.ArchiveRestore;
import io.incidentledger.eventstore.archive.ArchiveSummary;
import io.incidentledger.eventstore.read.EventSourceSettings;
import io.incidentledger.eventstore.read.LogAudit;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * <b>Question:</b> how long do verification, backup and restore of a large log take?
 * <b>Decision:</b> whether a nightly verification of all of it is reasonable, and whether an export
 * that is taken up may read the log from its beginning.
 *
 * <p><b>Run:</b>
 *
 * <pre>
 * mvn -B -q -Pbenchmark -DskipTests -Dtest=ArchiveBenchmark -Dsurefire.failIfNoSpecifiedTests=false \
 *     test -pl command-service/kafka-event-store -am
 * </pre>
 *
 * <p><b>Machine and protocol:</b> a ledger of a million events (or {@code -Dbenchmark.events}, in
 * multiples of 40,000) of 400 bytes of payload on the embedded broker with fsync, in the same JVM.
 * Each step once, one after the other.
 */
class ArchiveBenchmark {

    private static final int EVENTS = Integer.getInteger("benchmark.events", 1_000_000);

    @Test
    void how_long_a_large_log_takes(@TempDir Path directory) throws Exception {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(
                Locale.ROOT,
                "%d cores, Java %s, load before: %.1f%n",
                system.getAvailableProcessors(),
                Runtime.version(),
                system.getSystemLoadAverage());
        try (EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(directory.resolve("kafka")))) {
            long events;
            try (KafkaCandidate candidate =
                    new KafkaCandidate(
                            broker.bootstrapServers(), "large", directory.resolve("index"))) {
                new LargeLedger(candidate, EVENTS).fill();
                events = candidate.events();
            }
            var source = new EventSourceSettings(broker.bootstrapServers(), "large", Notebooks.TAG);
            Path file = directory.resolve("large.jsonl");

            LogAudit audit = timed("verify the log", events, () -> LogAudit.of(source));
            ArchiveSummary exported =
                    timed(
                            "export",
                            events,
                            () -> ArchiveExport.sealed(source, file, ArchiveProgress.NONE));
            System.out.printf(Locale.ROOT, "  the file: %,d MB%n", Files.size(file) / 1_000_000);
            Files.copy(file, directory.resolve("again.jsonl.part"));
            timed(
                    "export, taken up at its end",
                    events,
                    () ->
                            ArchiveExport.sealed(
                                    source,
                                    directory.resolve("again.jsonl"),
                                    ArchiveProgress.NONE));
            ArchiveAudit inFile =
                    timed(
                            "verify the file",
                            events,
                            () ->
                                    ArchiveAudit.of(
                                            file, LogAudit.Walk.TO_THE_END, ArchiveProgress.NONE));
            ArchiveSummary restored =
                    timed(
                            "restore (verify the file, write, verify the log)",
                            events,
                            () ->
                                    ArchiveRestore.into(
                                            EventStoreSettings.builder(
                                                            broker.bootstrapServers(),
                                                            "restored",
                                                            directory.resolve("unused"))
                                                    .singleBroker()
                                                    .build(),
                                            file,
                                            position -> false,
                                            ArchiveProgress.NONE));

            assertThat(audit.next()).isEqualTo(events);
            assertThat(inFile.chain()).isEqualTo(audit.chain());
            assertThat(restored).isEqualTo(exported);
        }
        System.out.printf(Locale.ROOT, "load after: %.1f%n", system.getSystemLoadAverage());
    }

    private static <T> T timed(String what, long events, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT, "  %s: %.1f s, %,.0f events/s%n", what, seconds, events / seconds);
        return result;
    }
}
