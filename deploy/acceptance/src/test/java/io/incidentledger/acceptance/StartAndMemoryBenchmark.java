package io.incidentledger.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long until the standalone is of use, and what does it hold while nobody uses it? Supports the
 * choice of JVM flags and of the archive of parsed classes (decision 0042).
 *
 * <p>Ready means: an incident was declared over REST and read back from the view. The clock runs
 * from the start of the launcher's process. The memory is the sum over the JVM and every process of
 * the database, after the twelve incidents of the demo went in and a minute of rest.
 *
 * <p>{@code mvn -B -q -Pstart-benchmark -DskipTests verify -pl deploy/acceptance -am}
 */
class StartAndMemoryBenchmark {
    private static final int SAMPLES = 3;
    private static final Duration REST = Duration.ofSeconds(60);

    @TempDir Path parent;

    private final int port = LedgerProgram.freePort();

    @Test
    void start_and_memory() throws Exception {
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        List<Double> afterKill = new ArrayList<>();
        // As the launcher leaves it after a build.
        secondsToReady(parent.resolve("warm-up"), true);
        for (int sample = 0; sample < SAMPLES; sample++) {
            Path directory = parent.resolve("data-" + sample);
            first.add(secondsToReady(directory, true));
            second.add(secondsToReady(directory, false));
            afterKill.add(secondsToReady(directory, false));
            LedgerProgram.endOrphanedDatabase(directory);
        }
        System.out.println("| seconds to ready | median | all |");
        System.out.println("| --- | --- | --- |");
        report("first start, new directory", first);
        report("second start", second);
        report("start after SIGKILL", afterKill);
        memoryAtRest();
    }

    private double secondsToReady(Path directory, boolean stopInOrder) throws Exception {
        Instant began = Instant.now();
        try (LedgerProgram program = LedgerProgram.start(directory, port)) {
            program.awaitReady();
            try (LedgerApi api = new LedgerApi(program)) {
                LedgerApi.Answer declared =
                        api.order("incidents", Map.of("title", "Ready?"), "at-" + began);
                LedgerApi.Answer read =
                        api.ask(
                                "incidents/" + declared.json().get("id").asString(),
                                declared.position());
                if (read.status() != 200) {
                    throw new AssertionError(read);
                }
            }
            double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
            if (stopInOrder) {
                program.terminate();
            } else {
                program.kill();
            }
            return seconds;
        }
    }

    private void memoryAtRest() throws Exception {
        Path directory = parent.resolve("memory");
        LedgerProgram.serve(directory, port).close();
        try (LedgerProgram program = LedgerProgram.serve(directory, port)) {
            LedgerProgram.run("demo", "--data-dir=" + directory);
            Thread.sleep(REST);
            System.out.println();
            System.out.println("| at rest after a minute | proportional (PSS) | resident (RSS) |");
            System.out.println("| --- | --- | --- |");
            List<Long> database = database(directory);
            line("JVM: services and broker", List.of(program.pid()));
            line("PostgreSQL, " + database.size() + " processes", database);
            database.add(program.pid());
            line("together", database);
        }
    }

    private static List<Long> database(Path directory) throws IOException {
        long postmaster =
                Long.parseLong(
                        Files.readAllLines(directory.resolve("postgres/data/postmaster.pid"))
                                .getFirst()
                                .strip());
        ProcessHandle server = ProcessHandle.of(postmaster).orElseThrow();
        List<Long> pids = new ArrayList<>(List.of(postmaster));
        server.descendants().forEach(child -> pids.add(child.pid()));
        return pids;
    }

    private static void line(String what, List<Long> pids) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d MB | %d MB |%n",
                what,
                sum(pids, pid -> kilobytes(pid, "Pss:")) / 1024,
                sum(pids, pid -> kilobytes(pid, "Rss:")) / 1024);
    }

    private static long sum(List<Long> pids, ToLongFunction<Long> measure) {
        return pids.stream().mapToLong(measure).sum();
    }

    private static long kilobytes(long pid, String field) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void report(String what, List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT, "| %s | %.1f | %s |%n", what, sorted.get(sorted.size() / 2), sorted);
    }
}
