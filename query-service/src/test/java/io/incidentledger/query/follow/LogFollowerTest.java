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
import io.incidentledger.query.view.Generations;
import io.incidentledger.query.view.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The processor over a real log and a real database: G6 and G8 at the edges. */
class LogFollowerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final WrittenLog written = new WrittenLog();
    private final List<Node> nodes = new ArrayList<>();
    @AutoClose private Database database = Database.fresh();
    @AutoClose private final EmbeddedLog log = new EmbeddedLog();

    @AfterEach
    void stop() {
        nodes.forEach(Node::stop);
    }

    @Test
    void what_is_appended_is_in_the_view_and_readiness_waits_for_it() {
        incidentWithNotes(30);
        log.append(written);

        Node node = start("a", Duration.ofSeconds(30));

        await().atMost(SOON).until(node.follower()::caughtUp);
        assertThat(node.view().current()).isEqualTo(log.head());
        assertThat(count("recorded_event")).isEqualTo(31);
        assertThat(count("timeline_entry")).isEqualTo(30);

        incidentWithNotes(1);
        log.append(written);

        await().atMost(SOON).until(() -> node.view().current() == log.head());
        assertThat(count("incident")).isEqualTo(2);
    }

    @Test
    void a_node_that_comes_back_goes_on_from_its_token() {
        incidentWithNotes(10);
        log.append(written);
        Node first = start("a", Duration.ofSeconds(30));
        await().atMost(SOON).until(() -> first.view().current() == log.head());
        first.stop();
        incidentWithNotes(10);
        log.append(written);
        // Were the log read from its beginning, or any row written twice, this would be noticed.
        database.jdbc.execute("delete from timeline_entry");

        Node second = start("a", Duration.ofSeconds(30));

        await().atMost(SOON).until(() -> second.view().current() == log.head());
        assertThat(count("timeline_entry")).isEqualTo(10);
        assertThat(count("recorded_event")).isEqualTo(22);
    }

    @Test
    void a_batch_that_breaks_off_leaves_neither_rows_nor_token() {
        incidentWithNotes(3);
        log.append(written);
        Node node = start("a", Duration.ofSeconds(30));
        await().atMost(SOON).until(() -> node.view().current() == log.head());
        long before = log.head();
        String tokenBefore = token();
        breakOffAtIncidents();
        IncidentId incident = incidentWithNotes(5);
        written.followUp(incident, "Watch the disk", null, null);
        log.append(written);

        await().atMost(SOON).until(() -> Boolean.TRUE.equals(attempted()));
        assertThat(count("recorded_event")).isEqualTo(before + 1);
        assertThat(count("timeline_entry")).isEqualTo(3);
        assertThat(token()).isEqualTo(tokenBefore);

        database.jdbc.execute("drop trigger break_off on incident");

        await().atMost(SOON).until(() -> node.view().current() == log.head());
        assertThat(count("follow_up")).isEqualTo(1);
        assertThat(count("timeline_entry")).isEqualTo(9); // a follow-up is an item, too
        assertThat(count("parked_event")).isZero();
    }

    @Test
    void a_projection_killed_in_the_middle_of_a_batch_skips_and_repeats_nothing() {
        incidentWithNotes(2);
        log.append(written);
        Node node = start("a", Duration.ofSeconds(30));
        await().atMost(SOON).until(() -> node.view().current() == log.head());

        database.transaction()
                .executeWithoutResult(
                        status -> {
                            // A batch with an entry stops after its events and incidents are
                            // written; one of a declaration alone may go through before.
                            database.jdbc.execute("lock table timeline_entry in exclusive mode");
                            for (int i = 0; i < 20; i++) {
                                incidentWithNotes(99);
                            }
                            log.append(written);
                            await().atMost(SOON).until(() -> killedInTheMiddle() > 0);
                            long reached = position();
                            assertThat(reached).isLessThan(log.head());
                            assertThat(count("recorded_event")).isEqualTo(reached + 1);
                        });

        await().atMost(SOON).until(() -> node.view().current() == log.head());
        assertThat(count("recorded_event")).isEqualTo(2_003);
        assertThat(count("timeline_entry")).isEqualTo(1_982);
        assertThat(count("parked_event")).isZero();
    }

    @Test
    void damaged_and_unknown_events_are_set_aside_and_the_log_goes_on() {
        IncidentId incident = incidentWithNotes(1);
        Set<Tag> tags = Set.of(new Tag("incident", incident.toString()));
        written.add(
                "incident.resolved", "1", tags, null, "{\"inc".getBytes(StandardCharsets.UTF_8));
        written.add(
                "weather.reported", "7", Set.of(), null, "sunny".getBytes(StandardCharsets.UTF_8));
        written.add(
                "incident.declared", "1", Set.of(), null, "[]".getBytes(StandardCharsets.UTF_8));
        incidentWithNotes(1);
        log.append(written);

        Node node = start("a", Duration.ofSeconds(30));

        await().atMost(SOON).until(() -> node.view().current() == log.head());
        assertThat(database.jdbc.queryForList("select position from parked_event", Long.class))
                .containsExactlyInAnyOrder(2L, 4L);
        assertThat(count("incident")).isEqualTo(2);
        assertThat(count("recorded_event")).isEqualTo(7);
    }

    @Test
    void hostile_text_is_kept_and_stops_nothing() {
        IncidentId incident = incidentWithNotes(0);
        written.note(incident, "nul \u0000, lone \uFFFD, '; drop table incident; --");
        written.note(incident, "\u202E\u0007" + "word ".repeat(60_000));
        written.note(incident, "x".repeat(300_000));
        written.declare("\u0000", Severity.SEV1, "a\u0000b", "{\"}", "\\");
        log.append(written);

        Node node = start("a", Duration.ofSeconds(30));

        await().atMost(SOON).until(() -> node.view().current() == log.head());
        assertThat(count("parked_event")).isZero();
        assertThat(count("timeline_entry")).isEqualTo(3);
    }

    @Test
    void a_view_of_another_log_is_built_anew() {
        incidentWithNotes(20);
        log.append(written);
        Node first = start("a", Duration.ofSeconds(30));
        await().atMost(SOON).until(() -> first.view().current() == log.head());
        first.stop();
        try (EmbeddedLog other = new EmbeddedLog()) {
            WrittenLog little = new WrittenLog();
            little.declare("Another ledger", Severity.SEV3);
            other.append(little);

            Node second = start(other, "a", Duration.ofSeconds(30));

            await().atMost(SOON).until(() -> second.view().current() == 0);
            assertThat(count("recorded_event")).isEqualTo(1);
            String words =
                    read(
                            view ->
                                    view.jdbc()
                                            .sql("select words from incident")
                                            .query(String.class)
                                            .single());
            assertThat(words).contains("Another ledger");
            second.stop();
        }
    }

    @Test
    void a_view_that_is_lost_is_built_anew_from_the_log() {
        incidentWithNotes(20);
        log.append(written);
        Node first = start("a", Duration.ofSeconds(30));
        await().atMost(SOON).until(() -> first.view().current() == log.head());
        first.stop();
        database.close();
        database = Database.fresh();

        Node second = start("a", Duration.ofSeconds(30));

        await().atMost(SOON).until(() -> second.view().current() == log.head());
        assertThat(count("timeline_entry")).isEqualTo(20);
    }

    @Test
    void a_node_that_died_is_replaced_by_another_and_both_know_the_position() {
        incidentWithNotes(1);
        log.append(written);
        Node first = start("a", Duration.ofSeconds(30));
        await().atMost(SOON).until(() -> first.view().current() == log.head());
        Node second = start("b", Duration.ofSeconds(30));

        first.follower().stop();
        incidentWithNotes(1);
        log.append(written);

        await().atMost(SOON).until(() -> second.view().current() == log.head());
        await().atMost(SOON).until(() -> first.view().current() == log.head());
        assertThat(
                        database.jdbc.queryForObject(
                                "select owner from projection_token"
                                        + " where processor_name = 'ledger-view-1'",
                                String.class))
                .isEqualTo("b");
    }

    @Test
    void a_projection_that_stands_still_while_the_log_moves_is_started_anew() {
        incidentWithNotes(1);
        log.append(written);
        Node node = start("a", Duration.ofSeconds(1));
        await().atMost(SOON).until(() -> node.view().current() == log.head());

        database.transaction()
                .executeWithoutResult(
                        status -> {
                            database.jdbc.queryForList(
                                    "select position from view_generation for update");
                            incidentWithNotes(1);
                            log.append(written);
                            await().atMost(SOON).until(() -> node.follower().restarts() > 0);
                        });

        await().atMost(SOON).until(() -> node.view().current() == log.head());
    }

    private Node start(String nodeId, Duration standstill) {
        return start(log, nodeId, standstill);
    }

    private Node start(EmbeddedLog from, String nodeId, Duration standstill) {
        Node node = Node.start(database, from, nodeId, standstill, Projection.FORMS);
        nodes.add(node);
        return node;
    }

    private IncidentId incidentWithNotes(int notes) {
        IncidentId id = written.declare("Checkout fails", Severity.SEV2, "checkout");
        for (int i = 0; i < notes; i++) {
            written.note(id, "Saw " + UUID.randomUUID());
        }
        return id;
    }

    private long count(String table) {
        return read(view -> number(view, "select count(*) from " + table));
    }

    private long position() {
        return read(Snapshot::position);
    }

    private <T> T read(Function<Snapshot, T> question) {
        return generations().read(question);
    }

    private static long number(Snapshot view, String question) {
        return view.jdbc().sql(question).query(Long.class).single();
    }

    private Generations generations() {
        return generations(Projection.FORMS);
    }

    private Generations generations(Forms forms) {
        return new Generations(
                JdbcClient.create(database.dataSource), database.transactions, forms);
    }

    private String token() {
        return database.jdbc.queryForObject(
                "select encode(token, 'escape') from projection_token"
                        + " where processor_name = 'ledger-view-1'",
                String.class);
    }

    private void breakOffAtIncidents() {
        database.jdbc.execute("create sequence attempts");
        database.jdbc.execute(
                """
                create function break_off() returns trigger language plpgsql as $$
                begin
                    perform nextval('attempts');
                    raise exception 'the cable is cut';
                end $$""");
        database.jdbc.execute(
                "create trigger break_off before insert on incident execute function break_off()");
    }

    /** A sequence moves on even where the transaction does not. */
    private Boolean attempted() {
        return database.jdbc.queryForObject("select is_called from attempts", Boolean.class);
    }

    private long killedInTheMiddle() {
        return database.endWhoWaitFor(database.schema + "_view_1.timeline_entry");
    }
}
