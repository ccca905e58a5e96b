package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.edge.Api.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates at the edge: who may, what is refused, and what becomes of an update. */
class TemplateOrdersTest {
    @TempDir static Path directory;
    private static Service service;
    private static Api admin;
    private static Api ana;

    @BeforeAll
    static void start() {
        service = Service.start("templates", directory);
        admin = service.admin();
        ana = service.as("@ana", "responder");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void what_was_sent_stays_as_it_was_whatever_becomes_of_the_template() {
        String incident = declared();
        String order =
                """
                {"template": "terse", "values": {"now": "*we look*"}}""";
        assertThat(
                        admin.post(
                                        "/templates",
                                        """
                                        {"name": "terse", "audience": "stakeholder", "text": "{{number}}: {{now}}"}""")
                                .status())
                .isEqualTo(200);

        Reply sent = ana.post(incident + "/updates", order, "Idempotency-Key", "once");

        assertThat(sent.status()).isEqualTo(201);
        assertThat(text(sent))
                .contains("\"text\":\"INC-")
                .contains(": *we look*\"")
                .contains("\"template\":{\"name\":\"terse\",\"version\":1}")
                .contains("\"audience\":\"stakeholder\"");
        Reply away =
                admin.post(
                        "/templates",
                        """
                        {"name": "terse", "audience": "stakeholder", "text": ""}""");
        assertThat(away.field("/changed")).isEqualTo("true");
        Reply again = ana.post(incident + "/updates", order, "Idempotency-Key", "once");
        assertThat(again.text()).isEqualTo(sent.text());
        Reply another = ana.post(incident + "/updates", order);
        assertThat(another.status()).isEqualTo(422);
        assertThat(another.field("/rule")).isEqualTo("unknown-template");
    }

    @Test
    void a_team_that_set_none_has_those_that_are_built_in() {
        Reply sent =
                ana.post(
                        declared() + "/updates",
                        """
                        {"template": "public", "values": {"what": "Some payments fail."}, "estimate": "an hour"}""");

        assertThat(sent.status()).isEqualTo(201);
        assertThat(text(sent)).contains("Some payments fail.").contains("take an hour.");
    }

    @Test
    void a_bad_template_is_refused_with_line_and_cause_and_only_an_admin_sets_one() {
        String bad =
                """
                {"name": "bad", "audience": "public", "text": "Hello\\n{{#title}}"}""";

        assertThat(ana.post("/templates", bad).status()).isEqualTo(403);
        Reply refused = admin.post("/templates", bad);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field("/fields/0/field")).isEqualTo("/text");
        assertThat(refused.field("/fields/0/accepted")).contains("line 2: Section missing");
        assertThat(admin.post("/templates", "{}").json().get("fields")).hasSize(3);
        assertThat(
                        admin.post(
                                        "/templates",
                                        """
                                        {"name": "No Good", "audience": "public", "text": "x"}""")
                                .field("/fields/0/field"))
                .isEqualTo("/name");
    }

    @Test
    void a_text_or_a_template_and_its_values() {
        String updates = declared() + "/updates";

        assertThat(field(updates, "{\"template\": \"public\", \"text\": \"x\"}"))
                .isEqualTo("/text");
        assertThat(
                        field(
                                updates,
                                "{\"text\": \"x\", \"audience\": \"public\", \"values\": {\"a\": \"b\"}}"))
                .isEqualTo("/values");
        assertThat(field(updates, "{\"template\": \"public\", \"values\": {\"what\": null}}"))
                .isEqualTo("/values/what");
        assertThat(
                        field(
                                updates,
                                """
                                {"text": "x", "audience": "public", "last": true,
                                 "nextUpdateDue": "2099-01-01T00:00:00Z"}"""))
                .isEqualTo("/nextUpdateDue");
        Reply missing = ana.post(updates, "{\"template\": \"public\"}");
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.field("/rule")).isEqualTo("template-values");
        assertThat(missing.field("/detail")).contains("what");
    }

    @Test
    void a_preview_shows_the_words_and_what_is_missing_and_records_nothing() {
        String updates = declared() + "/updates";
        long head = service.head();

        Reply missing =
                ana.post(
                        updates + "?dryRun=true",
                        """
                        {"template": "public", "estimate": "an hour", "nextUpdateDue": "2099-01-01T00:00:00Z"}""");
        Reply whole =
                ana.post(
                        updates + "?dryRun=true",
                        """
                        {"template": "public", "values": {"what": "Some payments fail."}}""");
        Reply plain =
                ana.post(
                        updates + "?dryRun=true",
                        "{\"text\": \"We look\", \"audience\": \"internal\"}");

        assertThat(missing.status()).as(missing.text()).isEqualTo(200);
        assertThat(missing.json().get("missing").toString()).isEqualTo("[\"what\"]");
        assertThat(missing.field("/text")).startsWith("{{what}}").contains("take an hour.");
        assertThat(missing.field("/nextUpdateDue")).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(missing.field("/template/name")).isEqualTo("public");
        assertThat(whole.json().get("missing").isEmpty()).isTrue();
        assertThat(plain.field("/text")).isEqualTo("We look");
        assertThat(service.head()).isEqualTo(head);
        Reply sent =
                ana.post(
                        updates + "?dryRun=false",
                        """
                        {"template": "public", "values": {"what": "Some payments fail."}}""");
        assertThat(text(sent)).contains("\"text\":\"" + whole.field("/text") + "\"");
    }

    @Test
    void a_preview_is_refused_as_the_update_would_be() {
        String incident = declared();

        assertThat(
                        ana.post(incident + "/updates?dryRun=true", "{\"template\": \"nobodys\"}")
                                .field("/rule"))
                .isEqualTo("unknown-template");
        assertThat(
                        ana.post(
                                        incident + "/updates?dryRun=true",
                                        "{\"template\": \"public\", \"values\": {\"what\": \"x\", \"why\": \"y\"}}")
                                .field("/fields/0/field"))
                .isEqualTo("/values/why");
        assertThat(ana.post(incident + "/updates?dryRun=yes", "{}").status()).isEqualTo(400);
        assertThat(
                        ana.post(
                                        "/incidents/0b1f7c5e-6a0d-4d2c-9f0e-5a3c1e8d7b42/updates?dryRun=true",
                                        "{\"template\": \"public\"}")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void after_a_redaction_templates_say_what_is_not_hidden() {
        String incident =
                "/incidents/"
                        + ana.post(
                                        "/incidents",
                                        """
                                        {"title": "Checkout fails", "services": ["checkout"],
                                         "impact": {"users": {"percent": 100}, "functionality": "paying"}}""")
                                .field("/number");
        ana.post(incident + "/details", "{\"title\": \"Ask Eve at 555\"}");
        long named = service.head() - 1;
        Reply added = ana.post(incident + "/follow-ups", "{\"title\": \"Call Eve\"}");
        String order = "{\"template\": \"stakeholder\"}";

        redact(incident, added.position());
        Reply told = ana.post(incident + "/updates", order);
        Reply preview = ana.post(incident + "/updates?dryRun=true", order);

        assertThat(text(told))
                .contains("**Ask Eve at 555** (checkout), status: triage.")
                .contains("Impact: 100 % of users; paying");
        assertThat(preview.field("/text")).contains("Ask Eve at 555");
        assertThat(ana.post(incident + "/runbooks/missing", "{}").status()).isEqualTo(201);
        assertThat(
                        service.events().stream()
                                .map(event -> new String(event.payload(), StandardCharsets.UTF_8)))
                .anyMatch(payload -> payload.contains("Write a runbook for checkout"));

        redact(incident, named);

        assertThat(text(ana.post(incident + "/updates", order)))
                .contains("**(redacted)** (checkout), status: triage.")
                .contains("Impact: 100 % of users; paying")
                .doesNotContain("Eve");
    }

    private static void redact(String incident, long position) {
        Reply redacted =
                admin.post(
                        incident + "/redactions",
                        "{\"reason\": \"it names her\", \"positions\": [%d]}".formatted(position));
        assertThat(redacted.status()).as(redacted.text()).isEqualTo(200);
    }

    private static String declared() {
        return "/incidents/" + ana.post("/incidents", "{\"title\": \"Down\"}").field("/id");
    }

    private static String field(String path, String body) {
        return ana.post(path, body).field("/fields/0/field");
    }

    /** Of the last two events: the first word to the public is followed by its milestone. */
    private static String text(Reply sent) {
        return service.log().read(sent.position() - 1, 2).stream()
                .map(event -> new String(event.payload(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
    }
}
