package io.incidentledger.acceptance.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.acceptance.LedgerApi;
import io.incidentledger.acceptance.LedgerApi.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two command nodes and two query nodes as they are installed, each a process of its own, with a
 * broker and a database beside them. The tests tell one story in order, since such a start is dear.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DistributedLedgerIT {
    private static final Duration SESSION = Duration.ofSeconds(2);
    private static final Duration CLAIM = Duration.ofSeconds(3);

    /** Long enough to see it on a busy machine. */
    private static final String STOP_DELAY = "6s";

    /** For starts on a machine that does everything at once. */
    private static final String QUICK = "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    /** This machine may be busy: what is judged here is that it comes, not when. */
    private static final Duration IN_THE_END = Duration.ofSeconds(60);

    @TempDir static Path directory;
    private static OtherServers servers;
    private static List<NodeProgram> commandNodes;
    private static List<NodeProgram> queryNodes;
    private static NodeProgram restarted;
    private static NodeProgram answering;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        servers = OtherServers.start(directory);
        commandNodes = Stream.of("c1", "c2").map(DistributedLedgerIT::commandNode).toList();
        queryNodes = Stream.of("q1", "q2").map(DistributedLedgerIT::queryNode).toList();
        Stream.of(commandNodes, queryNodes)
                .flatMap(List::stream)
                .toList()
                .forEach(NodeProgram::awaitReady);
        token = token();
    }

    @AfterAll
    static void stop() throws Exception {
        for (List<NodeProgram> nodes : List.of(queryNodes, commandNodes)) {
            for (NodeProgram node : nodes) {
                node.close();
            }
        }
        servers.close();
    }

    @Test
    @Order(1)
    void a_client_may_talk_to_any_node() throws Exception {
        NodeProgram writer = writer();
        NodeProgram follower = follower();
        assertThat(follower.readiness().toString()).contains(writer.address().toString());

        Answer declared = order(follower, "incidents", Map.of("title", "Through it"), "first");
        Answer repeated = order(writer, "incidents", Map.of("title", "Through it"), "first");
        Answer refused = order(follower, "incidents", Map.of("titel", "x"), "second");

        assertThat(declared.status()).as(declared.body()).isEqualTo(201);
        assertThat(repeated).isEqualTo(declared);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("urn:incident-ledger:problem:invalid", "titel");
        for (NodeProgram node : queryNodes) {
            try (LedgerApi api = new LedgerApi(node.address(), token)) {
                Answer asked = api.ask("incidents/INC-1", declared.position());
                assertThat(asked.status()).as(asked.body()).isEqualTo(200);
            }
        }
    }

    @Test
    @Order(2)
    void who_follows_takes_over_from_a_killed_writer_and_knows_what_it_answered() throws Exception {
        NodeProgram killed = writer();
        NodeProgram next = follower();
        Answer before = order(killed, "incidents", Map.of("title", "Before"), "before");

        killed.kill();

        Answer after =
                await().atMost(IN_THE_END)
                        .until(
                                () -> order(next, "incidents", Map.of("title", "After"), "after"),
                                answer -> answer.status() != 503);
        assertThat(after.status()).as(after.body()).isEqualTo(201);
        assertThat(order(next, "incidents", Map.of("title", "Before"), "before")).isEqualTo(before);
        restarted = killed.start();
    }

    @Test
    @Order(3)
    void the_other_query_node_goes_on_when_the_one_that_kept_the_views_is_killed()
            throws Exception {
        NodeProgram keeper = keeper();
        answering = queryNodes.get(1 - queryNodes.indexOf(keeper));

        keeper.kill();

        Answer ordered = order(writer(), "incidents", Map.of("title", "Seen"), "seen");
        String path = "incidents/" + ordered.json().get("id").asString();
        try (LedgerApi api = new LedgerApi(answering.address(), token)) {
            await().atMost(IN_THE_END)
                    .until(
                            () -> api.ask(path, ordered.position()).status(),
                            status -> status == 200);
        }
    }

    @Test
    @Order(4)
    void who_comes_back_follows_and_passes_on() throws Exception {
        restarted.awaitReady();

        assertThat(restarted.state()).isEqualTo("following");
        assertThat(order(restarted, "incidents", Map.of("title", "Before"), "before"))
                .isEqualTo(order(writer(), "incidents", Map.of("title", "Before"), "before"));
    }

    @Test
    @Order(4)
    void each_node_gives_its_figures() throws Exception {
        for (NodeProgram node : List.of(writer(), follower())) {
            try (LedgerApi api = new LedgerApi(node.address(), token)) {
                assertThat(api.ask("/actuator/prometheus", 0).body().lines())
                        .contains("ledger_command_state{state=\"" + node.state() + "\"} 1.0")
                        .noneMatch(line -> line.startsWith("ledger_query_"));
            }
        }
        try (LedgerApi api = new LedgerApi(answering.address(), token)) {
            assertThat(api.ask("/actuator/prometheus", 0).body()).contains("ledger_query_lag ");
        }
    }

    @Test
    @Order(5)
    void no_order_of_a_client_that_tries_again_fails_while_the_nodes_are_restarted_in_turn()
            throws Exception {
        try (PatientClient client = new PatientClient(commandNodes, token)) {
            client.start();
            for (NodeProgram node : commandNodes) {
                client.awaitMore(20);
                node.terminate();
                client.awaitMore(20);
                node.start().awaitReady();
            }
            client.awaitMore(20);

            List<Answer> answers = client.stop();

            System.out.println(
                    "DistributedLedgerIT: the longest pause of a rolling restart was "
                            + client.longestPause().toMillis()
                            + " ms");
            assertThat(client.failures()).isEmpty();
            assertThat(answers).extracting(Answer::position).doesNotHaveDuplicates();
            assertEachIsThereOnce(answers);
        }
    }

    @Test
    @Order(6)
    void who_is_told_to_stop_says_so_at_once_and_answers_for_as_long_as_routers_need()
            throws Exception {
        NodeProgram ordered = commandNodes.getLast();
        List<NodeProgram> stopping = List.of(ordered, answering);

        stopping.forEach(NodeProgram::tellToStop);

        await().atMost(IN_THE_END)
                .until(
                        () -> stopping.stream().map(DistributedLedgerIT::readiness).toList(),
                        List.of("OUT_OF_SERVICE", "OUT_OF_SERVICE")::equals);
        Answer order = order(ordered, "incidents", Map.of("title", "Late"), "late");
        assertThat(order.status()).as(order.body()).isEqualTo(201);
        try (LedgerApi api = new LedgerApi(answering.address(), token)) {
            assertThat(api.ask("incidents/INC-1", 0).status()).isEqualTo(200);
        }
        for (NodeProgram node : stopping) {
            node.awaitEnd();
            assertThat(node.output()).doesNotContain("does not stop");
        }
    }

    private static String readiness(NodeProgram node) {
        return node.readiness().path("status").asString("");
    }

    private static void assertEachIsThereOnce(List<Answer> answers) throws Exception {
        long head = answers.stream().mapToLong(Answer::position).max().orElseThrow();
        try (LedgerApi api = new LedgerApi(answering.address(), token)) {
            List<String> titles =
                    api.all("incidents?limit=500", head).stream()
                            .map(incident -> incident.get("title").asString())
                            .filter(title -> title.startsWith(PatientClient.TITLE))
                            .toList();
            assertThat(titles).doesNotHaveDuplicates().hasSameSizeAs(answers);
        }
    }

    private static NodeProgram commandNode(String name) {
        try {
            Path settings =
                    Files.writeString(
                            directory.resolve(name + ".properties"),
                            "ledger.command.log.session-timeout=" + SESSION.toMillis() + "ms\n");
            return new NodeProgram(
                            directory.resolve(name + ".out"),
                            // One with, one without: what is told is true of both.
                            Map.of(
                                    "LEDGER_JAVA_OPTIONS",
                                    QUICK,
                                    "LEDGER_STOP_DELAY",
                                    name.equals("c2") ? STOP_DELAY : "0s"),
                            "command-node",
                            "--kafka=" + servers.kafka(),
                            "--replication-factor=1",
                            "--min-insync-replicas=1",
                            "--config=" + settings,
                            "--data-dir=" + directory.resolve(name))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NodeProgram queryNode(String name) {
        return new NodeProgram(
                        directory.resolve(name + ".out"),
                        Map.of(
                                "LEDGER_JAVA_OPTIONS",
                                QUICK,
                                "LEDGER_STOP_DELAY",
                                STOP_DELAY,
                                "LEDGER_POSTGRES_USER",
                                servers.username(),
                                "LEDGER_POSTGRES_PASSWORD",
                                servers.password(),
                                "LEDGER_QUERY_CLAIMTIMEOUT",
                                CLAIM.toMillis() + "ms"),
                        "query-node",
                        "--kafka=" + servers.kafka(),
                        "--postgres=" + servers.jdbcUrl(),
                        "--node-id=" + name)
                .start();
    }

    private static Answer order(NodeProgram node, String path, Map<String, ?> body, String key)
            throws Exception {
        try (LedgerApi api = new LedgerApi(node.address(), token)) {
            return api.order(path, body, key);
        }
    }

    private static NodeProgram writer() {
        return await().atMost(IN_THE_END).until(() -> inState("serving"), node -> node != null);
    }

    private static NodeProgram follower() {
        return await().atMost(IN_THE_END).until(() -> inState("following"), node -> node != null);
    }

    private static NodeProgram inState(String state) {
        return commandNodes.stream()
                .filter(node -> node.state().equals(state))
                .findFirst()
                .orElse(null);
    }

    /** Whose claim the database holds. */
    private static NodeProgram keeper() throws Exception {
        try (var connection =
                        DriverManager.getConnection(
                                servers.jdbcUrl(), servers.username(), servers.password());
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select owner from projection_token where owner is not null")) {
            assertThat(row.next()).isTrue();
            return queryNodes.get(row.getString(1).equals("q1") ? 0 : 1);
        }
    }

    /** On the node that was the first to write. */
    private static String token() {
        return await().atMost(IN_THE_END)
                .until(
                        () ->
                                Stream.of("c1", "c2")
                                        .map(name -> directory.resolve(name + "/admin.token"))
                                        .filter(Files::exists)
                                        .findFirst()
                                        .map(DistributedLedgerIT::read)
                                        .orElse(""),
                        read -> !read.isEmpty());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
