package io.incidentledger.command.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.declare.DeclareIncident;
import io.incidentledger.command.followup.AddFollowUp;
import io.incidentledger.command.followup.CompleteFollowUp;
import io.incidentledger.command.imports.ImportIncident.Step;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.DueDatePolicy;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.command.incident.UpdateCadence;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.relate.NameCause;
import io.incidentledger.command.resolve.ReopenIncident;
import io.incidentledger.command.resolve.ResolveIncident;
import io.incidentledger.command.respond.CorrectEntry;
import io.incidentledger.command.respond.RecordEntry;
import io.incidentledger.command.runbook.FollowCommand.FollowRunbook;
import io.incidentledger.command.runbook.FollowCommand.Found;
import io.incidentledger.command.runbook.FollowCommand.TakeStep;
import io.incidentledger.command.triage.ChangeStatus;
import io.incidentledger.command.triage.SetMilestone;
import io.incidentledger.command.triage.StateDuration;
import io.incidentledger.events.Audience;
import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentImported;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Priority;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookWritten;
import io.incidentledger.events.Source;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.StepOutcome;
import io.incidentledger.events.TimelineEntryRecorded;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImportingTest extends DecisionTest {
    private static final Source SOURCE = new Source("status.example.com", "kxg2r1", null);
    private static final FollowUpId FOLLOW_UP = new FollowUpId(new UUID(0, 9));
    private static final Evidence PROOF = new Evidence(null, "it fired");

    @Test
    void all_of_it_is_recorded_as_if_it_had_been_ordered_piece_by_piece() {
        given().when(
                        past(
                                entry(1, at("2025-03-03T14:20:00Z")),
                                resolve(at("2025-03-03T15:00:00Z")),
                                new NameCause(INCIDENT, new Cause("capacity"), null, null, null),
                                new AddFollowUp(
                                        INCIDENT,
                                        FOLLOW_UP,
                                        "Alert on the pool",
                                        null,
                                        FollowUpType.DETECT,
                                        Priority.MEDIUM,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null),
                                new CompleteFollowUp(INCIDENT, FOLLOW_UP, PROOF, null, null)))
                .leadsTo(
                        declaredPast(),
                        reached(Milestone.DETECTED, at("2025-03-03T14:00:00Z")),
                        new IncidentImported(INCIDENT, SOURCE, null, null),
                        recorded(1, at("2025-03-03T14:20:00Z")),
                        new IncidentResolved(
                                INCIDENT, null, null, "over", null, at("2025-03-03T15:00:00Z")),
                        reached(Milestone.RESOLVED, at("2025-03-03T15:00:00Z")),
                        new CauseNamed(INCIDENT, new Cause("capacity"), null, null, null),
                        new FollowUpAdded(
                                INCIDENT,
                                FOLLOW_UP,
                                "Alert on the pool",
                                null,
                                FollowUpType.DETECT,
                                Priority.MEDIUM,
                                null,
                                // 7 business days after a Monday.
                                policy(LocalDate.parse("2025-03-12")),
                                null,
                                null,
                                null,
                                null),
                        new FollowUpCompleted(INCIDENT, FOLLOW_UP, PROOF, null, null));
    }

    @Test
    void an_entry_without_a_time_keeps_its_place_and_nothing_else() {
        given().when(past(entry(1, null), entry(2, at("2025-03-03T14:20:00Z")), entry(3, null)))
                .leadsTo(
                        declaredPast(),
                        reached(Milestone.DETECTED, at("2025-03-03T14:00:00Z")),
                        new IncidentImported(INCIDENT, SOURCE, null, null),
                        recorded(1, placed("2025-03-03T14:20:00Z")),
                        recorded(2, at("2025-03-03T14:20:00Z")),
                        recorded(3, placed("2025-03-03T14:20:00Z")));
    }

    @Test
    void where_no_entry_has_a_time_the_earliest_milestone_gives_the_place() {
        given().when(past(entry(1, null)))
                .leadsTo(
                        declaredPast(),
                        reached(Milestone.DETECTED, at("2025-03-03T14:00:00Z")),
                        new IncidentImported(INCIDENT, SOURCE, null, null),
                        recorded(1, placed("2025-03-03T14:00:00Z")));
    }

    @Test
    void where_only_another_order_has_a_time_that_gives_the_place() {
        var reopened =
                new ImportIncident(
                        null,
                        declare(Map.of()),
                        List.of(
                                new Step("/orders/0", entry(1, null)),
                                new Step("/orders/1", resolve(at("2025-03-03T15:00:00Z")))));

        given().when(reopened)
                .leadsTo(
                        declaredPast(),
                        recorded(1, placed("2025-03-03T15:00:00Z")),
                        new IncidentResolved(
                                INCIDENT, null, null, "over", null, at("2025-03-03T15:00:00Z")),
                        reached(Milestone.RESOLVED, at("2025-03-03T15:00:00Z")));
    }

    @Test
    void where_nobody_knows_any_time_an_entry_was_not_later_than_its_import() {
        given().when(
                        new ImportIncident(
                                null,
                                declare(Map.of()),
                                List.of(new Step("/orders/0", entry(1, null)))))
                .leadsTo(declaredPast(), recorded(1, new Moment(NOW, Precision.ORDER)));
    }

    @Test
    void what_was_promised_for_earlier_than_it_was_sent_was_promised_so() {
        var update =
                new EntryContent.Update(
                        "soon", Audience.INTERNAL, Instant.parse("2025-03-03T13:00:00Z"), null);
        Moment sent = at("2025-03-03T14:20:00Z");
        var past =
                past(
                        new RecordEntry(
                                INCIDENT,
                                new EntryId(new UUID(0, 1)),
                                update,
                                null,
                                null,
                                null,
                                sent));

        List<IncidentEvent> events = Importing.decide(new NotDeclared(), past, circumstances());

        assertThat(events)
                .contains(
                        new TimelineEntryRecorded(
                                INCIDENT, new EntryId(new UUID(0, 1)), update, null, null, sent));
        assertThat(oddities(past))
                .contains(
                        "1 of the entries with a next update that was due before they were sent (entry 1)");
    }

    @Test
    void a_step_that_the_runbook_does_not_have_is_named_by_its_place() {
        var runbook =
                new Found(
                        new RunbookId(new UUID(0, 4)),
                        "RB-1",
                        List.of(
                                new RunbookWritten(
                                        new RunbookId(new UUID(0, 4)),
                                        1,
                                        "The pool",
                                        null,
                                        List.of(),
                                        List.of("Look"),
                                        List.of(),
                                        List.of(),
                                        new TreeMap<>())));
        var past =
                past(
                        new FollowRunbook(INCIDENT, runbook, null, null, null),
                        new TakeStep(INCIDENT, runbook, 2, StepOutcome.DONE, null, null, null));

        assertThat(refusal(past))
                .extracting(RefusedByRule::rule, RefusedByRule::field)
                .containsExactly(Rule.UNKNOWN_RUNBOOK, "/orders/1/step");
    }

    @Test
    void an_incident_that_came_before_is_there_already() {
        given(declaredPast()).when(past(entry(1, at("2025-03-03T14:20:00Z")))).changesNothing();
    }

    @Test
    void one_order_that_is_refused_refuses_all_of_it_and_is_named() {
        var again = new ReopenIncident(INCIDENT, Status.INVESTIGATING, "back", null, null);

        given().when(past(entry(1, at("2025-03-03T14:20:00Z")), again)).isRefusedBy(Rule.NOT_OVER);
        assertThat(refusal(past(again)))
                .extracting(RefusedByRule::sentence, RefusedByRule::field)
                .containsExactly("/orders/0: the incident is not over", "/orders/0");
        assertThat(refusal(past(entry(1, TOMORROW))).field()).isEqualTo("/orders/0/occurredAt");
    }

    @Test
    void a_resolution_without_its_order_is_told_since_the_status_does_not_follow() {
        ImportIncident past =
                new ImportIncident(
                        null,
                        declare(
                                Map.of(
                                        Milestone.IMPACT_STARTED, at("2025-03-03T13:00:00Z"),
                                        Milestone.DETECTED, at("2025-03-03T14:00:00Z"),
                                        Milestone.RESOLVED, at("2025-03-03T15:00:00Z"))),
                        List.of());

        assertThat(oddities(past))
                .containsExactly(
                        "resolved is said by a milestone alone: the status follows the order resolve");
    }

    @Test
    void what_is_odd_is_told_and_recorded_as_it_is() {
        ImportIncident odd =
                past(
                        entry(1, at("2025-03-03T16:00:00Z")),
                        entry(2, at("2025-03-03T13:00:00Z")),
                        entry(2, null),
                        resolve(at("2025-03-03T13:30:00Z")));
        odd = new ImportIncident(odd.source(), odd.declare(), withNewIds(odd.steps()));

        List<IncidentEvent> events = Importing.decide(new NotDeclared(), odd, circumstances());

        assertThat(events)
                .contains(
                        reached(Milestone.RESOLVED, at("2025-03-03T13:30:00Z")),
                        reached(Milestone.DETECTED, at("2025-03-03T14:00:00Z")));
        assertThat(oddities(odd))
                .containsExactly(
                        "nobody says when: impact-started; its metrics stay unknown",
                        "resolved (2025-03-03T13:30:00Z) comes before detected (2025-03-03T14:00:00Z)",
                        "1 of the entries without a time: only their place is recorded (/orders/2)",
                        "1 of the entries earlier than the one before: the timeline goes by the times (entry 2)",
                        "1 of the entries later than resolved (entry 1)");
    }

    @Test
    void what_a_report_would_flag_is_odd_and_nothing_that_may_be_as_it_is_told() {
        Moment thatDay = new Moment(Instant.parse("2025-03-03T00:00:00Z"), Precision.DAY);
        ImportIncident past =
                new ImportIncident(
                        null,
                        declare(
                                Map.of(
                                        Milestone.IMPACT_STARTED, at("2025-03-03T10:00:00Z"),
                                        Milestone.DETECTED, thatDay,
                                        Milestone.ACKNOWLEDGED, at("2025-03-03T09:00:00Z"))),
                        List.of(
                                new Step("/orders/0", entry(1, at("2025-03-03T14:20:00Z"))),
                                new Step("/orders/1", resolve(thatDay))));

        assertThat(oddities(past))
                .containsExactly(
                        "acknowledged (2025-03-03T09:00:00Z) comes before"
                                + " impact-started (2025-03-03T10:00:00Z)");
    }

    @Test
    void a_stated_duration_that_the_times_do_not_give_is_told() {
        ImportIncident past =
                new ImportIncident(
                        null,
                        declare(Map.of(Milestone.DETECTED, at("2025-03-03T14:00:00Z"))),
                        List.of(
                                new Step("/orders/0", resolve(at("2025-05-03T15:00:00Z"))),
                                new Step("/orders/1", stated(Duration.ofHours(1))),
                                new Step(
                                        "/orders/2",
                                        stated(Duration.parse("P61DT1H").plusSeconds(59)))));

        assertThat(oddities(past))
                .containsExactly(
                        "nobody says when: impact-started; its metrics stay unknown",
                        "from detected to resolved it took 61 days",
                        "from detected to resolved it took PT1465H, PT1H is stated");
    }

    @Test
    void a_milestone_of_which_the_record_gives_two_times_is_told() {
        Moment declared = at("2025-03-03T13:55:00Z");
        ImportIncident past =
                new ImportIncident(
                        null,
                        declare(
                                Map.of(
                                        Milestone.IMPACT_STARTED,
                                        at("2025-03-03T13:50:00Z"),
                                        Milestone.DETECTED,
                                        declared)),
                        List.of(
                                new Step("/orders/0", detected(null, at("2025-03-03T14:00:00Z"))),
                                new Step("/orders/1", detected("The page", declared)),
                                new Step("/orders/2", resolve(at("2025-03-03T15:00:00Z")))));

        assertThat(oddities(past))
                .containsExactly(
                        "detected is given twice, 2025-03-03T13:55:00Z and"
                                + " 2025-03-03T14:00:00Z: the last one holds");
    }

    @Test
    void an_update_for_the_public_before_the_first_one_that_the_record_gives_is_told() {
        ImportIncident past =
                new ImportIncident(
                        null,
                        declare(
                                Map.of(
                                        Milestone.IMPACT_STARTED, at("2025-03-03T13:50:00Z"),
                                        Milestone.DETECTED, at("2025-03-03T13:50:00Z"),
                                        Milestone.PUBLIC_TOLD, at("2025-03-03T14:30:00Z"))),
                        List.of(
                                new Step("/orders/0", told(1, at("2025-03-03T14:10:00Z"))),
                                new Step("/orders/1", told(2, at("2025-03-03T14:30:00Z"))),
                                new Step("/orders/2", resolve(at("2025-03-03T15:00:00Z")))));

        assertThat(oddities(past))
                .containsExactly(
                        "public-told (2025-03-03T14:30:00Z) comes after an update for the public"
                                + " (2025-03-03T14:10:00Z)");
    }

    private static SetMilestone detected(String reason, Moment at) {
        return new SetMilestone(INCIDENT, Milestone.DETECTED, reason, null, at);
    }

    @Test
    void a_stated_duration_is_told_where_the_rough_times_cannot_give_it() {
        ImportIncident past =
                new ImportIncident(
                        null,
                        declare(
                                Map.of(
                                        Milestone.IMPACT_STARTED, at("2025-03-03T13:50:00Z"),
                                        Milestone.DETECTED, about("2025-03-03T14:00:00Z"))),
                        List.of(
                                new Step("/orders/0", resolve(about("2025-03-03T15:00:00Z"))),
                                new Step("/orders/1", stated(Duration.ofMinutes(90))),
                                new Step("/orders/2", stated(Duration.ofMinutes(92)))));

        assertThat(oddities(past))
                .containsExactly("from detected to resolved it took PT1H, PT1H32M is stated");
    }

    private static Moment about(String at) {
        return new Moment(Instant.parse(at), Precision.ABOUT);
    }

    private static StateDuration stated(Duration duration) {
        return new StateDuration(
                INCIDENT, Milestone.DETECTED, Milestone.RESOLVED, duration, null, null, null);
    }

    @Test
    void an_ordinary_one_has_nothing_odd() {
        DeclareIncident declare =
                declare(
                        Map.of(
                                Milestone.IMPACT_STARTED, at("2025-03-03T13:50:00Z"),
                                Milestone.DETECTED, at("2025-03-03T14:00:00Z")));
        ImportIncident ordinary =
                new ImportIncident(
                        null,
                        declare,
                        List.of(new Step("/orders/0", resolve(at("2025-03-03T15:00:00Z")))));

        assertThat(oddities(ordinary)).isEmpty();
    }

    @Test
    void what_says_what_is_so_already_is_told_since_nothing_of_it_is_recorded() {
        ImportIncident past =
                past(
                        status(Status.INVESTIGATING, "We look into it"),
                        status(Status.INVESTIGATING, "It is DNS"),
                        new NameCause(INCIDENT, new Cause("dns"), null, null, null),
                        new NameCause(INCIDENT, new Cause("dns"), "so says Ana", null, null));

        assertThat(Importing.decide(new NotDeclared(), past, circumstances())).hasSize(5);
        assertThat(oddities(past))
                .contains(
                        "/orders/1 says what is so already: nothing of it is recorded, its words and its time neither",
                        "/orders/3 says what is so already: nothing of it is recorded, its words and its time neither")
                .noneMatch(warning -> warning.startsWith("/orders/0"));
    }

    @Test
    void when_the_public_was_told_is_as_the_record_says_wherever_it_says_so() {
        Moment published = at("2025-03-03T10:30:00Z");
        RecordEntry early = told(1, at("2025-03-03T10:10:00Z"));
        RecordEntry then = told(2, published);
        var said =
                new SetMilestone(
                        INCIDENT, Milestone.PUBLIC_TOLD, "so it was published", null, published);

        for (List<IncidentCommand> lines :
                List.<List<IncidentCommand>>of(
                        List.of(said, then, early),
                        List.of(early, said, then),
                        List.of(early, then, said))) {
            assertThat(publicTold(past(lines.toArray(IncidentCommand[]::new))))
                    .as("%s", lines)
                    .containsExactly(published);
        }
        assertThat(
                        publicTold(
                                new ImportIncident(
                                        null,
                                        declare(Map.of(Milestone.PUBLIC_TOLD, published)),
                                        List.of(
                                                new Step("/orders/0", early),
                                                new Step(
                                                        "/orders/1",
                                                        new CorrectEntry(
                                                                INCIDENT,
                                                                early.entryId(),
                                                                null,
                                                                at("2025-03-03T10:05:00Z"),
                                                                "the page says so",
                                                                null,
                                                                null))))))
                .containsExactly(published);
    }

    @Test
    void where_the_record_does_not_say_when_the_public_was_told_its_updates_do() {
        Moment early = at("2025-03-03T10:10:00Z");
        Moment placed = placed("2025-03-03T10:30:00Z");

        assertThat(publicTold(past(told(1, early)))).containsExactly(early);
        assertThat(
                        publicTold(
                                new ImportIncident(
                                        null,
                                        declare(Map.of(Milestone.PUBLIC_TOLD, placed)),
                                        List.of(new Step("/orders/0", told(1, early))))))
                .containsExactly(placed, early);
    }

    @Test
    void nobody_has_to_make_up_why_something_past_went_back_or_was_reopened() {
        Moment over = at("2025-03-03T15:00:00Z");

        assertThat(
                        Importing.decide(
                                new NotDeclared(),
                                past(
                                        status(Status.IDENTIFIED, null),
                                        status(Status.INVESTIGATING, null),
                                        resolve(over),
                                        new ReopenIncident(
                                                INCIDENT, Status.INVESTIGATING, " ", null, null)),
                                circumstances()))
                .contains(
                        new StatusChanged(
                                INCIDENT,
                                Status.IDENTIFIED,
                                Status.INVESTIGATING,
                                "(nobody recorded why)",
                                null,
                                null),
                        new IncidentReopened(
                                INCIDENT,
                                Status.INVESTIGATING,
                                "(nobody recorded why)",
                                null,
                                null));
    }

    private static List<String> oddities(ImportIncident past) {
        return Oddities.of(past, Importing.enter(past, circumstances()));
    }

    private static List<Moment> publicTold(ImportIncident past) {
        return Importing.decide(new NotDeclared(), past, circumstances()).stream()
                .filter(MilestoneSet.class::isInstance)
                .map(MilestoneSet.class::cast)
                .filter(set -> set.milestone() == Milestone.PUBLIC_TOLD)
                .map(MilestoneSet::occurredAt)
                .toList();
    }

    private static ChangeStatus status(Status to, String reason) {
        return new ChangeStatus(INCIDENT, to, reason, null, null);
    }

    private static RecordEntry told(int n, Moment at) {
        return new RecordEntry(
                INCIDENT,
                new EntryId(new UUID(0, n)),
                new EntryContent.Update("We are on it", Audience.PUBLIC, null, null),
                null,
                null,
                null,
                at);
    }

    private static List<Step> withNewIds(List<Step> steps) {
        List<Step> changed = new ArrayList<>();
        for (Step step : steps) {
            changed.add(
                    step.command() instanceof RecordEntry it
                            ? new Step(
                                    step.pointer(),
                                    new RecordEntry(
                                            it.incidentId(),
                                            new EntryId(new UUID(5, changed.size())),
                                            it.content(),
                                            it.marker(),
                                            it.thread(),
                                            it.by(),
                                            it.occurredAt()))
                            : step);
        }
        return changed;
    }

    private static RefusedByRule refusal(ImportIncident past) {
        try {
            Importing.decide(new NotDeclared(), past, circumstances());
        } catch (RefusedByRule refused) {
            return refused;
        }
        throw new AssertionError("nothing was refused");
    }

    private static Circumstances circumstances() {
        return new Circumstances(
                NOW, Duration.ofMinutes(2), DueDatePolicy.STANDARD, UpdateCadence.STANDARD);
    }

    private static ImportIncident past(IncidentCommand... commands) {
        List<Step> steps = new ArrayList<>();
        for (IncidentCommand command : commands) {
            steps.add(new Step("/orders/" + steps.size(), command));
        }
        return new ImportIncident(
                SOURCE, declare(Map.of(Milestone.DETECTED, at("2025-03-03T14:00:00Z"))), steps);
    }

    private static DeclareIncident declare(Map<Milestone, Moment> milestones) {
        return new DeclareIncident(
                INCIDENT,
                "Checkout fails",
                null,
                List.of(),
                null,
                null,
                null,
                milestones,
                null,
                new TreeMap<>(),
                false,
                true,
                null,
                null);
    }

    private static IncidentDeclared declaredPast() {
        return new IncidentDeclared(
                INCIDENT,
                "Checkout fails",
                null,
                List.of(),
                null,
                null,
                null,
                null,
                new TreeMap<>(),
                false,
                true,
                null,
                null);
    }

    private static RecordEntry entry(int n, Moment at) {
        return new RecordEntry(
                INCIDENT, new EntryId(new UUID(0, n)), note(n), null, null, null, at);
    }

    private static TimelineEntryRecorded recorded(int n, Moment at) {
        return new TimelineEntryRecorded(
                INCIDENT, new EntryId(new UUID(0, n)), note(n), null, null, at);
    }

    private static EntryContent note(int n) {
        return new EntryContent.Note("entry " + n);
    }

    private static ResolveIncident resolve(Moment at) {
        return new ResolveIncident(INCIDENT, null, null, "over", null, at);
    }

    private static Moment at(String time) {
        return Moment.exactly(Instant.parse(time));
    }

    private static Moment placed(String time) {
        return new Moment(Instant.parse(time), Precision.ORDER);
    }
}
