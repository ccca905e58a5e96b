package io.incidentledger.acceptance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.acceptance.LedgerApi;
import io.incidentledger.acceptance.LedgerProgram;
import io.incidentledger.acceptance.LedgerProgram.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo against the real program: what the files hold goes in and comes out, once. */
class TwelveIncidentsIT {
    /** What the files call the metrics, and what the ledger calls them. */
    private static final Map<String, String> METRICS =
            Map.of(
                    "ttd_started_to_detected", "to-detect",
                    "tta_detected_to_acknowledged", "to-acknowledge",
                    "detected_to_declared", "to-declare",
                    "ttm_started_to_mitigated", "to-mitigate",
                    "ttm_detected_to_mitigated", "to-mitigate-from-detection",
                    "ttr_started_to_resolved", "to-resolve",
                    "ttr_detected_to_resolved", "to-resolve-from-detection");

    private static final Map<String, String> MILESTONES =
            Map.of(
                    "started_at", "impact-started",
                    "detected_at", "detected",
                    "acknowledged_at", "acknowledged",
                    "declared_at", "declared",
                    "mitigated_at", "mitigated",
                    "resolved_at", "resolved");

    @TempDir Path directory;
    @TempDir Path elsewhere;

    @Test
    void go_in_once_and_come_out_whole() throws Exception {
        try (LedgerProgram program = LedgerProgram.serve(directory, LedgerProgram.freePort());
                LedgerApi api = new LedgerApi(program)) {
            Run demo = LedgerProgram.run("demo", "--data-dir=" + directory);

            assertThat(demo.exitCode()).as(demo.err()).isZero();
            assertThat(demo.err()).isEmpty();
            assertThat(demo.out()).contains("# Overdue", "/postmortem.md");
            long head = head(api);
            Map<String, JsonNode> incidents = bySourceId(api, head);
            assertThat(incidents).hasSize(12);
            for (Path file : files()) {
                JsonNode source = JsonMapper.shared().readTree(Files.readAllBytes(file));
                assertSame(source, incidents.get(source.get("id").asString()), api, head);
            }

            assertThat(statedOtherwise(incidents, api, head))
                    .containsExactlyInAnyOrder(
                            "dfds-pm2024-001-notready to-mitigate-from-detection",
                            "moj-2023-09-18-node-disk to-resolve-from-detection");
            assertReadmeShows(api.ask("incidents/INC-10/postmortem.md", head).body());

            Run again = LedgerProgram.run("demo", "--data-dir=" + directory);

            assertThat(again.exitCode()).as(again.err()).isZero();
            assertThat(head(api)).isEqualTo(head);

            enterOwnFiles(head, api);
            importLines(api);
        }
    }

    /** What a source says it took, and what its own times contradict. */
    private static List<String> statedOtherwise(
            Map<String, JsonNode> incidents, LedgerApi api, long head) throws Exception {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, JsonNode> incident : incidents.entrySet()) {
            String path = "incidents/" + incident.getValue().get("number").asString();
            for (JsonNode one : api.ask(path + "/metrics", head).json().get("contradictions")) {
                if (one.has("stated")) {
                    found.add(incident.getKey() + " " + one.get("metric").asString());
                }
            }
        }
        return found;
    }

    /** But for the chain, which no two ledgers have in common, and what is cut. */
    private static void assertReadmeShows(String document) throws IOException {
        List<String> excerpt =
                Files.readAllLines(Path.of("..", "..", "README.md")).stream()
                        .filter(line -> line.startsWith("> "))
                        .map(line -> line.substring(2))
                        .toList();
        assertThat(document.lines())
                .containsAll(
                        excerpt.stream().filter(line -> line.matches("# .*|\\| .*|- .*")).toList());
        assertThat(document.replaceAll("`[0-9a-f]{64}`", "`…`"))
                .contains(
                        String.join(" ", excerpt.subList(excerpt.size() - 2, excerpt.size()))
                                .replaceAll("`[0-9a-f]{6}…`", "`…`"));
    }

    private void importLines(LedgerApi api) throws Exception {
        String first = "{\"declare\": {\"title\": \"Without a source\"}}";
        String second =
                """
                {"source": {"system": "elsewhere", "id": "7"}, "declare": {"title": "With one"}, \
                "orders": [{"resolve": {"occurredAt": "2025-03-03T15:00:00Z"}}]}""";
        Path file =
                Files.writeString(
                        elsewhere.resolve("past.jsonl"),
                        String.join("\n", first, "", "{\"declare\": {}}", second, first) + "\n");
        long head = head(api);

        Run dry =
                LedgerProgram.run(
                        "import", "--dry-run", "--data-dir=" + directory, file.toString());
        assertThat(head(api)).isEqualTo(head);
        Run run = LedgerProgram.run("import", "--data-dir=" + directory, file.toString());

        assertThat(dry.out())
                .contains("line 1: would be created, with 1 events")
                .contains(
                        "line 4: would be created, with 4 events; nobody says when: impact-started",
                        "line 5: an earlier line enters it already",
                        "4 incidents: 2 would be created, 1 already there, 1 refused");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("line 1: INC-\\d+ created"),
                        line ->
                                assertThat(line)
                                        .startsWith("line 3: refused: ")
                                        .contains("/declare/title"),
                        line -> assertThat(line).matches("line 4: INC-\\d+ created"),
                        line -> assertThat(line).matches("line 5: INC-\\d+ already there"),
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                "4 incidents: 2 created, 1 already there, 1 refused"));
        long after = head(api);

        Run again = LedgerProgram.run("import", "--data-dir=" + directory, file.toString());

        assertThat(again.out()).contains("4 incidents: 0 created, 3 already there, 1 refused");
        assertThat(head(api)).isEqualTo(after);
    }

    private void enterOwnFiles(long head, LedgerApi api) throws Exception {
        Path broken = Files.writeString(elsewhere.resolve("broken.json"), "{");
        Path own =
                Files.writeString(
                        elsewhere.resolve("own.json"),
                        """
                        {"schema": "research-incident/1", "id": "own-1", "title": "Lights out"}
                        """);

        Run run =
                LedgerProgram.run(
                        "demo", "--data-dir=" + directory, broken.toString(), own.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("broken.json is not a past incident").hasLineCount(1);
        assertThat(run.out()).contains("own-1");
        // The declaration, and where it comes from.
        assertThat(head(api)).isEqualTo(head + 2);
    }

    /** The demo ends with a question that includes all it ordered. */
    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "demo", "incidents"))) {
            return files.filter(file -> file.toString().endsWith(".json")).toList();
        }
    }

    private static long head(LedgerApi api) throws Exception {
        return api.ask("incidents?limit=1", 0).position();
    }

    private static Map<String, JsonNode> bySourceId(LedgerApi api, long head) throws Exception {
        Map<String, JsonNode> incidents = new HashMap<>();
        for (JsonNode item : api.all("incidents?limit=500", head)) {
            JsonNode incident =
                    api.ask("incidents/" + item.get("number").asString(), head)
                            .json()
                            .get("incident");
            incidents.put(incident.path("labels").path("source-id").asString(), incident);
        }
        return incidents;
    }

    private static void assertSame(JsonNode source, JsonNode incident, LedgerApi api, long head)
            throws Exception {
        String id = source.get("id").asString();
        String path = "incidents/" + incident.get("number").asString();
        assertThat(incident.get("title").asString()).isEqualTo(source.get("title").asString());
        assertThat(incident.get("status").asString()).as(id).isEqualTo("resolved");
        assertThat(incident.get("history").asBoolean()).as(id).isTrue();
        assertThat(entries(api.all(path + "/timeline", head)))
                .as(id)
                .containsAll(expectedEntries(source));
        assertMilestones(source, incident);
        assertMetrics(source, api.ask(path + "/metrics", head).json());
        assertFollowUps(
                source,
                api.all(
                        "follow-ups?limit=500&incident=" + incident.get("number").asString(),
                        head));
        assertThat(api.ask(path + "/postmortem.md", head).body())
                .as(id)
                .contains(incident.get("number").asString());
    }

    private static List<List<String>> expectedEntries(JsonNode source) {
        List<List<String>> expected = new ArrayList<>();
        for (JsonNode entry : source.get("timeline")) {
            expected.add(
                    List.of(
                            Instant.parse(entry.get("at").asString()).toString(),
                            precision(entry.get("precision").asString()),
                            entry.get("text").asString()));
        }
        return expected;
    }

    private static String precision(String stated) {
        return stated.startsWith("untimed") ? "order" : stated.equals("approx") ? "about" : stated;
    }

    private static List<List<String>> entries(List<JsonNode> timeline) {
        return timeline.stream()
                .filter(item -> item.path("occurredAt").isObject() && item.path("text").isString())
                .map(
                        item ->
                                List.of(
                                        Instant.parse(item.at("/occurredAt/at").asString())
                                                .toString(),
                                        item.at("/occurredAt/precision").asString(),
                                        item.get("text").asString()))
                .toList();
    }

    private static void assertMilestones(JsonNode source, JsonNode incident) {
        MILESTONES.forEach(
                (stamp, milestone) -> {
                    JsonNode expected = source.at("/timestamps/" + stamp);
                    JsonNode actual = incident.path("milestones").path(milestone);
                    if (expected.isNull()) {
                        assertThat(actual.isObject()).as(source.get("id") + stamp).isFalse();
                    } else {
                        assertThat(Instant.parse(actual.at("/at/at").asString()))
                                .as(source.get("id") + stamp)
                                .isEqualTo(Instant.parse(expected.asString()));
                    }
                });
    }

    private static void assertMetrics(JsonNode source, JsonNode metrics) {
        METRICS.forEach(
                (figure, name) -> {
                    JsonNode expected = source.at("/computed_minutes/" + figure);
                    JsonNode result = null;
                    for (JsonNode metric : metrics.path("metrics")) {
                        if (metric.get("metric").asString().equals(name)) {
                            result = metric.get("result");
                        }
                    }
                    assertThat(result).as(source.get("id") + figure).isNotNull();
                    if (expected.isNull()) {
                        assertThat(result.get("kind").asString())
                                .as(source.get("id") + figure)
                                .isEqualTo("unknown");
                    } else {
                        assertThat(Duration.parse(result.get("elapsed").asString()))
                                .as(source.get("id") + figure)
                                .isEqualTo(Duration.ofMinutes(expected.asLong()));
                    }
                });
    }

    private static void assertFollowUps(JsonNode source, List<JsonNode> followUps) {
        List<List<String>> expected = new ArrayList<>();
        for (JsonNode followUp : source.get("follow_ups")) {
            expected.add(
                    List.of(
                            followUp.get("text").asString(),
                            followUp.get("type_guess").asString(),
                            followUp.get("tracker").asString(""),
                            switch (followUp.get("state_stated").asString("")) {
                                case "done" -> "done";
                                case "in progress" -> "in-progress";
                                default -> "open";
                            }));
        }
        assertThat(followUps)
                .extracting(
                        item ->
                                List.of(
                                        item.get("title").asString(),
                                        item.get("type").asString(),
                                        item.path("tracker").asString(""),
                                        item.get("state").asString()))
                .as(source.get("id").asString())
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(followUps)
                .allSatisfy(
                        item -> {
                            assertThat(item.path("owner").isString()).isFalse();
                            assertThat(item.at("/due/setBy").asString()).isEqualTo("policy");
                        });
    }
}
