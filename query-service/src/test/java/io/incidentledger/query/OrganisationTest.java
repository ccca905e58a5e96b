package io.incidentledger.query;

import static io.incidentledger.query.Asking.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.AccessRole;
import io.incidentledger.events.AccessScope;
import io.incidentledger.events.Audience;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeKind;
import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.Detection;
import io.incidentledger.events.DetectionSource;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.GuidelinesSet;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Impact;
import io.incidentledger.events.ImpactChanged;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.RunbookFollowed;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookMissed;
import io.incidentledger.events.RunbookRetired;
import io.incidentledger.events.RunbookStepTaken;
import io.incidentledger.events.RunbookWritten;
import io.incidentledger.events.ServiceDescribed;
import io.incidentledger.events.ServiceName;
import io.incidentledger.events.ServiceRetired;
import io.incidentledger.events.Severity;
import io.incidentledger.events.StepOutcome;
import io.incidentledger.events.TemplateName;
import io.incidentledger.events.TemplateSet;
import io.incidentledger.events.UsersAffected;
import io.incidentledger.query.Asking.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the organisation runs, changes and has agreed on, and how an incident finds it. */
class OrganisationTest {
    private static final RunbookId POOL = new RunbookId(UUID.randomUUID());
    private static final RunbookId OLD = new RunbookId(UUID.randomUUID());
    private static final WrittenLog written = new WrittenLog();
    @AutoClose private static RunningService service;
    private static Asking ask;
    private static IncidentId checkout;

    @BeforeAll
    static void start() {
        written.token("viewer", AccessRole.VIEWER);
        written.token("robot", AccessRole.VIEWER, AccessScope.CHANGES);
        catalogue();
        changes();
        guidance();
        incident();
        service =
                new RunningService(
                        written, "--ledger.query.support-hours.week=mon-fri 09:00-18:00");
        ask = service.as("viewer").from(written.head());
    }

    /** checkout → payments → ledger → payments, a circle; the web shop needs checkout. */
    private static void catalogue() {
        describe("checkout", "team:shop", "payments");
        describe("payments", "team:money", "ledger", "nobodys");
        describe("ledger", null, "payments");
        describe("web", "team:shop", "checkout");
        describe("fax", "team:shop", "checkout");
        describe("checkout", "team:checkout", "payments");
        written.add(new ServiceRetired(new ServiceName("fax"), "nobody has one"));
    }

    private static void changes() {
        change("ledger", "7", "2026-03-02T08:00:00Z");
        change("checkout", "4.11", "2026-03-01T06:00:00Z");
        change("checkout", "4.12", "2026-03-02T09:40:00Z");
        change("payments", "9", "2026-03-02T09:50:00Z");
        change("checkout", "4.13", "2026-03-02T09:55:00Z");
        change("web", "1", "2026-03-02T09:30:00Z");
    }

    private static void guidance() {
        written.add(new GuidelinesSet(1, "Stay calm"));
        written.add(new GuidelinesSet(2, "Say what you do"));
        written.add(template("public", 1, "{{title}} is down"));
        written.add(template("short", 1, "{{title}}"));
        written.add(template("short", 2, "{{number}}"));
        written.add(template("stakeholder", 1, ""));
        runbook(OLD, 1, "Fax", "fax");
        runbook(POOL, 1, "Pool empty", "checkout");
        runbook(POOL, 2, "Pool exhausted", "checkout", "payments");
        written.add(new RunbookRetired(OLD, "no fax"));
    }

    private static TemplateSet template(String name, long version, String text) {
        return new TemplateSet(new TemplateName(name), version, Audience.PUBLIC, text);
    }

    @Test
    void templates_are_the_organisations_own_before_those_that_are_built_in() {
        JsonNode templates = ask.get("/api/v1/templates").json().get("items");

        assertThat(templates.valueStream())
                .extracting(it -> it.get("name").asString() + " " + it.get("version"))
                .containsExactly("internal 0", "public 1", "short 2");
        assertThat(templates.get(0).get("setBy").isNull()).isTrue();
        assertThat(templates.get(1).get("text").asString()).isEqualTo("{{title}} is down");
        assertThat(templates.get(1).get("setBy").asString()).isEqualTo("@ana");
    }

    private static void incident() {
        checkout = written.declare("Checkout fails", Severity.SEV3, "checkout", "mystery");
        written.add(
                new MilestoneSet(
                        checkout,
                        Milestone.IMPACT_STARTED,
                        null,
                        null,
                        Moment.exactly(Instant.parse("2026-03-02T09:50:00Z"))));
        written.add(
                new LabelsChanged(
                        checkout,
                        new TreeMap<>(Map.of("tier", "gold", "region", "eu")),
                        List.of(),
                        null,
                        null,
                        null));
        written.add(
                new LabelsChanged(checkout, new TreeMap<>(), List.of("region"), null, null, null));
        written.add(
                new ImpactChanged(
                        checkout,
                        new Impact(new UsersAffected(null, 100.0), null, null, null),
                        null,
                        null,
                        null));
        written.add(
                new IncidentDetailsChanged(
                        checkout,
                        null,
                        null,
                        null,
                        new Detection(DetectionSource.USER, null),
                        null,
                        null,
                        null,
                        null,
                        null));
        written.add(new RunbookFollowed(checkout, POOL, "RB-2", 1, "Pool empty", null, null));
        step(1, StepOutcome.DONE);
        written.add(new RunbookFollowed(checkout, POOL, "RB-2", 2, "Pool exhausted", null, null));
        step(1, StepOutcome.FAILED);
        step(1, StepOutcome.DONE);
        step(2, StepOutcome.SKIPPED);
        FollowUpId followUp = written.followUp(checkout, "Write a runbook", null, null);
        written.add(new RunbookMissed(checkout, followUp, null, null));
        written.declare("Mail is late", null, "mail");
        IncidentId roughly = written.declare("Began at nine something", null, "payments");
        Instant nine = Instant.parse("2026-03-02T09:00:00Z");
        written.add(
                new MilestoneSet(
                        roughly,
                        Milestone.IMPACT_STARTED,
                        null,
                        null,
                        new Moment(nine, Precision.HOUR)));
        IncidentId thatDay = written.declare("Began that day", null, "checkout");
        written.add(
                new MilestoneSet(
                        thatDay,
                        Milestone.IMPACT_STARTED,
                        null,
                        null,
                        new Moment(Instant.parse("2026-03-02T00:00:00Z"), Precision.DAY)));
        written.add(
                new MilestoneSet(
                        thatDay,
                        Milestone.DECLARED,
                        null,
                        null,
                        Moment.exactly(Instant.parse("2026-03-02T09:52:00Z"))));
    }

    @Test
    void the_catalogue_lists_what_is_run_by_owner_and_in_pages() {
        assertThat(names(ask.get("/api/v1/services"), "/name"))
                .containsExactly("checkout", "ledger", "payments", "web");
        assertThat(names(ask.get("/api/v1/services?retired=any&owner=team:shop"), "/name"))
                .containsExactly("fax", "web");
        Answer first = ask.get("/api/v1/services?limit=3&sort=-name");
        assertThat(names(first, "/name")).containsExactly("web", "payments", "ledger");
        assertThat(names(ask.get(first.json().get("next").asString()), "/name"))
                .containsExactly("checkout");
    }

    @Test
    void a_service_says_what_it_needs_and_what_needs_it_through_circles() {
        JsonNode found = ask.get("/api/v1/services/checkout").json();

        assertThat(found.at("/service/owner").asString()).isEqualTo("team:checkout");
        assertThat(related(found.get("dependencies")))
                .containsExactly("payments 1", "ledger 2", "nobodys 2 unknown");
        assertThat(related(found.get("dependents"))).containsExactly("web 1");
        JsonNode ledger = ask.get("/api/v1/services/ledger").json();
        assertThat(related(ledger.get("dependencies")))
                .containsExactly("payments 1", "nobodys 2 unknown");
        assertThat(related(ledger.get("dependents")))
                .containsExactly("payments 1", "checkout 2", "web 3");
        assertThat(ask.get("/api/v1/services/fax").json().at("/service/retiredBecause").asString())
                .isEqualTo("nobody has one");
        assertProblem(ask.get("/api/v1/services/none"), 404, "not-found");
    }

    @Test
    void changes_are_found_by_service_and_time_in_pages() {
        Answer first =
                ask.get(
                        "/api/v1/changes?service=checkout,web&from=2026-03-02T00:00:00Z"
                                + "&to=2026-03-02T09:55:00Z&limit=1");

        assertThat(names(first, "/version")).containsExactly("4.12");
        assertThat(names(ask.get(first.json().get("next").asString()), "/version"))
                .containsExactly("1");
        assertThat(names(ask.get("/api/v1/changes?kind=other"), "/version")).isEmpty();
        assertThat(first.json().at("/items/0/by").asString()).isEqualTo("@ana");
        String id = first.json().at("/items/0/id").asString();
        assertThat(ask.get("/api/v1/changes/" + id).json().get("version").asString())
                .isEqualTo("4.12");
        assertProblem(ask.get("/api/v1/changes/x"), 400, "invalid");
        assertProblem(ask.get("/api/v1/changes/" + UUID.randomUUID()), 404, "not-found");
    }

    @Test
    void an_incident_shows_what_changed_before_it_began_in_its_services_and_what_they_need() {
        JsonNode found = ask.get("/api/v1/incidents/INC-1/changes").json();

        assertThat(found.at("/began/milestone").asString()).isEqualTo("impact-started");
        assertThat(related(found.get("services")))
                .containsExactly(
                        "checkout 0",
                        "mystery 0 unknown",
                        "payments 1",
                        "ledger 2",
                        "nobodys 2 unknown");
        assertThat(near(found)).containsExactly("payments 9 1", "checkout 4.12 0", "ledger 7 2");
        assertThat(near(ask.get("/api/v1/incidents/INC-1/changes?window=PT1H").json()))
                .containsExactly("payments 9 1", "checkout 4.12 0");
        assertThat(near(ask.get("/api/v1/incidents/INC-1/changes?window=P2D").json())).hasSize(4);
        Answer page = ask.get("/api/v1/incidents/INC-1/changes?limit=2");
        assertThat(near(ask.get(page.json().get("next").asString()).json()))
                .containsExactly("ledger 7 2");
        for (String wrong : List.of("PT0S", "-PT1H", "P400D", "a day")) {
            assertProblem(
                    ask.get("/api/v1/incidents/INC-1/changes?window=" + wrong.replace(" ", "%20")),
                    400,
                    "invalid");
        }
    }

    @Test
    void what_changed_within_the_hour_or_the_day_of_a_start_is_shown_up_to_the_declaration() {
        assertThat(near(ask.get("/api/v1/incidents/INC-3/changes").json()))
                .containsExactly("payments 9 0", "ledger 7 1");
        assertThat(near(ask.get("/api/v1/incidents/INC-4/changes").json()))
                .containsExactly(
                        "payments 9 1", "checkout 4.12 0", "ledger 7 2", "checkout 4.11 0");
    }

    @Test
    void a_runbook_has_its_versions_and_is_suggested_for_a_reason() {
        JsonNode last = ask.get("/api/v1/runbooks/rb-2").json();
        JsonNode first = ask.get("/api/v1/runbooks/" + POOL + "?version=1").json();
        JsonNode suggested = ask.get("/api/v1/incidents/INC-1/runbooks").json();

        assertThat(last.at("/runbook/title").asString()).isEqualTo("Pool exhausted");
        assertThat(last.at("/runbook/number").asString()).isEqualTo("RB-2");
        assertThat(last.get("versions").valueStream().map(JsonNode::asInt)).containsExactly(1, 2);
        assertThat(first.at("/runbook/title").asString()).isEqualTo("Pool empty");
        assertProblem(ask.get("/api/v1/runbooks/RB-2?version=3"), 404, "not-found");
        assertProblem(ask.get("/api/v1/runbooks/RB-9"), 404, "not-found");
        assertProblem(ask.get("/api/v1/runbooks/pool"), 400, "invalid");
        assertThat(suggested.get("suggested")).hasSize(1);
        assertThat(suggested.at("/suggested/0/reasons").valueStream().map(JsonNode::asString))
                .containsExactly("it is for the service checkout", "it is for the label tier=gold");
        assertThat(ask.get("/api/v1/incidents/INC-2/runbooks").json().get("suggested")).isEmpty();
    }

    @Test
    void what_became_of_the_steps_of_the_version_that_is_followed_is_told() {
        JsonNode found = ask.get("/api/v1/incidents/INC-1/runbooks").json();

        assertThat(found.get("followed")).hasSize(1);
        assertThat(found.at("/followed/0/version").asInt()).isEqualTo(2);
        assertThat(found.at("/followed/0/steps/1").asString()).isEqualTo("done");
        assertThat(found.at("/followed/0/steps/2").asString()).isEqualTo("skipped");
        assertThat(found.get("missed").asString()).isNotBlank();
        assertThat(ask.get("/api/v1/incidents/INC-1/postmortem.md").body())
                .contains("RB-2, version 2, followed: Pool exhausted")
                .contains("RB-2, step 1, failed: Look");
    }

    @Test
    void runbooks_are_listed_as_they_read_now() {
        assertThat(names(ask.get("/api/v1/runbooks"), "/title")).containsExactly("Pool exhausted");
        assertThat(names(ask.get("/api/v1/runbooks?retired=true"), "/title"))
                .containsExactly("Fax");
        assertThat(names(ask.get("/api/v1/runbooks?service=payments&label=tier"), "/title"))
                .containsExactly("Pool exhausted");
        assertThat(names(ask.get("/api/v1/runbooks?label=tier%3Dsilver"), "/title")).isEmpty();
    }

    @Test
    void the_guidelines_have_versions_and_a_live_incident_leads_to_them() {
        assertThat(ask.get("/api/v1/guidelines").json().get("text").asString())
                .isEqualTo("Say what you do");
        assertThat(ask.get("/api/v1/guidelines?version=1").json().get("text").asString())
                .isEqualTo("Stay calm");
        assertProblem(ask.get("/api/v1/guidelines?version=3"), 404, "not-found");
        assertThat(ask.get("/api/v1/incidents/INC-1").json().at("/links/guidelines").asString())
                .isEqualTo("/api/v1/guidelines");
    }

    @Test
    void an_incident_says_which_severity_its_impact_suggests_and_keeps_the_one_that_was_said() {
        JsonNode found = ask.get("/api/v1/incidents/INC-1").json();

        assertThat(found.at("/suggestedSeverity/severity").asString()).isEqualTo("SEV1");
        assertThat(found.at("/suggestedSeverity/reason").asString())
                .isEqualTo("all users are affected");
        assertThat(found.at("/incident/severity").asString()).isEqualTo("SEV3");
        assertThat(ask.get("/api/v1/incidents/INC-2").json().at("/suggestedSeverity").isNull())
                .isTrue();
    }

    @Test
    void a_document_and_what_changed_in_it_are_counted_within_support_hours() {
        for (String document : List.of("postmortem.md", "postmortem/diff?from=0")) {
            assertThat(ask.get("/api/v1/incidents/INC-1/" + document).body())
                    .contains(", with the support hours mon 09:00-18:00, ");
        }
    }

    @Test
    void incidents_are_found_by_label_with_and_without_its_value_and_by_detection() {
        assertThat(names(ask.get("/api/v1/incidents?label=tier"), "/number"))
                .containsExactly("INC-1");
        assertThat(names(ask.get("/api/v1/incidents?label=tier%3Dgold"), "/number"))
                .containsExactly("INC-1");
        assertThat(names(ask.get("/api/v1/incidents?label=region"), "/number")).isEmpty();
        assertThat(names(ask.get("/api/v1/incidents?detection=user,staff"), "/number"))
                .containsExactly("INC-1");
        assertThat(names(ask.get("/api/v1/incidents?detection=monitor"), "/number")).isEmpty();
    }

    @Test
    void a_token_that_records_changes_reads_nothing() {
        Asking robot = service.as("robot");
        ask.get("/api/v1/incidents"); // the view knows the token then

        assertProblem(robot.get("/api/v1/changes"), 403, "forbidden");
        assertProblem(robot.get("/api/v1/incidents"), 403, "forbidden");
    }

    private static void describe(String name, String owner, String... dependencies) {
        written.add(
                new ServiceDescribed(
                        new ServiceName(name),
                        null,
                        owner == null ? null : new Handle(owner),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        Stream.of(dependencies).map(ServiceName::new).toList()));
    }

    private static void change(String service, String version, String at) {
        written.add(
                new ChangeRecorded(
                        new ChangeId(UUID.randomUUID()),
                        service,
                        ChangeKind.DEPLOYMENT,
                        version,
                        null,
                        null,
                        null,
                        new Moment(Instant.parse(at), Precision.EXACT)));
    }

    private static void runbook(RunbookId id, long version, String title, String... services) {
        written.add(
                new RunbookWritten(
                        id,
                        version,
                        title,
                        null,
                        List.of(),
                        List.of("Look"),
                        List.of("Mend"),
                        List.of(services),
                        new TreeMap<>(Map.of("tier", "gold"))));
    }

    private static void step(long step, StepOutcome outcome) {
        written.add(
                new RunbookStepTaken(
                        checkout,
                        POOL,
                        "RB-2",
                        2,
                        step,
                        "Look",
                        outcome,
                        null,
                        null,
                        Moment.exactly(written.now())));
    }

    private static List<String> names(Answer answer, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json()
                .get("items")
                .valueStream()
                .map(item -> item.at(field).asString())
                .toList();
    }

    private static List<String> related(JsonNode services) {
        return services.valueStream()
                .map(
                        it ->
                                it.get("name").asString()
                                        + " "
                                        + it.get("distance")
                                        + (it.get("known").asBoolean() ? "" : " unknown"))
                .toList();
    }

    private static List<String> near(JsonNode changes) {
        return changes.get("items")
                .valueStream()
                .map(
                        it ->
                                it.at("/change/service").asString()
                                        + " "
                                        + it.at("/change/version").asString()
                                        + " "
                                        + it.get("distance"))
                .toList();
    }
}
