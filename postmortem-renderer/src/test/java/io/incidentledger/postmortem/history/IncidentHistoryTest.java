package io.incidentledger.postmortem.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.DueDate;
import io.incidentledger.events.DueDateSource;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpReopened;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.FollowUpVerified;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Priority;
import io.incidentledger.events.Resolution;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.RoleHandedOver;
import io.incidentledger.events.RoleReleased;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Status;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.UnrecognisedEvent;
import io.incidentledger.postmortem.Facts;
import io.incidentledger.postmortem.ResearchIncident;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class IncidentHistoryTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Handle ANA = new Handle("@ana");
    private static final Handle BEN = new Handle("@ben");

    private final Facts facts = new Facts("history", START);

    @ParameterizedTest
    @MethodSource("io.incidentledger.postmortem.ResearchIncident#ids")
    void a_fact_that_comes_twice_changes_nothing(String id) {
        List<Fact> all = ResearchIncident.facts(id);
        List<Fact> twice = all.stream().flatMap(fact -> Stream.of(fact, fact)).toList();

        IncidentHistory history = IncidentHistory.of(twice);

        assertThat(history).isEqualTo(IncidentHistory.of(all));
        assertThat(history.timeline()).isSortedAccordingTo(TimelineItem.ORDER);
    }

    @Test
    void causes_stand_in_the_order_named_without_those_taken_away() {
        facts.declare("Checkout fails", Severity.SEV2, false);
        for (String cause : List.of("capacity", "bad-release", "expired-certificate", "capacity")) {
            facts.add(new CauseNamed(facts.incident(), new Cause(cause), null, null, null));
        }
        facts.add(
                new CauseTakenAway(
                        facts.incident(), new Cause("bad-release"), "not live", null, null));

        assertThat(IncidentHistory.of(facts.all()).state().causes())
                .containsExactly(new Cause("capacity"), new Cause("expired-certificate"));
    }

    @ParameterizedTest
    @MethodSource("io.incidentledger.postmortem.ResearchIncident#ids")
    void state_and_follow_ups_survive_a_round_through_json(String id) {
        IncidentHistory history = IncidentHistory.of(ResearchIncident.facts(id));
        JsonMapper mapper = JsonMapper.builder().build();

        assertThat(
                        mapper.readValue(
                                mapper.writeValueAsString(history.state()), IncidentState.class))
                .isEqualTo(history.state());
        for (FollowUp followUp : history.followUps()) {
            assertThat(mapper.readValue(mapper.writeValueAsString(followUp), FollowUp.class))
                    .isEqualTo(followUp);
        }
        assertThat(mapper.writeValueAsString(history)).contains("\"timeline\":[{\"key\":");
        assertThat(mapper.writeValueAsString(history.state())).contains("\"resolved\":{\"at\":");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void facts_in_any_odd_order_are_folded_without_complaint(long seed) {
        List<Fact> all = new ArrayList<>(ResearchIncident.facts("dfds-pm2024-001-notready"));
        Fact declaration = all.removeFirst();
        Collections.shuffle(all, new Random(seed));
        all.addFirst(declaration);
        List<Fact> renumbered = new ArrayList<>();
        for (Fact fact : all) {
            renumbered.add(
                    new Fact(
                            renumbered.size(),
                            fact.recordedAt(),
                            fact.actor(),
                            fact.authority(),
                            fact.commandId(),
                            fact.number(),
                            fact.event()));
        }

        IncidentHistory history = IncidentHistory.of(renumbered);

        assertThat(history.state().version()).isEqualTo(all.size() - 1);
        assertThat(Metrics.of(history.state()).all()).hasSize(MetricDefinition.values().length);
        TimeAtSeverity.of(history);
    }

    @Test
    void nothing_is_known_before_the_declaration() {
        facts.note("too early");

        assertThatThrownBy(this::history)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no fact declares an incident");
        facts.declare("t", null, false);
        assertThat(history().timeline())
                .extracting(TimelineItem::kind)
                .containsExactly(TimelineKind.DECLARED);
    }

    @Test
    void an_unknown_event_counts_and_changes_nothing_else() {
        facts.declare("t", Severity.SEV2, false);
        IncidentHistory before = history();
        facts.later(Duration.ofMinutes(1));
        Fact unknown = facts.add(new UnrecognisedEvent("incident.sung-about", "1", "{}"));

        IncidentHistory after = history();

        assertThat(after.state().version()).isEqualTo(unknown.position());
        assertThat(after.state().lastActivityAt()).isEqualTo(unknown.recordedAt());
        assertThat(after.timeline()).isEqualTo(before.timeline());
    }

    @Test
    void resolved_reopened_resolved() {
        facts.declare("t", Severity.SEV2, false);
        facts.later(Duration.ofMinutes(5));
        facts.add(resolved(Resolution.RESTART));
        facts.later(Duration.ofMinutes(5));
        facts.add(
                new IncidentReopened(facts.incident(), Status.INVESTIGATING, "back", null, now()));
        IncidentState reopened = history().state();
        facts.later(Duration.ofMinutes(5));
        facts.add(resolved(Resolution.ROLLBACK));

        IncidentHistory history = history();

        assertThat(reopened.resolution()).isNull();
        assertThat(reopened.ongoing()).isTrue();
        assertThat(history.state().resolution().resolution()).isEqualTo(Resolution.ROLLBACK);
        assertThat(history.statuses())
                .extracting(Span::value)
                .containsExactly(
                        Status.TRIAGE, Status.RESOLVED, Status.INVESTIGATING, Status.RESOLVED);
        assertThat(history.statuses().get(1).to().at()).isEqualTo(START.plusSeconds(600));
        assertThat(history.statuses().getLast().open()).isTrue();
    }

    @Test
    void the_highest_severity_is_kept() {
        facts.declare("t", null, false);
        for (Severity severity : List.of(Severity.SEV3, Severity.SEV1, Severity.SEV4)) {
            facts.add(new SeverityChanged(facts.incident(), null, severity, null, null, now()));
        }

        assertThat(history().state().severity()).isEqualTo(Severity.SEV4);
        assertThat(history().state().highestSeverity()).isEqualTo(Severity.SEV1);
        assertThat(history().severities()).hasSize(3);
    }

    @Test
    void details_keep_what_was_not_named_and_lose_what_was_emptied() {
        facts.declare("before", null, false);
        facts.add(details("after", "why", "room"));
        facts.add(details(null, "", null));

        IncidentState state = history().state();

        assertThat(state.title()).isEqualTo("after");
        assertThat(state.summary()).isNull();
        assertThat(state.workedAt()).isEqualTo("room");
    }

    @Test
    void a_cleared_milestone_is_unknown_again() {
        facts.declare("t", null, false);
        facts.milestone(Milestone.MITIGATED, now());
        facts.add(
                new MilestoneCleared(
                        facts.incident(), Milestone.MITIGATED, "it was not", null, null));

        assertThat(history().state().milestone(Milestone.MITIGATED)).isNull();
    }

    @Test
    void roles_have_times_and_pass_from_hand_to_hand() {
        facts.declare("t", null, false);
        facts.add(new RoleAssigned(facts.incident(), Role.LEAD, ANA, null, now()));
        facts.later(Duration.ofHours(1));
        facts.add(new RoleHandedOver(facts.incident(), Role.LEAD, ANA, BEN, "shift", null, now()));
        IncidentHistory handed = history();
        facts.add(new RoleReleased(facts.incident(), Role.LEAD, BEN, null, null, now()));

        assertThat(handed.state().holder(Role.LEAD)).isEqualTo(BEN);
        assertThat(history().state().holder(Role.LEAD)).isNull();
        assertThat(history().roles())
                .extracting(Span::value)
                .containsExactly(
                        new RoleHeld(Role.REPORTER, ANA),
                        new RoleHeld(Role.LEAD, ANA),
                        new RoleHeld(Role.LEAD, BEN));
        assertThat(handed.roles().get(1).toPosition())
                .isEqualTo(handed.roles().get(2).fromPosition());
    }

    @Test
    void who_declared_it_stays_the_reporter_whoever_is_assigned_and_released() {
        facts.declare("t", null, false);
        facts.add(new RoleAssigned(facts.incident(), Role.REPORTER, ANA, null, now()));
        facts.add(new RoleAssigned(facts.incident(), Role.REPORTER, BEN, null, now()));
        facts.add(new RoleReleased(facts.incident(), Role.REPORTER, ANA, null, null, now()));
        facts.add(new RoleReleased(facts.incident(), Role.REPORTER, BEN, null, null, now()));

        assertThat(history().state().roles()).containsExactly(new RoleHeld(Role.REPORTER, ANA));
        assertThat(history().roles().stream().filter(Span::open).map(Span::value))
                .containsExactly(new RoleHeld(Role.REPORTER, ANA));
    }

    @Test
    void who_entered_history_did_not_report_the_incident() {
        facts.declare("t", null, true);
        facts.note("an entry");

        assertThat(history().state().roles()).isEmpty();
        assertThat(history().timeline()).extracting(TimelineItem::by).containsOnlyNulls();
    }

    @Test
    void a_correction_keeps_what_stood_there() {
        facts.declare("t", null, false);
        EntryId entry = facts.note("42 pods");
        facts.add(
                new TimelineEntryCorrected(
                        facts.incident(), entry, "24 pods", null, "typing", BEN, now()));
        Moment newTime = Moment.exactly(START.minusSeconds(1_200));
        facts.add(
                new TimelineEntryCorrected(
                        facts.incident(), entry, null, newTime, "the log says so", null, now()));

        TimelineItem item = history().timeline().getFirst();

        assertThat(item.key()).isEqualTo(entry.toString());
        assertThat(item.text()).isEqualTo("24 pods");
        assertThat(item.occurredAt()).isEqualTo(newTime);
        assertThat(item.late()).isTrue();
        assertThat(item.corrections())
                .containsExactly(
                        new Correction(102, START, BEN, "typing", "42 pods", null),
                        new Correction(
                                103, START, ANA, "the log says so", null, Moment.exactly(START)));
    }

    @Test
    void an_entry_recorded_more_than_ten_minutes_after_it_happened_is_late() {
        facts.declare("t", null, false);
        note("ten minutes", new Moment(START.minusSeconds(600), Precision.EXACT));
        note("longer", new Moment(START.minusSeconds(601), Precision.EXACT));
        note("no later than", new Moment(START.minusSeconds(601), Precision.BY));
        note("this hour", new Moment(START.plusSeconds(60), Precision.HOUR));
        note("last hour", new Moment(START.minusSeconds(2_000), Precision.HOUR));
        note("the hour before", new Moment(START.minusSeconds(4_000), Precision.HOUR));
        note("today", new Moment(START.minusSeconds(36_000), Precision.DAY));
        note("somewhere here", new Moment(START.minusSeconds(36_000), Precision.ORDER));

        assertThat(history().timeline())
                .filteredOn(TimelineItem::late)
                .extracting(TimelineItem::text)
                .containsExactlyInAnyOrder("longer", "no later than", "the hour before");
    }

    @Test
    void history_entered_afterwards_is_not_late() {
        facts.declare("t", null, true);
        note("long ago", new Moment(START.minusSeconds(86_400), Precision.EXACT));

        assertThat(history().timeline()).noneMatch(TimelineItem::late);
    }

    @Test
    void what_has_no_time_comes_last_in_the_order_recorded() {
        facts.declare("t", null, true);
        facts.add(resolved(null, null));
        note("timed", Moment.exactly(START));

        assertThat(history().timeline())
                .extracting(TimelineItem::kind)
                .containsExactly(TimelineKind.NOTE, TimelineKind.DECLARED, TimelineKind.RESOLVED);
    }

    @Test
    void only_another_date_moves_a_due_date() {
        facts.declare("t", null, false);
        FollowUpId id =
                facts.followUp("fix", FollowUpType.PREVENT, Priority.HIGH, null, null, null);
        facts.add(due(id, "2026-03-10", DueDateSource.POLICY));
        int first = followUp().moves();
        facts.add(due(id, "2026-03-10", DueDateSource.PERSON));
        int same = followUp().moves();
        facts.add(due(id, "2026-03-20", DueDateSource.PERSON));

        assertThat(List.of(first, same, followUp().moves())).containsExactly(0, 0, 1);
        assertThat(followUp().overdueDays(LocalDate.parse("2026-03-20"))).isZero();
        assertThat(followUp().overdueDays(LocalDate.parse("2026-03-23"))).isEqualTo(3);
    }

    @Test
    void a_follow_up_that_was_done_nobody_knows_when_has_no_time_of_completion() {
        facts.declare("t", null, true);
        FollowUpId id =
                facts.followUp("fix", FollowUpType.PREVENT, Priority.HIGH, null, null, null);

        facts.add(
                new FollowUpCompleted(
                        facts.incident(), id, new Evidence(null, "so they say"), null, null));

        assertThat(followUp().state()).isEqualTo(FollowUpState.DONE);
        assertThat(followUp().completedAt()).isNull();
    }

    @Test
    void who_entered_history_afterwards_did_not_do_what_it_tells_of() {
        facts.declare("t", null, true);
        FollowUpId id =
                facts.followUp("fix", FollowUpType.PREVENT, Priority.HIGH, null, null, null);
        Evidence proof = new Evidence(null, "so they say");
        facts.add(new FollowUpCompleted(facts.incident(), id, proof, null, null));
        FollowUp done = followUp();
        facts.add(new FollowUpVerified(facts.incident(), id, "seen", BEN, null));

        assertThat(done.addedBy()).isNull();
        assertThat(done.completed().by()).isNull();
        assertThat(followUp().verified().by()).isEqualTo(BEN);
    }

    @Test
    void a_follow_up_goes_from_open_to_verified_and_back() {
        facts.declare("t", null, false);
        FollowUpId id =
                facts.followUp("fix", FollowUpType.PREVENT, Priority.HIGH, null, null, null);
        Evidence proof = new Evidence(null, "no error since Monday");
        facts.add(due(id, "2026-03-10", DueDateSource.POLICY));
        facts.add(new FollowUpCompleted(facts.incident(), id, proof, BEN, Moment.exactly(START)));
        facts.add(new FollowUpVerified(facts.incident(), id, "seen", null, null));
        FollowUp verified = followUp();
        facts.add(new FollowUpReopened(facts.incident(), id, "back", null, null));

        assertThat(verified.state()).isEqualTo(FollowUpState.VERIFIED);
        assertThat(verified.completed().evidence()).isEqualTo(proof);
        assertThat(verified.completed().by()).isEqualTo(BEN);
        assertThat(verified.verified().by()).isEqualTo(ANA);
        assertThat(verified.completedAt()).isEqualTo(START);
        assertThat(verified.overdueDays(LocalDate.parse("2027-01-01"))).isZero();
        assertThat(followUp().state()).isEqualTo(FollowUpState.OPEN);
        assertThat(followUp().completed()).isNull();
        assertThat(followUp().reopened()).isEqualTo(1);
    }

    private FollowUp followUp() {
        return history().followUps().getFirst();
    }

    private FollowUpRescheduled due(FollowUpId id, String date, DueDateSource setBy) {
        return new FollowUpRescheduled(
                facts.incident(),
                id,
                new DueDate(LocalDate.parse(date), setBy, null),
                "reason",
                null,
                now());
    }

    private void note(String text, Moment at) {
        facts.entry(new EntryContent.Note(text), null, null, at);
    }

    private IncidentResolved resolved(Resolution resolution) {
        return resolved(resolution, now());
    }

    private IncidentResolved resolved(Resolution resolution, Moment at) {
        return new IncidentResolved(facts.incident(), resolution, null, null, null, at);
    }

    private IncidentDetailsChanged details(String title, String summary, String workedAt) {
        return new IncidentDetailsChanged(
                facts.incident(), title, summary, null, null, workedAt, null, null, null, now());
    }

    private Moment now() {
        return Moment.exactly(facts.now());
    }

    private IncidentHistory history() {
        return IncidentHistory.of(facts.all());
    }
}
