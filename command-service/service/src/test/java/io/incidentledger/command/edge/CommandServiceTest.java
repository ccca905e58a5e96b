package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.edge.Api.Reply;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandServiceTest {
    @TempDir static Path directory;
    private static Service service;

    @BeforeAll
    static void start() {
        service = Service.start("story", directory);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void an_incident_from_its_declaration_to_the_proof_of_its_follow_up() {
        Api ana = service.as("@ana", "responder");

        Reply declared =
                ana.post(
                        "/incidents",
                        """
                        {"title": "Checkout fails", "severity": "SEV2", "services": ["checkout"],
                         "impact": {"users": {"percent": 34.5}, "dataLoss": "none",
                                    "workaround": {"exists": false}},
                         "detection": {"source": "monitor", "detail": "error rate"},
                         "milestones": {"detected": {"at": "2026-11-01T09:00:00Z", "precision": "about"},
                                        "impact-started": "2026-11-01T10:58:00+02:00"},
                         "labels": {"region": "eu"}, "workedAt": "#inc-checkout"}""");
        assertThat(declared.status()).isEqualTo(201);
        String number = declared.field("/number");
        String id = declared.field("/id");
        assertThat(number).matches("INC-\\d+");
        assertThat(declared.headers())
                .containsEntry("location", "/api/v1/incidents/" + id)
                .containsEntry("etag", "\"" + declared.position() + "\"")
                .containsEntry("content-type", "application/json");
        assertThat(service.head()).isEqualTo(declared.position() + 1);

        expect(
                ana.post(
                        "/incidents/" + number + "/roles",
                        "{\"role\":\"lead\",\"holder\":\"@ana\"}"),
                200,
                id);
        expect(ana.post("/incidents/" + id + "/severity", "{\"severity\":\"SEV1\"}"), 200, id);
        expect(
                ana.post("/incidents/" + number + "/status", "{\"status\":\"identified\"}"),
                200,
                id);
        Reply entry =
                ana.post(
                        "/incidents/" + number + "/timeline",
                        """
                        {"kind": "hypothesis", "text": "The new pool is too small", "by": "@ben"}""");
        assertThat(entry.status()).isEqualTo(201);
        assertThat(entry.field("/incident/number")).isEqualTo(number);
        expect(
                ana.post(
                        "/incidents/" + number + "/timeline/" + entry.field("/id") + "/correction",
                        "{\"newText\":\"The pool is too small\",\"reason\":\"not new\"}"),
                200,
                entry.field("/id"));
        assertThat(
                        ana.post(
                                        "/incidents/" + number + "/updates",
                                        """
                                        {"text": "We are on it", "audience": "public",
                                         "nextUpdateDue": "2026-12-01T10:00:00Z"}""")
                                .status())
                .isEqualTo(201);
        Reply followUp =
                ana.post(
                        "/incidents/" + number + "/follow-ups",
                        """
                        {"title": "Alert on pool use", "type": "detect", "priority": "high",
                         "owner": "team:payments", "origin": "%s"}"""
                                .formatted(entry.field("/id")));
        assertThat(followUp.status()).isEqualTo(201);
        assertThat(followUp.field("/number")).matches("FU-\\d+");
        Reply resolved =
                ana.post(
                        "/incidents/" + number + "/resolve",
                        "{\"resolution\":\"configuration\",\"durability\":\"lasting\"}");
        expect(resolved, 200, id);
        String fu = "/follow-ups/" + followUp.field("/number");
        expect(ana.post(fu + "/start", ""), 200, followUp.field("/id"));
        expect(
                ana.post(fu + "/complete", "{\"evidence\":{\"link\":\"https://example.org/1\"}}"),
                200,
                followUp.field("/id"));
        expect(ana.post(fu + "/verify", "{}"), 200, followUp.field("/id"));
        expect(ana.post("/incidents/" + number + "/close", "{}"), 200, id);

        assertThat(service.events().stream().filter(event -> id.equals(event.tag("incident"))))
                .extracting(RecordedEvent::type)
                .containsExactly(
                        "incident.declared",
                        "incident.milestone-set",
                        "incident.milestone-set",
                        "incident.milestone-set",
                        "incident.update-due-changed",
                        "incident.update-due-changed",
                        "incident.role-assigned",
                        "incident.severity-changed",
                        "incident.update-due-changed",
                        "incident.update-due-changed",
                        "incident.update-due-changed",
                        "incident.status-changed",
                        "timeline.entry-recorded",
                        "timeline.entry-corrected",
                        "timeline.entry-recorded",
                        "incident.milestone-set",
                        "followup.added",
                        "incident.resolved",
                        "incident.milestone-set",
                        "followup.rescheduled",
                        "followup.started",
                        "followup.completed",
                        "followup.verified",
                        "incident.closed",
                        "incident.milestone-set");
        assertThat(service.events())
                .filteredOn(event -> id.equals(event.tag("incident")))
                .allSatisfy(
                        event ->
                                assertThat(event.metadata())
                                        .containsEntry("actor", "@ana")
                                        .containsKeys("authority", "commandId", "commandHash"));
    }

    @Test
    void two_lines_of_investigation_are_followed_apart() {
        Api ana = service.as("@ana", "responder");
        String incident =
                "/incidents/" + ana.post("/incidents", "{\"title\":\"It fails\"}").field("/number");
        Reply opened =
                ana.post(incident + "/threads", "{\"title\":\"The pool\",\"owner\":\"@ben\"}");
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        String id = opened.field("/id");
        String thread = incident + "/threads/" + id;

        expect(ana.post(thread + "/assign", "{\"nobody\":true}"), 200, id);
        expect(ana.post(thread + "/close", "{\"conclusion\":\"It leaks\"}"), 200, id);
        Reply entry =
                ana.post(
                        incident + "/timeline",
                        "{\"kind\":\"hypothesis\",\"text\":\"It leaks\",\"thread\":\"%s\"}"
                                .formatted(id));
        assertThat(entry.status()).as(entry.text()).isEqualTo(201);
        String named = incident + "/timeline/" + entry.field("/id");
        expect(ana.post(named + "/outcome", "{\"state\":\"confirmed\"}"), 200, entry.field("/id"));
        assertThat(ana.post(named + "/outcome", "{\"state\":\"confirmed\"}").field("/changed"))
                .isEqualTo("false");
        expect(ana.post(named + "/pin", "{\"pinned\":true}"), 200, entry.field("/id"));
        expect(ana.post(named + "/marker", "{\"marker\":\"repair\"}"), 200, entry.field("/id"));
        expect(ana.post(named + "/marker", "{\"none\":true}"), 200, entry.field("/id"));
        expect(ana.post(thread + "/reopen", "{\"reason\":\"still\"}"), 200, id);

        assertThat(ana.post(incident + "/threads/x/close", "{\"conclusion\":\"x\"}").status())
                .isEqualTo(404);
        assertThat(ana.post(thread + "/assign", "{}").field("/fields/0/field")).isEqualTo("/owner");
        assertThat(ana.post(named + "/marker", "{\"marker\":\"repair\",\"none\":true}").status())
                .isEqualTo(400);
        assertThat(ana.post(named + "/pin", "{}").field("/fields/0/field")).isEqualTo("/pinned");
        assertThat(ana.post(named + "/outcome", "{\"state\":\"maybe\"}").status()).isEqualTo(400);
    }

    private static void expect(Reply reply, int status, String id) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.field("/id")).isEqualTo(id);
        assertThat(reply.json().at("/changed").asBoolean()).isTrue();
    }
}
