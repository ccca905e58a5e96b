package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.edge.Api.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services, changes, runbooks and guidelines at the edge: who may, and what the answers tell. */
class OrganisationOrdersTest {
    private static final String DESCRIBED = "{\"owner\":\"team:shop\",\"dependencies\":[\"db\"]}";

    @TempDir static Path directory;
    private static Service service;
    private static Api ana;
    private static Api admin;

    @BeforeAll
    static void start() {
        service = Service.start("organisation", directory);
        ana = service.as("@ana", "responder");
        admin = service.admin();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_service_is_registered_changed_and_retired() {
        Reply registered = ana.post("/services", "{\"name\":\"pay\",\"owner\":\"team:pay\"}");
        Reply again = ana.post("/services", "{\"name\":\"pay\",\"owner\":\"team:pay\"}");
        Reply otherwise = ana.post("/services", "{\"name\":\"pay\"}");
        Reply changed = ana.post("/services/pay", DESCRIBED);

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.field("/id")).isEqualTo("pay");
        assertThat(registered.headers().get("location")).isEqualTo("/api/v1/services/pay");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.field("/changed")).isEqualTo("false");
        assertThat(again.headers().get("etag")).isEqualTo(registered.headers().get("etag"));
        assertThat(otherwise.status()).isEqualTo(409);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(ana.post("/services/pay", DESCRIBED).field("/changed")).isEqualTo("false");
        assertThat(
                        ana.post(
                                        "/services/pay",
                                        "{\"owner\":\"team:pay\"}",
                                        "If-Match",
                                        registered.headers().get("etag"))
                                .status())
                .isEqualTo(412);
        assertThat(ana.post("/services/pay/retire", "{}").field("/changed")).isEqualTo("true");
        assertThat(ana.post("/services/pay/retire", "{}").field("/changed")).isEqualTo("false");
        assertThat(ana.post("/services/none", DESCRIBED).status()).isEqualTo(404);
        assertThat(ana.post("/services/No%20Name", DESCRIBED).status()).isEqualTo(404);
    }

    @Test
    void an_order_that_says_nothing_of_a_service_takes_nothing_away() {
        admin.post("/services", "{\"name\":\"silent\",\"owner\":\"team:pay\"}");
        long head = service.head();

        Reply empty = admin.post("/services/silent", "{}");
        Reply cleared = admin.post("/services/silent", "{\"owner\":null,\"dependencies\":[]}");

        assertThat(empty.status()).as(empty.text()).isEqualTo(400);
        assertThat(empty.field("/fields/0/field")).isEqualTo("/description");
        assertThat(service.head()).isEqualTo(head + 1);
        assertThat(cleared.field("/changed")).isEqualTo("true");
    }

    @Test
    void what_is_wrong_with_a_service_is_named() {
        Reply bad =
                ana.post(
                        "/services",
                        """
                        {"name": "x", "links": {"Dash Board": "https://x.org", "wiki": "javascript:alert(1)"}, \
                        "dependencies": [null]}""");

        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.json().get("fields").valueStream().map(it -> it.get("field").asString()))
                .containsExactlyInAnyOrder("/links", "/links/wiki", "/dependencies/0");
        assertThat(ana.post("/services", "{\"name\":\"Check Out\"}").field("/fields/0/field"))
                .isEqualTo("/name");
        assertThat(ana.post("/services", "{}").field("/fields/0/field")).isEqualTo("/name");
    }

    @Test
    void a_pipeline_records_changes_once_each_and_may_do_nothing_else() {
        Reply issued = admin.post("/tokens", "{\"handle\":\"@ci\",\"scope\":\"changes\"}");
        Api robot = service.as(issued.field("/secret"));
        String deployed = "{\"service\":\"checkout\",\"version\":\"4.12\"}";

        Reply first = robot.post("/changes", deployed, "Idempotency-Key", "build-8812");
        Reply repeated = robot.post("/changes", deployed, "Idempotency-Key", "build-8812");

        assertThat(issued.field("/scope")).isEqualTo("changes");
        assertThat(issued.json().has("role")).isFalse();
        assertThat(first.status()).isEqualTo(201);
        assertThat(repeated.text()).isEqualTo(first.text());
        assertThat(repeated.status()).isEqualTo(201);
        assertThat(robot.post("/incidents", "{\"title\":\"x\"}").status()).isEqualTo(403);
        assertThat(robot.post("/services", "{\"name\":\"x\"}").status()).isEqualTo(403);
        assertThat(robot.post("/guidelines", "{\"text\":\"x\"}").status()).isEqualTo(403);
        assertThat(robot.post("/tokens", "{\"handle\":\"@x\",\"role\":\"admin\"}").status())
                .isEqualTo(403);
        assertThat(service.as("@v", "viewer").post("/changes", deployed).status()).isEqualTo(403);
        assertThat(
                        admin.post(
                                        "/tokens",
                                        "{\"handle\":\"@ci\",\"role\":\"admin\",\"scope\":\"changes\"}")
                                .field("/fields/0/field"))
                .isEqualTo("/role");
        assertThat(
                        ana.post(
                                        "/changes",
                                        "{\"service\":\"x\",\"occurredAt\":\"2999-01-01T00:00:00Z\"}")
                                .field("/rule"))
                .isEqualTo("time-in-future");
    }

    @Test
    void a_recorded_change_is_put_on_a_timeline_once() {
        Reply change =
                ana.post("/changes", "{\"service\":\"checkout\",\"kind\":\"configuration\"}");
        String changes =
                "/incidents/" + declared("{\"title\":\"x\"}").field("/number") + "/changes";
        String order = "{\"change\":\"" + change.field("/id") + "\"}";

        Reply shown = ana.post(changes, order);

        assertThat(shown.status()).isEqualTo(201);
        assertThat(shown.field("/id")).isEqualTo(change.field("/id"));
        assertThat(ana.post(changes, order).field("/changed")).isEqualTo("false");
        Reply unknown = ana.post(changes, "{\"change\":\"01970000-0000-7000-8000-0000000000c1\"}");
        assertThat(unknown.field("/rule")).isEqualTo("unknown-change");
        assertThat(unknown.field("/fields/0/field")).isEqualTo("/change");
    }

    @Test
    void a_change_whose_entry_was_redacted_brings_no_words_to_another_incident() {
        Reply change =
                ana.post(
                        "/changes",
                        "{\"service\":\"checkout\",\"version\":\"hunter2\",\"text\":\"hunter2\"}");
        String order = "{\"change\":\"" + change.field("/id") + "\"}";
        String first = "/incidents/" + declared("{\"title\":\"x\"}").field("/number");
        String second = "/incidents/" + declared("{\"title\":\"y\"}").field("/number");
        String third = "/incidents/" + declared("{\"title\":\"z\"}").field("/number");
        ana.post(first + "/changes", order);
        ana.post(second + "/changes", order);

        Reply redacted =
                ana.post(
                        first + "/timeline/" + change.field("/id") + "/redaction",
                        "{\"reason\":\"a password\"}");
        Reply shown = ana.post(third + "/changes", order);

        assertThat(redacted.text())
                .as("where the same words stand still")
                .contains(second.substring("/incidents/".length()))
                .doesNotContain(third.substring("/incidents/".length()));
        assertThat(shown.status()).as(shown.text()).isEqualTo(201);
        assertThat(new String(service.events().getLast().payload(), StandardCharsets.UTF_8))
                .contains("(redacted)", "checkout")
                .doesNotContain("hunter2");
    }

    @Test
    void a_runbook_is_written_followed_and_missed() {
        Reply written =
                ana.post(
                        "/runbooks",
                        """
                        {"title": "Pool", "troubleshooting": ["Look"], "resolution": ["Mend"]}""");
        String number = written.field("/number");
        Reply revised = ana.post("/runbooks/" + number, "{\"title\":\"The pool\"}");
        String incident =
                "/incidents/"
                        + declared("{\"title\":\"x\",\"services\":[\"checkout\"]}")
                                .field("/number");
        Reply followed =
                ana.post(
                        incident + "/runbooks",
                        "{\"runbook\":\"" + number.toLowerCase() + "\",\"version\":1}");
        Reply step =
                ana.post(
                        incident + "/runbooks/" + number + "/steps/2",
                        "{\"outcome\":\"failed\",\"note\":\"locked\"}");
        Reply missed = ana.post(incident + "/runbooks/missing", "{}");
        Reply missedAgain = ana.post(incident + "/runbooks/missing", "{}");

        assertThat(written.status()).isEqualTo(201);
        assertThat(number).startsWith("RB-");
        assertThat(revised.field("/number")).isEqualTo(number);
        assertThat(followed.field("/changed")).isEqualTo("true");
        assertThat(step.status()).isEqualTo(200);
        assertThat(missed.status()).isEqualTo(201);
        assertThat(missed.field("/number")).startsWith("FU-");
        assertThat(missedAgain.field("/number")).isEqualTo(missed.field("/number"));
        assertThat(missedAgain.field("/changed")).isEqualTo("false");
        assertThat(
                        ana.post(incident + "/runbooks", "{\"runbook\":\"RB-999\"}")
                                .field("/fields/0/field"))
                .isEqualTo("/runbook");
        assertThat(
                        ana.post(
                                        incident + "/runbooks/" + number + "/steps/9",
                                        "{\"outcome\":\"done\"}")
                                .status())
                .isEqualTo(404);
        assertThat(
                        ana.post(
                                        incident + "/runbooks/" + number + "/steps/x",
                                        "{\"outcome\":\"done\"}")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void only_an_admin_sets_the_guidelines() {
        Reply refused = ana.post("/guidelines", "{\"text\":\"Stay calm\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.field("/detail")).isEqualTo("this needs the token of an admin");
        Reply set = admin.post("/guidelines", "{\"text\":\"Stay calm\"}");

        assertThat(set.status()).isEqualTo(200);
        assertThat(set.field("/changed")).isEqualTo("true");
        assertThat(admin.post("/guidelines", "{\"text\":\"Stay calm\"}").field("/changed"))
                .isEqualTo("false");
        assertThat(admin.post("/guidelines", "{}").field("/fields/0/field")).isEqualTo("/text");
    }

    @Test
    void a_declaration_is_answered_with_hints_as_of_itself() {
        String order =
                """
                {"title": "x", "services": ["hinted", "unheard of"], "impact": {"dataLoss": "lost"}}""";
        Reply before = ana.post("/incidents", order, "Idempotency-Key", "hints");
        ana.post("/services", "{\"name\":\"hinted\"}");
        String number = before.field("/number");

        assertThat(before.json().get("unknownServices").valueStream().map(it -> it.asString()))
                .containsExactly("hinted", "unheard of");
        assertThat(before.field("/suggestedSeverity/severity")).isEqualTo("SEV1");
        assertThat(before.field("/suggestedSeverity/reason")).isEqualTo("data is lost");
        assertThat(before.field("/links/changes"))
                .isEqualTo("/api/v1/incidents/" + number + "/changes");
        String guidelines = service.as("@g", "admin").post("/guidelines", "{\"text\":\"\"}").text();
        assertThat(declared("{\"title\":\"x\"}").text())
                .as(guidelines)
                .doesNotContain("guidelines");
        admin.post("/guidelines", "{\"text\":\"Stay calm, all of you\"}");
        assertThat(declared("{\"title\":\"x\"}").field("/links/guidelines"))
                .isEqualTo("/api/v1/guidelines");
        assertThat(declared("{\"title\":\"x\"}").field("/guidelines/text"))
                .isEqualTo("Stay calm, all of you");
        assertThat(ana.post("/incidents", order, "Idempotency-Key", "hints").text())
                .isEqualTo(before.text());
        Reply details =
                ana.post("/incidents/" + number + "/details", "{\"services\":[\"hinted\",\"db\"]}");
        assertThat(details.json().get("unknownServices").valueStream().map(it -> it.asString()))
                .containsExactly("db");
    }

    @Test
    void an_impact_is_answered_with_what_it_suggests_also_when_it_is_said_again() {
        String impact = "/incidents/" + declared("{\"title\":\"x\"}").field("/number") + "/impact";
        String few = "{\"impact\":{\"users\":{\"percent\":0.5}}}";

        assertThat(ana.post(impact, few).field("/suggestedSeverity/severity")).isEqualTo("SEV4");
        Reply again = ana.post(impact, few);
        assertThat(again.field("/changed")).isEqualTo("false");
        assertThat(again.field("/suggestedSeverity/severity")).isEqualTo("SEV4");
    }

    @Test
    void labels_are_set_or_taken_away_and_not_both() {
        String labels = "/incidents/" + declared("{\"title\":\"x\"}").field("/number") + "/labels";

        assertThat(ana.post(labels, "{\"set\":{\"tier\":\"gold\"}}").field("/changed"))
                .isEqualTo("true");
        assertThat(ana.post(labels, "{\"remove\":[\"tier\"]}").field("/changed")).isEqualTo("true");
        assertThat(
                        ana.post(labels, "{\"set\":{\"tier\":\"x\"},\"remove\":[\"tier\"]}")
                                .field("/fields/0/field"))
                .isEqualTo("/remove");
        assertThat(ana.post(labels, "{\"remove\":[null]}").field("/fields/0/field"))
                .isEqualTo("/remove/0");
        assertThat(ana.post(labels, "{\"remove\":[\"A b\"],\"set\":{}}").field("/fields/0/field"))
                .isEqualTo("/remove/0");
        assertThat(ana.post(labels, "{}").status()).isEqualTo(400);
    }

    private static Reply declared(String order) {
        return ana.post("/incidents", order);
    }
}
