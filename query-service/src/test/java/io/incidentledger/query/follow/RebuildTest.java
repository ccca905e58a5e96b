package io.incidentledger.query.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Severity;
import io.incidentledger.query.Database;
import io.incidentledger.query.EmbeddedLog;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.projection.Projection;
import io.incidentledger.query.view.Forms;
import io.incidentledger.query.view.Generation;
import io.incidentledger.query.view.Generation.State;
import io.incidentledger.query.view.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A view is built anew while the old one answers, whoever is killed meanwhile. */
class RebuildTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final WrittenLog written = new WrittenLog();
    private final List<Node> nodes = new ArrayList<>();
    @AutoClose private final Database database = Database.fresh();
    @AutoClose private final EmbeddedLog log = new EmbeddedLog();

    @AfterEach
    void stop() {
        nodes.forEach(Node::stop);
    }

    @Test
    void questions_are_answered_and_never_from_further_back_while_a_view_is_built_anew() {
        notes(600);
        Node node = start("a", Projection.FORMS);
        awaitHead(node);

        assertThat(node.follower().rebuild("a test")).isTrue();
        assertThat(node.follower().rebuild("another")).isFalse();

        long seen = -1;
        while (serving(node).generation() == 1) {
            notes(3);
            Snapshot now = serving(node);
            assertThat(now.position()).isGreaterThanOrEqualTo(seen);
            assertThat(count(node, "recorded_event")).isGreaterThanOrEqualTo(now.position() + 1);
            seen = now.position();
        }
        assertThat(serving(node).position()).isGreaterThanOrEqualTo(seen);
        awaitHead(node);
        assertThat(serving(node).generation()).isEqualTo(2);
        assertThat(count(node, "recorded_event")).isEqualTo(log.head() + 1);
        await().atMost(SOON).until(() -> schemas() == 1);
        assertThat(
                        database.jdbc.queryForList(
                                "select processor_name from projection_token", String.class))
                .containsExactly("ledger-view-2");
    }

    @Test
    void a_build_that_is_killed_goes_on_on_another_node_where_it_stopped() {
        notes(600);
        written.followUp(written.declare("Disk full", Severity.SEV3), "Watch it", null, null);
        notes(10);
        Node first = start("a", Projection.FORMS);
        awaitHead(first);

        stoppedInTheMiddleOfABuild(
                first,
                () -> {
                    first.stop();
                    nodes.remove(first);
                });
        // Were the log read from its beginning again, these would come back.
        database.jdbc.execute("delete from " + schema(2) + ".timeline_entry");
        Node second = start("b", Projection.FORMS);

        await().atMost(SOON).until(() -> serving(second).generation() == 2);
        awaitHead(second);
        assertThat(count(second, "recorded_event")).isEqualTo(log.head() + 1);
        assertThat(count(second, "follow_up")).isEqualTo(1);
        assertThat(count(second, "timeline_entry")).isPositive().isLessThan(600);
    }

    @Test
    void while_nodes_of_two_versions_run_each_reads_its_own_form() {
        notes(600);
        written.followUp(written.declare("Disk full", Severity.SEV3), "Watch it", null, null);
        notes(10);
        Node old = start("old", new Forms(1, 1));
        awaitHead(old);

        Node[] upgraded = new Node[1];
        database.transaction()
                .executeWithoutResult(
                        status -> {
                            // The new form cannot be finished before this ends.
                            database.jdbc.execute("lock table projection_token in exclusive mode");
                            upgraded[0] = start("new", new Forms(1, 2));
                            await().atMost(SOON).until(() -> schemas() == 2);
                        });
        Node young = upgraded[0];
        notes(5);

        awaitHead(old);
        awaitHead(young);
        await().atMost(SOON).until(() -> serving(young).generation() == 2);
        assertThat(serving(old).generation()).isEqualTo(1);
        notes(5);
        awaitHead(old);
        awaitHead(young);

        old.stop();
        nodes.remove(old);

        await().atMost(SOON).until(() -> schemas() == 1);
        notes(5);
        awaitHead(young);
    }

    @Test
    void a_version_that_cannot_read_the_old_form_answers_from_its_own_alone() {
        notes(20);
        Node old = start("old", new Forms(1, 1));
        awaitHead(old);
        old.stop();
        nodes.remove(old);

        Node young = start("new", new Forms(2, 2));

        awaitHead(young);
        assertThat(serving(young).generation()).isEqualTo(2);
        assertThat(count(young, "recorded_event")).isEqualTo(log.head() + 1);
    }

    @Test
    void progress_tells_what_is_left() {
        notes(600);
        written.followUp(written.declare("Disk full", Severity.SEV3), "Watch it", null, null);
        notes(10);
        Node node = start("a", Projection.FORMS);
        awaitHead(node);

        stoppedInTheMiddleOfABuild(
                node,
                () -> {
                    await().atMost(SOON).until(() -> node.follower().rebuildLeft() > 0);
                    Generation building = node.generations().all().get(1);
                    Progress progress = node.follower().progress(building);
                    assertThat(building.state()).isEqualTo(State.BUILDING);
                    assertThat(progress.lag()).isEqualTo(log.head() - building.position());
                });

        await().atMost(SOON).until(() -> serving(node).generation() == 2);
        await().atMost(SOON).until(() -> node.follower().rebuildLeft() == -1);
    }

    @Test
    void a_view_that_stands_still_is_said_to_until_it_moves_again() {
        notes(1);
        Node node = start("a", Duration.ofSeconds(1), Projection.FORMS);
        awaitHead(node);

        database.transaction()
                .executeWithoutResult(
                        status -> {
                            database.jdbc.execute(
                                    "lock table "
                                            + schema(1)
                                            + ".timeline_entry in exclusive mode");
                            notes(1);
                            await().atMost(SOON).until(() -> node.follower().restarts() > 0);
                            await().atMost(SOON).until(() -> node.follower().trouble().isPresent());
                        });

        await().atMost(SOON).until(() -> node.follower().trouble().isEmpty());
        awaitHead(node);
    }

    @Test
    void a_view_that_is_ahead_of_its_log_says_so() {
        notes(1);
        Node node = start("a", Duration.ofSeconds(1), Projection.FORMS);
        awaitHead(node);

        database.jdbc.update("update view_generation set position = position + 100");

        await().atMost(SOON)
                .until(
                        () ->
                                node.follower()
                                        .trouble()
                                        .filter(trouble -> trouble.contains("cut off"))
                                        .isPresent());
    }

    /** Lets a build begin and holds it up in the middle until the action has ended. */
    private void stoppedInTheMiddleOfABuild(Node node, Runnable action) {
        database.transaction()
                .executeWithoutResult(
                        status -> {
                            assertThat(node.follower().rebuild("a test")).isTrue();
                            String held = schema(2) + ".follow_up";
                            database.jdbc.execute("lock table " + held + " in exclusive mode");
                            await().atMost(SOON).until(() -> database.waitingFor(held) > 0);
                            action.run();
                            // As a killed process would leave it.
                            database.endWhoWaitFor(held);
                        });
    }

    private Node start(String nodeId, Forms forms) {
        return start(nodeId, PATIENT, forms);
    }

    private Node start(String nodeId, Duration standstill, Forms forms) {
        Node node = Node.start(database, log, nodeId, standstill, forms);
        nodes.add(node);
        return node;
    }

    private void notes(int notes) {
        IncidentId id = written.declare("Checkout fails", Severity.SEV2, "checkout");
        for (int i = 0; i < notes; i++) {
            written.note(id, "Saw number " + i);
        }
        log.append(written);
    }

    private void awaitHead(Node node) {
        await().atMost(SOON).until(() -> node.view().current() == log.head());
    }

    private static Snapshot serving(Node node) {
        return node.generations().read(view -> view);
    }

    private static long count(Node node, String table) {
        return node.generations()
                .read(
                        view ->
                                view.jdbc()
                                        .sql("select count(*) from " + table)
                                        .query(Long.class)
                                        .single());
    }

    private String schema(int generation) {
        return database.schema + "_view_" + generation;
    }

    private long schemas() {
        return database.jdbc.queryForObject(
                "select count(*) from pg_namespace where nspname like ?",
                Long.class,
                database.schema + "\\_view\\_%");
    }
}
