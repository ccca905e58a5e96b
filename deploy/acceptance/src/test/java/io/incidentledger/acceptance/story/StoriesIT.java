package io.incidentledger.acceptance.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.acceptance.LedgerApi;
import io.incidentledger.acceptance.LedgerProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What people do with it, from the first word to the last, against the real program. */
class StoriesIT {
    private static LedgerProgram program;
    private static LedgerApi api;
    private static Person admin;

    @BeforeAll
    static void serve(@TempDir Path directory) {
        program = LedgerProgram.serve(directory, LedgerProgram.freePort());
        api = new LedgerApi(program);
        admin = new Person(api, "admin");
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
        program.close();
    }

    @Test
    void a_solo_developer_at_night_needs_seven_requests_from_declaration_to_postmortem()
            throws Exception {
        Person ana = admin.lets("@ana", program);

        String it =
                "incidents/"
                        + ana.opens(
                                "incidents",
                                """
                                {'title': 'Checkout answers 502', 'severity': 'SEV2', 'services': ['checkout'],
                                 'impact': {'users': {'percent': 100}, 'functionality': 'Nobody can pay',
                                            'dataLoss': 'none', 'workaround': {'exists': false}}}
                                """);
        ana.orders(it + "/timeline", "{'kind': 'finding', 'text': 'The pool is **exhausted**'}");
        ana.orders(it + "/timeline", "{'kind': 'action', 'text': 'Rolled back to 4.1'}");
        ana.orders(it + "/resolve", "{'resolution': 'rollback', 'durability': 'temporary'}");
        String followUp =
                ana.opens(
                        it + "/follow-ups",
                        "{'title': 'Alert on pool saturation', 'type': 'detect'}");
        String postmortem = ana.reads(it + "/postmortem.md");
        JsonNode due = ana.asks("follow-ups/" + followUp);

        assertThat(ana.requests()).isEqualTo(7);
        assertThat(postmortem)
                .contains("Checkout answers 502", "The pool is **exhausted**", "Rolled back to 4.1")
                .contains(followUp, "Alert on pool saturation");
        assertThat(due.at("/due/setBy").asString()).isEqualTo("policy");
    }

    @Test
    void who_runs_it_finds_the_figures_of_both_services_in_one_place() throws Exception {
        assertThat(admin.reads("/actuator/prometheus"))
                .contains("ledger_command_state{state=\"serving\"} 1.0", "ledger_query_well 1.0");
    }

    @Test
    void who_has_a_token_sees_every_part_and_nobody_else_more_than_whether_it_is_well()
            throws Exception {
        try (LedgerApi stranger = new LedgerApi(program.address(), "none")) {
            LedgerApi.Answer whole = api.ask("/actuator/health", 0);

            assertThat(whole.json().path("status").asString("")).isEqualTo("UP");
            assertThat(whole.json().path("components").propertyNames())
                    .contains("commandLog", "queryView", "queryProjection");
            assertThat(api.ask("/actuator/health/queryProjection", 0).status()).isEqualTo(200);
            assertThat(stranger.ask("/actuator/health", 0).body())
                    .doesNotContain("components", "queryProjection");
            assertThat(program.logged()).contains("The ledger incident-ledger: serving");
        }
    }

    @Test
    void a_team_of_eight_hands_over_follows_three_lines_and_is_wrong_once() throws Exception {
        Person ana = admin.lets("@lead-ana", program);
        Person ben = admin.lets("@database-ben", program);
        Person cem = admin.lets("@network-cem", program);
        Person dia = admin.lets("@release-dia", program);
        Person eva = admin.lets("@comms-eva", program);
        Person fay = admin.lets("@scribe-fay", program);
        Person gus = admin.lets("@support-gus", program);
        Person hal = admin.lets("@night-hal", program);

        // Ana declares it and spreads the work.
        String it =
                "incidents/"
                        + ana.opens(
                                "incidents", "{'title': 'Orders are lost', 'severity': 'SEV1'}");
        ana.orders(it + "/roles", "{'role': 'lead', 'holder': '@lead-ana'}");
        ana.orders(it + "/roles", "{'role': 'communications', 'holder': '@comms-eva'}");
        ana.orders(it + "/roles", "{'role': 'scribe', 'holder': '@scribe-fay'}");
        String threads = it + "/threads";
        String database =
                ana.begins(threads, "{'title': 'The database', 'owner': '@database-ben'}");
        String network = ana.begins(threads, "{'title': 'The network', 'owner': '@network-cem'}");
        String release = ana.begins(threads, "{'title': 'The release', 'owner': '@release-dia'}");
        eva.orders(it + "/updates", "{'audience': 'public', 'text': 'We are looking into it'}");
        gus.orders(
                it + "/timeline", "{'kind': 'customer-report', 'text': 'Order 4711 never came'}");

        // Three lines at once, each with a guess.
        String guess =
                ben.begins(
                        it + "/timeline",
                        "{'kind': 'hypothesis', 'text': 'Replication lags', 'thread': '%s'}"
                                .formatted(database));
        cem.orders(
                it + "/timeline",
                "{'kind': 'evidence', 'type': 'query', 'text': 'No packet is lost', 'thread': '%s'}"
                        .formatted(network));
        cem.orders(threads + "/" + network + "/close", "{'conclusion': 'The network is fine'}");
        ben.orders(
                it + "/timeline/" + guess + "/outcome",
                "{'state': 'confirmed', 'text': 'Eleven minutes behind'}");

        // It looks over, and is not.
        ana.orders(it + "/resolve", "{'resolution': 'restart', 'text': 'Restarted the replica'}");
        ana.isRefused("not-active", it + "/resolve", "{'resolution': 'restart'}");
        gus.orders(it + "/reopen", "{'reason': 'Orders are lost again'}");

        // The night shift takes over and finds it.
        ana.orders(
                it + "/roles/lead/handover",
                "{'from': '@lead-ana', 'to': '@night-hal', 'note': 'Dia is on to the release'}");
        hal.isRefused("one-lead", it + "/roles", "{'role': 'lead', 'holder': '@lead-ana'}");
        dia.orders(
                it + "/timeline",
                "{'kind': 'finding', 'text': 'The release answers before it writes', 'thread': '%s', 'marker': 'turning-point'}"
                        .formatted(release));
        dia.orders(threads + "/" + release + "/close", "{'conclusion': 'The release it was'}");
        ben.orders(threads + "/" + database + "/close", "{'conclusion': 'Only a consequence'}");
        hal.orders(it + "/resolve", "{'resolution': 'rollback', 'durability': 'lasting'}");
        eva.orders(it + "/updates", "{'audience': 'public', 'text': 'Orders are safe again'}");
        String followUp =
                hal.opens(
                        it + "/follow-ups",
                        """
                        {'title': 'Write before answering', 'type': 'prevent', 'priority': 'urgent',
                         'owner': '@release-dia'}
                        """);

        fay.looksUp(hal);
        JsonNode incident = fay.asks(it).get("incident");
        assertThat(incident.get("status").asString()).isEqualTo("resolved");
        assertThat(incident.get("roles").toString())
                .contains(
                        "{\"role\":\"lead\",\"holder\":\"@night-hal\"}",
                        "@comms-eva",
                        "@scribe-fay")
                .doesNotContain("{\"role\":\"lead\",\"holder\":\"@lead-ana\"}");
        assertThat(fay.reads(it + "/postmortem.md"))
                .contains("The database", "The network", "The release")
                .contains("Only a consequence", "The network is fine", "The release it was")
                .contains("Eleven minutes behind", "Orders are lost again")
                .contains("Dia is on to the release")
                .contains("We are looking into it", "Orders are safe again")
                .contains("Order 4711 never came", followUp);
        assertThat(
                        fay.asks(it + "/timeline?thread=" + release)
                                .get("items")
                                .valueStream()
                                .map(item -> item.path("text").asString("")))
                .contains("The release answers before it writes")
                .doesNotContain("No packet is lost", "Replication lags");
    }

    @Test
    void what_is_told_afterwards_keeps_what_is_known_and_says_what_is_not() throws Exception {
        Person ana = admin.lets("@later-ana", program);

        String it =
                "incidents/"
                        + ana.opens(
                                "incidents",
                                """
                                {'title': 'Certificates ran out', 'history': true, 'severity': 'SEV3', 'milestones': {
                                 'impact-started': '2025-03-30T00:59:00Z',
                                 'detected': {'at': '2025-03-30T01:00:00Z', 'precision': 'hour'}}}
                                """);
        ana.orders(
                it + "/timeline",
                """
                {'kind': 'note', 'text': 'Somebody had seen a warning',
                 'occurredAt': {'at': '2025-03-20T00:00:00Z', 'precision': 'day'}}
                """);
        ana.isRefused("time-needed", it + "/timeline", "{'kind': 'note', 'text': 'Some time'}");
        ana.orders(it + "/resolve", "{}");

        assertThat(ana.asks(it).at("/incident/milestones").propertyNames())
                .containsExactlyInAnyOrder("impact-started", "detected");
        assertThat(ana.asks(it + "/metrics").toString()).contains("unknown");
        assertThat(ana.reads(it + "/postmortem.md"))
                .contains("Entered afterwards", "Somebody had seen a warning", "01:??");
    }

    @Test
    void two_who_declared_the_same_go_on_as_one() throws Exception {
        Person ana = admin.lets("@first-ana", program);
        Person ben = admin.lets("@second-ben", program);

        String first = ana.opens("incidents", "{'title': 'Checkout is slow'}");
        String second = ben.opens("incidents", "{'title': 'Payments time out'}");
        String followUp = ben.opens("incidents/" + second + "/follow-ups", "{'title': 'Page us'}");
        ben.orders(
                "incidents/" + second + "/milestones",
                "{'milestone': 'detected', 'occurredAt': '2025-06-01T10:00:00Z'}");
        ana.orders(
                "incidents/" + first + "/milestones",
                "{'milestone': 'detected', 'occurredAt': '2025-06-01T10:30:00Z'}");
        ben.orders(
                "incidents/" + second + "/merge",
                "{'into': '%s', 'reason': 'The same database'}".formatted(first));
        ben.isRefused(
                "merged-is-final",
                "incidents/" + second + "/timeline",
                "{'kind': 'note', 'text': 'One more thing'}");
        ana.looksUp(ben);
        ana.orders("incidents/" + first + "/resolve", "{'resolution': 'restart'}");
        ana.orders("follow-ups/" + followUp + "/start", "{}");

        assertThat(ana.asks("incidents/" + second).at("/incident/status").asString())
                .isEqualTo("merged");
        assertThat(ana.reads("incidents/" + first + "/postmortem.md")).contains(second);
        assertThat(ana.reads("incidents/" + second + "/postmortem.md"))
                .contains(first, "The same database");
        assertThat(ana.asks("follow-ups?incident=" + first).toString()).contains(followUp);
        assertThat(ana.asks("incidents/" + first).at("/incident/milestones/detected").toString())
                .contains("2025-06-01T10:00:00Z");
        assertThat(ana.asks("incidents/" + second + "/metrics").toString())
                .contains("merged")
                .doesNotContain("\"elapsed\"");
        assertThat(measured(ana, "?from=2025-06-01T00:00:00Z"))
                .contains(first)
                .doesNotContain(second);
    }

    @Test
    void a_drill_is_worked_like_any_other_and_counted_nowhere() throws Exception {
        Person ana = admin.lets("@drill-ana", program);

        String it =
                "incidents/"
                        + ana.opens(
                                "incidents",
                                "{'title': 'Game day: the primary is gone', 'drill': true, 'severity': 'SEV1'}");
        ana.orders(it + "/timeline", "{'kind': 'action', 'text': 'Pulled the plug'}");
        ana.orders(it + "/resolve", "{'resolution': 'no-action'}");
        String followUp =
                ana.opens(
                        it + "/follow-ups",
                        "{'title': 'Rehearse the failover', 'due': '2026-01-02'}");

        assertThat(ana.reads(it + "/postmortem.md")).containsIgnoringCase("drill");
        assertThat(ana.reads("reports/overdue-follow-ups.md")).doesNotContain(followUp);
        assertThat(ana.asks(it + "/metrics").get("drill").asBoolean()).isTrue();
        String number = it.substring("incidents/".length());
        assertThat(measured(ana, "")).doesNotContain(number);
        assertThat(measured(ana, "?drill=true")).contains(number);
    }

    /** The incidents that the figures of a report come from, and the report counts as many. */
    private static List<String> measured(Person person, String question) throws Exception {
        JsonNode total = person.asks("reports/metrics" + question).get("total");
        List<String> behind =
                person.asks(
                                total.get("link").asString().substring("/api/v1/".length())
                                        + "&limit=100")
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("incident").asString())
                        .toList();
        assertThat(behind).hasSize(total.get("incidents").asInt());
        return behind;
    }
}
