package io.incidentledger.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.acceptance.LedgerApi.Answer;
import io.incidentledger.acceptance.Load.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The real program, killed by SIGKILL in the middle of its work, again and again, on one directory:
 * what was acknowledged is there exactly once (G1), a command sent again has one effect and the
 * same answer (G3), the events of a command are together (G5), the views equal the log (G6),
 * documents are the same bytes (G7), and an index or a database that is lost is rebuilt (G8).
 */
class KilledLedgerIT {
    private static final int ROUNDS = 3;
    private static final int ACKNOWLEDGED_BEFORE_EACH_KILL = 150;

    @TempDir Path directory;

    private final long seed = Long.getLong("ledger.seed", System.nanoTime());
    private final Load load = new Load(seed);
    private final Map<String, String> documents = new HashMap<>();
    private final int port = LedgerProgram.freePort();

    @AfterEach
    void leaveNothingBehind() {
        LedgerProgram.endOrphanedDatabase(directory);
    }

    @Test
    void what_was_acknowledged_is_there_exactly_once() throws Exception {
        System.out.println("KilledLedgerIT: -Dledger.seed=" + seed);
        try (LedgerProgram first = LedgerProgram.serve(directory, port);
                LedgerApi api = new LedgerApi(first)) {
            finishAnIncident(api);
            loadUntilKilled(first, api, 0);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            loseWhatCanBeRebuilt(round);
            try (LedgerProgram program = LedgerProgram.serve(directory, port);
                    LedgerApi api = new LedgerApi(program)) {
                sendTheUnknownAgain(api);
                sendTheAcknowledgedAgain(api, round);
                assertViews(api);
                if (round < ROUNDS) {
                    loadUntilKilled(program, api, round);
                }
            }
        }
    }

    private void finishAnIncident(LedgerApi api) throws Exception {
        String incident =
                ordered(api, "incidents", Map.of("title", "Finished", "severity", "SEV2"));
        ordered(
                api,
                "incidents/" + incident + "/timeline",
                Map.of("kind", "finding", "text", "It was the cable"));
        ordered(api, "incidents/" + incident + "/follow-ups", Map.of("title", "Mend the cable"));
        ordered(
                api,
                "incidents/" + incident + "/resolve",
                Map.of("resolution", "no-action", "text", "It mended itself"));
        documents.put(incident, document(api, incident, head()));
    }

    private String ordered(LedgerApi api, String path, Map<String, ?> body) throws Exception {
        String key = "finished-" + path + body.hashCode();
        Answer answer = api.order(path, body, key);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
        load.sent.put(key, new Sent(key, path, body, ""));
        load.acknowledged.put(key, answer);
        return answer.json().get("id").asString();
    }

    private static String document(LedgerApi api, String incident, long includes) throws Exception {
        Answer answer = api.ask("incidents/" + incident + "/postmortem.md", includes);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private void loadUntilKilled(LedgerProgram program, LedgerApi api, int round)
            throws InterruptedException {
        int before = load.acknowledged.size();
        ExecutorService people = load.start(api, round);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> load.acknowledged.size() >= before + ACKNOWLEDGED_BEFORE_EACH_KILL);

        program.kill();

        assertThat(people.awaitTermination(60, SECONDS)).isTrue();
        assertThat(load.refused).isEmpty();
    }

    private void loseWhatCanBeRebuilt(int round) throws IOException {
        switch (round) {
            case 1 -> {}
            case 2 -> delete(directory.resolve("index"));
            default -> {
                LedgerProgram.endOrphanedDatabase(directory);
                delete(directory.resolve("postgres"));
            }
        }
    }

    private void sendTheUnknownAgain(LedgerApi api) throws Exception {
        for (Sent order : load.unknown()) {
            Answer answer = api.order(order.path(), order.body(), order.key());

            assertThat(answer.status()).as(order + " → " + answer).isBetween(200, 201);
            load.acknowledged.put(order.key(), answer);
        }
    }

    /** All in the last round, else some: it is the same code for each. */
    private void sendTheAcknowledgedAgain(LedgerApi api, int round) throws Exception {
        Random random = new Random(seed + round);
        for (Sent order : load.sent.values()) {
            if (round == ROUNDS || random.nextInt(4) == 0) {
                Answer first = load.acknowledged.get(order.key());
                assertThat(api.order(order.path(), order.body(), order.key()))
                        .as(order.toString())
                        .isEqualTo(first);
            }
        }
    }

    private void assertViews(LedgerApi api) throws Exception {
        long head = head();
        List<JsonNode> incidents = api.all("incidents?limit=500", head);
        List<Long> positions = new ArrayList<>();
        Map<String, List<String>> eventsOfCommand = new HashMap<>();
        List<String> words = new ArrayList<>();
        for (JsonNode incident : incidents) {
            String path = "incidents/" + incident.get("id").asString();
            words.add(incident.get("title").asString());
            for (JsonNode item : api.all(path + "/timeline", head)) {
                if (item.get("kind").asString().equals("note")) {
                    words.add(item.get("text").asString());
                }
            }
            for (JsonNode event : api.all(path + "/events?limit=500", head)) {
                positions.add(event.get("position").asLong());
                eventsOfCommand
                        .computeIfAbsent(
                                event.get("commandId").asString(), command -> new ArrayList<>())
                        .add(event.get("type").asString());
            }
        }
        api.all("follow-ups?limit=500", head)
                .forEach(item -> words.add(item.get("title").asString()));

        Map<String, Integer> counted = new HashMap<>();
        words.forEach(text -> counted.merge(text, 1, Integer::sum));
        for (Sent order : load.sent.values()) {
            if (!order.words().isEmpty()) {
                assertThat(counted.get(order.words())).as(order.toString()).isEqualTo(1);
            }
            if (order.path().equals("incidents")) {
                assertThat(eventsOfCommand.get(order.key()))
                        .as(order.toString())
                        .containsOnlyOnce("incident.declared", "incident.milestone-set");
            }
        }
        // Position 0 is the first token; everything after it belongs to an incident.
        assertThat(positions.stream().sorted().toList())
                .isEqualTo(LongStream.rangeClosed(1, head).boxed().toList());
        for (Map.Entry<String, String> document : documents.entrySet()) {
            assertThat(document(api, document.getKey(), head)).isEqualTo(document.getValue());
        }
    }

    private long head() {
        return load.acknowledged.values().stream().mapToLong(Answer::position).max().orElseThrow();
    }

    private static void delete(Path tree) throws IOException {
        assertThat(tree).exists();
        try (Stream<Path> walk = Files.walk(tree)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
