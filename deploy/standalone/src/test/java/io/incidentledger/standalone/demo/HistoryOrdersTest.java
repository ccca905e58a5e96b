package io.incidentledger.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.standalone.demo.IncidentFile.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryOrdersTest {
    private static final Path DEMO = Path.of("..", "demo");

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(DEMO.resolve("incidents"))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_entry_and_follow_up_becomes_one_order_in_the_files_order(Path file)
            throws Exception {
        ResearchIncident incident = IncidentFile.read(file);

        List<Order> orders = HistoryOrders.orders(incident);

        assertThat(orders.subList(0, incident.timeline().size()))
                .extracting(HistoryOrdersTest::words)
                .containsExactlyElementsOf(
                        incident.timeline().stream().map(ResearchIncident.Entry::text).toList());
        assertThat(orders)
                .filteredOn(order -> order.name().equals("follow-ups"))
                .extracting(order -> order.body().get("title"))
                .containsExactlyElementsOf(
                        incident.followUps().stream()
                                .map(ResearchIncident.FollowUp::text)
                                .toList());
        assertThat(HistoryOrders.orders(IncidentFile.read(file))).isEqualTo(orders);
        assertThat(HistoryOrders.of(incident)).containsKeys("source", "declare", "orders");
    }

    @Test
    void how_long_the_source_says_it_took_is_stated_beside_the_times() throws Exception {
        Path file = DEMO.resolve("incidents/moj-2023-09-18-node-disk.json");

        List<Order> orders = HistoryOrders.orders(IncidentFile.read(file));

        assertThat(orders)
                .filteredOn(order -> order.name().equals("stated-durations"))
                .extracting(Order::body)
                .containsExactly(
                        Map.of(
                                "from", "detected",
                                "to", "mitigated",
                                "duration", "PT4H12M",
                                "note", "time to repair"),
                        Map.of(
                                "from", "detected",
                                "to", "resolved",
                                "duration", "PT35H36M",
                                "note", "time to resolve"));
    }

    @Test
    void the_table_for_people_is_the_table_of_the_program() throws IOException {
        Pattern row =
                Pattern.compile(
                        "(?m)^\\| ([a-z_]+) \\| ([a-z-]+) \\| ([a-z-]*) ?\\| ([a-z]*) ?\\|$");
        Map<String, EntryMapping> written = new TreeMap<>();
        Matcher rows = row.matcher(Files.readString(DEMO.resolve("README.md")));
        while (rows.find()) {
            written.put(
                    rows.group(1),
                    switch (rows.group(2)) {
                        case "resolve" -> new EntryMapping.Resolves();
                        case "reopen" -> new EntryMapping.Reopens();
                        default ->
                                new EntryMapping.Recorded(
                                        rows.group(2),
                                        orNull(rows.group(3)),
                                        orNull(rows.group(4)));
                    });
        }

        assertThat(written).isEqualTo(EntryMapping.TABLE).hasSize(27);
    }

    @Test
    void an_unknown_time_stays_unknown_and_an_invented_one_only_orders() throws Exception {
        List<Order> orders = orders("gitlab-2017-01-31-database");
        Map<String, Object> gitlab = declaration("gitlab-2017-01-31-database");
        Map<String, Object> moj = declaration("moj-2023-09-18-node-disk");
        Map<String, Object> flags = declaration("posthog-2025-09-29-flags-timeouts");

        assertThat(milestones(gitlab)).doesNotContainKeys("declared", "acknowledged");
        assertThat(milestones(gitlab))
                .containsEntry("impact-started", moment("2017-01-31T19:00:00Z", "about"))
                .containsEntry("detected", moment("2017-01-31T19:00:00Z", "about"))
                .containsEntry("mitigated", moment("2017-02-01T17:00:00Z", "exact"));
        assertThat(gitlab).doesNotContainKey("occurredAt");
        assertThat(orders.get(3).body())
                .containsEntry("occurredAt", moment("2017-01-31T23:05:00Z", "order"));
        assertThat(orders.get(11).body())
                .containsEntry("occurredAt", moment("2017-02-10T00:00:00Z", "day"));
        assertThat(milestones(moj)).doesNotContainKeys("impact-started", "acknowledged");
        assertThat(milestones(flags)).doesNotContainKey("detected");
    }

    @Test
    void a_resolution_that_was_none_is_reopened_and_resolved_again() throws Exception {
        List<Order> node = orders("dfds-pm2024-001-notready");
        List<Order> sdk = orders("posthog-2026-01-17-sdk-fetch-wrapper");

        assertThat(lifecycle(node)).containsExactly("resolve", "reopen", "resolve");
        assertThat(lifecycle(sdk)).containsExactly("resolve", "reopen", "resolve");
        assertThat(
                        sdk.reversed().stream()
                                .filter(order -> order.name().equals("resolve"))
                                .findFirst()
                                .orElseThrow()
                                .body())
                .containsEntry("occurredAt", moment("2026-01-19T16:04:00Z", "derived"))
                .hasEntrySatisfying(
                        "text", text -> assertThat((String) text).contains("a lower bound"));
    }

    @Test
    void the_stated_severity_comes_before_the_guess_where_it_names_a_level() throws Exception {
        assertThat(declaration("dfds-pm2023-001-total-node-failure"))
                .containsEntry("severity", "SEV1");
        assertThat(declaration("github-2018-10-21-mysql-failover"))
                .containsEntry("severity", "SEV1");
        assertThat(declaration("pypi-2025-07-26-phishing")).containsEntry("severity", "SEV2");
    }

    @Test
    void impact_and_detection_are_given_only_where_the_file_says() throws Exception {
        Map<String, Object> pypi = declaration("pypi-2025-07-26-phishing");
        Map<String, Object> flags = declaration("posthog-2025-09-29-flags-timeouts");

        assertThat(pypi.get("impact"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("users", Map.of("count", 4))
                .containsEntry("dataLoss", "none");
        assertThat(pypi.get("detection"))
                .isEqualTo(Map.of("source", "user", "detail", "A user reports a suspicious mail."));
        assertThat(flags.get("impact"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .doesNotContainKey("users");
        assertThat(flags).doesNotContainKey("detection");
    }

    @Test
    void a_stated_state_moves_the_follow_up_and_nothing_else_does() throws Exception {
        List<Order> all = files().stream().flatMap(file -> orders(file).stream()).toList();

        List<Order> then = all.stream().flatMap(order -> order.then().stream()).toList();

        assertThat(then).filteredOn(order -> order.name().equals("complete")).hasSize(7);
        assertThat(then).filteredOn(order -> order.name().equals("start")).hasSize(1);
        assertThat(all)
                .filteredOn(order -> order.name().equals("follow-ups"))
                .hasSize(79)
                .allSatisfy(order -> assertThat(order.body()).doesNotContainKeys("owner", "due"));
    }

    @Test
    void a_file_with_little_in_it_and_kinds_of_its_own_goes_in(@TempDir Path directory)
            throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve("own.json"),
                        """
                        {"schema": "research-incident/1", "id": "own-1", "title": "Lights out",
                         "timeline": [
                          {"at": "2026-01-01T10:00:00Z", "kind": "rumour", "text": "It is dark."},
                          {"at": "2026-01-01T10:05:00Z", "precision": "exact", "kind": "reopened",
                           "text": "Dark again."}]}
                        """);

        List<Order> orders = HistoryOrders.orders(IncidentFile.read(file));

        assertThat(orders).extracting(Order::name).containsExactly("timeline", "timeline");
        assertThat(orders.get(0).body())
                .containsEntry("kind", "note")
                .containsEntry("occurredAt", moment("2026-01-01T10:00:00Z", "order"));
        assertThat(orders.get(1).body()).containsEntry("kind", "note");
    }

    @Test
    void a_file_that_is_something_else_says_what_is_wrong(@TempDir Path directory)
            throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.json"), "{\n \"schema\": ");
        Path other = Files.writeString(directory.resolve("other.json"), "{\"schema\": \"x/2\"}");
        Path missing = directory.resolve("missing.json");

        assertThatThrownBy(() -> IncidentFile.read(broken))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("broken.json")
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> IncidentFile.read(other))
                .hasMessageContaining("its schema is x/2, readable here is research-incident/1");
        assertThatThrownBy(() -> IncidentFile.read(missing)).hasMessageContaining("does not exist");
    }

    private static Map<String, Object> declaration(String id) {
        return HistoryOrders.declaration(read(DEMO.resolve("incidents").resolve(id + ".json")));
    }

    private static List<Order> orders(String id) {
        return orders(DEMO.resolve("incidents").resolve(id + ".json"));
    }

    private static List<Order> orders(Path file) {
        return HistoryOrders.orders(read(file));
    }

    private static ResearchIncident read(Path file) {
        try {
            return IncidentFile.read(file);
        } catch (UnreadableFileException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> lifecycle(List<Order> orders) {
        return orders.stream()
                .map(Order::name)
                .filter(word -> word.equals("resolve") || word.equals("reopen"))
                .toList();
    }

    private static Object words(Order order) {
        return order.body().getOrDefault("text", order.body().get("reason"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> milestones(Map<String, Object> declaration) {
        return (Map<String, Object>) declaration.get("milestones");
    }

    private static Map<String, Object> moment(String at, String precision) {
        return Map.of("at", at, "precision", precision);
    }

    private static @org.jspecify.annotations.Nullable String orNull(String cell) {
        return cell.isEmpty() ? null : cell;
    }
}
