package io.incidentledger.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Question: does anybody wait when thirty people write into one incident at once, with an entry
 * about every second each, and when none of them pauses at all? Supports decision 0045. The
 * yardstick is the same thirty without a pause, each in an incident of their own. Twenty entries
 * each, after the same warm-up, over REST, against the real program; in turns, three times.
 *
 * <pre>
 * mvn -B -q -Pstart-benchmark -DskipTests verify -pl deploy/acceptance -am \
 *     -Dit.test=CrowdBenchmark -Dfailsafe.failIfNoSpecifiedTests=false
 * </pre>
 */
class CrowdBenchmark {
    private static final int PEOPLE = 30;
    private static final int EACH = 20;
    private static final int LONGEST_PAUSE_MILLIS = 2_000;

    @TempDir Path directory;

    @Test
    void thirty_people_write_at_once() throws Exception {
        try (LedgerProgram program = LedgerProgram.serve(directory, LedgerProgram.freePort());
                LedgerApi api = new LedgerApi(program)) {
            List<String> own = declared(PEOPLE, api);
            for (String warmUp : declared(5, api)) {
                everybody(api, 0, i -> warmUp);
                everybody(api, 0, own::get);
            }

            System.out.println("| 30 writers, ms | p50 | p99 | longest |");
            System.out.println("| --- | --- | --- | --- |");
            for (String one : declared(3, api)) {
                say(
                        "in one incident, an entry a second each",
                        everybody(api, LONGEST_PAUSE_MILLIS, i -> one));
                say("in one incident, without a pause", everybody(api, 0, i -> one));
                say("each in their own, without a pause", everybody(api, 0, own::get));
                long last = api.ask("incidents/" + one, 0).position();
                assertThat(api.all("incidents/" + one + "/timeline", last))
                        .filteredOn(item -> item.path("text").asString("").equals("Seen"))
                        .hasSize(2 * PEOPLE * EACH);
            }
        }
    }

    private static List<String> declared(int incidents, LedgerApi api) throws Exception {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < incidents; i++) {
            numbers.add(
                    order(api, "incidents", Map.of("title", "Everything is down"))
                            .json()
                            .get("number")
                            .asString());
        }
        return numbers;
    }

    /** How long each order took, in nanoseconds, rising. */
    private static List<Long> everybody(
            LedgerApi api, int longestPauseMillis, IntFunction<String> incident) throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Long>>> writing = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                String path = "incidents/" + incident.apply(i) + "/timeline";
                writing.add(people.submit(() -> write(api, path, longestPauseMillis)));
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> one : writing) {
                all.addAll(one.get());
            }
            return all.stream().sorted().toList();
        }
    }

    private static List<Long> write(LedgerApi api, String path, int longestPauseMillis)
            throws Exception {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            Thread.sleep(ThreadLocalRandom.current().nextInt(longestPauseMillis + 1));
            long start = System.nanoTime();
            order(api, path, Map.of("kind", "note", "text", "Seen"));
            took.add(System.nanoTime() - start);
        }
        return took;
    }

    private static LedgerApi.Answer order(LedgerApi api, String path, Map<String, ?> body)
            throws Exception {
        LedgerApi.Answer answer = api.order(path, body, UUID.randomUUID().toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    private static void say(String what, List<Long> took) {
        System.out.printf(
                "| %s | %.1f | %.1f | %.1f |%n",
                what,
                took.get(took.size() / 2) / 1e6,
                took.get(took.size() * 99 / 100) / 1e6,
                took.getLast() / 1e6);
    }
}
