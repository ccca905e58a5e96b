package io.incidentledger.command.relate;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.communicate.RemindOfUpdate;
import io.incidentledger.command.followup.ReprioritiseFollowUp;
import io.incidentledger.command.followup.StartFollowUp;
import io.incidentledger.command.incident.UpdateCadence;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.respond.CorrectEntry;
import io.incidentledger.command.triage.ChangeSeverity;
import io.incidentledger.events.Audience;
import io.incidentledger.events.CancelReason;
import io.incidentledger.events.Cause;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpReprioritised;
import io.incidentledger.events.FollowUpStarted;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Priority;
import io.incidentledger.events.RemindedOfUpdate;
import io.incidentledger.events.Resolution;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.UpdateDueChanged;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MergingTest extends DecisionTest {
    private static final OtherIncident ITSELF = new OtherIncident(INCIDENT, "INC-1");
    private static final OtherIncident INTO =
            new OtherIncident(IncidentId.of("01970000-0000-7000-8000-000000000002"), "INC-2");
    private static final IncidentMerged MERGED =
            new IncidentMerged(INCIDENT, INTO, "one alert, declared twice", null, JUST_NOW);
    private static final IncidentMerged MERGED_SOMETIME =
            new IncidentMerged(INCIDENT, INTO, "one alert, declared twice", null, null);
    private static final OtherMergedIn MERGED_IN =
            new OtherMergedIn(INTO.id(), ITSELF, null, JUST_NOW);

    @Test
    void both_incidents_say_so_in_one_append() {
        given(declared(), other(false)).when(merge()).leadsTo(MERGED_IN, MERGED);
    }

    @Test
    void what_the_other_one_reached_first_is_the_milestone_of_both() {
        Moment earlier = Moment.exactly(AN_HOUR_AGO.at().minusSeconds(600));
        Moment untimed = new Moment(earlier.at(), Precision.ORDER);
        Moment thatHour = new Moment(AN_HOUR_AGO.at().minusSeconds(1_800), Precision.HOUR);

        given(
                        declared(),
                        reached(Milestone.DETECTED, earlier),
                        reached(Milestone.ACKNOWLEDGED, untimed),
                        reached(Milestone.DECLARED, JUST_NOW),
                        reached(Milestone.IMPACT_STARTED, thatHour),
                        reached(Milestone.MITIGATED, earlier),
                        reached(Milestone.PUBLIC_TOLD, AN_HOUR_AGO),
                        other(false),
                        reachedByOther(Milestone.DETECTED, AN_HOUR_AGO, null),
                        reachedByOther(Milestone.DECLARED, AN_HOUR_AGO, null),
                        reachedByOther(Milestone.IMPACT_STARTED, earlier, null))
                .when(merge())
                .leadsTo(
                        MERGED_IN,
                        reachedByOther(
                                Milestone.DETECTED,
                                earlier,
                                "so it was of INC-1, which is part of this one"),
                        reachedByOther(
                                Milestone.PUBLIC_TOLD,
                                AN_HOUR_AGO,
                                "so it was of INC-1, which is part of this one"),
                        MERGED);
    }

    private static MilestoneSet reachedByOther(Milestone milestone, Moment at, String why) {
        return new MilestoneSet(INTO.id(), milestone, why, null, at);
    }

    @Test
    void what_others_wait_to_hear_of_it_they_are_to_hear_of_the_other_one() {
        Instant missed = AN_HOUR_AGO.at();
        Instant soon = NOW.plusSeconds(900);

        given(
                        declared(),
                        due(INCIDENT, Audience.INTERNAL, missed),
                        promising(INCIDENT, Audience.PUBLIC, soon),
                        due(INCIDENT, Audience.STAKEHOLDER, soon),
                        other(false),
                        due(INTO.id(), Audience.PUBLIC, soon.plusSeconds(60)),
                        promising(INTO.id(), Audience.STAKEHOLDER, soon.minusSeconds(60)))
                .when(merge())
                .leadsTo(
                        MERGED_IN,
                        takenOver(Audience.INTERNAL, missed),
                        takenOver(Audience.PUBLIC, soon),
                        MERGED);
    }

    @Test
    void what_the_cadence_demands_sooner_stays_due_first() {
        Instant soon = NOW.plusSeconds(900);

        given(
                        declared(),
                        promising(INCIDENT, Audience.PUBLIC, TOMORROW.at()),
                        other(false),
                        due(INTO.id(), Audience.PUBLIC, soon))
                .when(merge())
                .leadsTo(
                        MERGED_IN,
                        takenOver(Audience.PUBLIC, TOMORROW.at()),
                        new UpdateDueChanged(
                                INTO.id(), Audience.PUBLIC, soon, "none/1", null, JUST_NOW),
                        MERGED);
    }

    @Test
    void a_lower_severity_takes_back_what_its_cadence_demanded_and_the_promise_stands() {
        cadence = UpdateCadence.STANDARD;

        given(
                        other(false),
                        became(null, Severity.SEV1),
                        takenOver(Audience.PUBLIC, TOMORROW.at()),
                        due(INTO.id(), Audience.PUBLIC, NOW))
                .when(severity(Severity.SEV4))
                .leadsTo(
                        became(Severity.SEV1, Severity.SEV4),
                        new UpdateDueChanged(
                                INTO.id(),
                                Audience.PUBLIC,
                                TOMORROW.at(),
                                "standard/1",
                                ITSELF,
                                null,
                                JUST_NOW));
    }

    @Test
    void a_higher_severity_brings_forward_what_was_taken_over() {
        Instant inAnHour = NOW.plusSeconds(3_600);
        cadence = UpdateCadence.STANDARD;

        given(other(false), takenOver(Audience.PUBLIC, TOMORROW.at()))
                .when(severity(Severity.SEV1))
                .leadsTo(
                        became(null, Severity.SEV1),
                        due(INTO.id(), Audience.INTERNAL, NOW.plusSeconds(1_800)),
                        due(INTO.id(), Audience.STAKEHOLDER, inAnHour),
                        due(INTO.id(), Audience.PUBLIC, inAnHour));
        given(other(false), takenOver(Audience.PUBLIC, NOW))
                .when(severity(Severity.SEV1))
                .leadsTo(
                        became(null, Severity.SEV1),
                        due(INTO.id(), Audience.INTERNAL, NOW.plusSeconds(1_800)),
                        due(INTO.id(), Audience.STAKEHOLDER, inAnHour));
    }

    @Test
    void an_update_answers_what_was_taken_over() {
        cadence = UpdateCadence.STANDARD;

        given(
                        other(false),
                        became(null, Severity.SEV1),
                        takenOver(Audience.PUBLIC, TOMORROW.at()),
                        due(INTO.id(), Audience.PUBLIC, NOW),
                        promising(INTO.id(), Audience.PUBLIC, null))
                .when(severity(Severity.SEV4))
                .leadsTo(became(Severity.SEV1, Severity.SEV4));
    }

    @Test
    void of_two_that_are_merged_in_the_earlier_promise_is_kept() {
        OtherIncident third =
                new OtherIncident(IncidentId.of("01970000-0000-7000-8000-000000000003"), "INC-3");
        var before =
                new UpdateDueChanged(
                        INTO.id(), Audience.PUBLIC, NOW, "none/1", third, null, AN_HOUR_AGO);

        given(declared(), promising(INCIDENT, Audience.PUBLIC, TOMORROW.at()), other(false), before)
                .when(merge())
                .leadsTo(MERGED_IN, MERGED);
        given(
                        declared(),
                        promising(INCIDENT, Audience.PUBLIC, AN_HOUR_AGO.at()),
                        other(false),
                        before)
                .when(merge())
                .leadsTo(MERGED_IN, takenOver(Audience.PUBLIC, AN_HOUR_AGO.at()), MERGED);
    }

    @Test
    void what_was_taken_over_and_taken_back_in_an_older_log_is_promised_no_more() {
        given(
                        declared(),
                        promising(INCIDENT, Audience.PUBLIC, TOMORROW.at()),
                        other(false),
                        takenOver(Audience.PUBLIC, NOW),
                        due(INTO.id(), Audience.PUBLIC, null))
                .when(merge())
                .leadsTo(MERGED_IN, takenOver(Audience.PUBLIC, TOMORROW.at()), MERGED);
    }

    @Test
    void nobody_waits_to_hear_of_what_is_over_or_was_history() {
        var waiting = due(INCIDENT, Audience.INTERNAL, AN_HOUR_AGO.at());
        var over = new IncidentResolved(INTO.id(), Resolution.ROLLBACK, null, null, null, JUST_NOW);

        given(declared(), waiting, resolved(), other(false))
                .when(merge())
                .leadsTo(MERGED_IN, MERGED);
        given(declared(), waiting, other(false), over).when(merge()).leadsTo(MERGED_IN, MERGED);
        given(history(), promising(INCIDENT, Audience.PUBLIC, NOW), other(false))
                .when(merge())
                .leadsTo(MERGED_IN, MERGED_SOMETIME);
    }

    @Test
    void what_was_taken_over_is_reminded_of_and_no_severity_takes_it_back() {
        Instant missed = AN_HOUR_AGO.at();
        cadence = UpdateCadence.STANDARD;

        given(other(false), takenOver(Audience.INTERNAL, missed))
                .when(severity(Severity.SEV4))
                .leadsTo(became(null, Severity.SEV4));
        given(other(false), takenOver(Audience.INTERNAL, missed))
                .when(new RemindOfUpdate(INTO.id(), Audience.INTERNAL, missed))
                .leadsTo(
                        new RemindedOfUpdate(
                                INTO.id(), Audience.INTERNAL, missed, null, null, null, JUST_NOW));
    }

    private static ChangeSeverity severity(Severity to) {
        return new ChangeSeverity(INTO.id(), to, null, null, null);
    }

    private static SeverityChanged became(Severity from, Severity to) {
        return new SeverityChanged(INTO.id(), from, to, null, null, JUST_NOW);
    }

    private static UpdateDueChanged due(IncidentId incident, Audience audience, Instant due) {
        return new UpdateDueChanged(incident, audience, due, "standard/1", null, JUST_NOW);
    }

    private static UpdateDueChanged takenOver(Audience audience, Instant due) {
        return new UpdateDueChanged(INTO.id(), audience, due, "none/1", ITSELF, null, JUST_NOW);
    }

    private static TimelineEntryRecorded promising(
            IncidentId incident, Audience audience, Instant next) {
        return new TimelineEntryRecorded(
                incident,
                new EntryId(new UUID(0, 4)),
                new EntryContent.Update("We look into it", audience, next, null),
                null,
                null,
                AN_HOUR_AGO);
    }

    @Test
    void what_is_over_may_turn_out_to_be_part_of_another_one() {
        given(declared(), resolved(), closed(), other(false))
                .when(merge())
                .leadsTo(MERGED_IN, MERGED);
    }

    @Test
    void a_merge_says_why() {
        given(declared(), other(false))
                .when(new MergeIncident(INCIDENT, "INC-1", INTO, " ", null, null))
                .isRefusedBy(Rule.REASON_NEEDED);
    }

    @Test
    void of_two_that_are_merged_into_each_other_one_goes_on() {
        given(declared(), other(false), MERGED_IN, MERGED)
                .when(new MergeIncident(INTO.id(), "INC-2", ITSELF, "the same", null, null))
                .isRefusedBy(Rule.ANOTHER_INCIDENT);
    }

    @Test
    void what_is_merged_into_stands_and_is_another_incident() {
        given(declared()).when(merge()).isRefusedBy(Rule.ANOTHER_INCIDENT);
        given(declared(), other(false), cancelledOther())
                .when(merge())
                .isRefusedBy(Rule.ANOTHER_INCIDENT);
        given(declared())
                .when(new MergeIncident(INCIDENT, "INC-1", ITSELF, "the same", null, null))
                .isRefusedBy(Rule.ANOTHER_INCIDENT);
        given(other(false)).when(merge()).isRefusedAs(Unknown.class);
    }

    @Test
    void a_drill_stays_apart_from_incidents() {
        given(declared(), other(true)).when(merge()).isRefusedBy(Rule.ANOTHER_INCIDENT);
    }

    @Test
    void each_of_the_two_tells_it_with_its_own_clock() {
        given(history(), other(false)).when(merge()).leadsTo(MERGED_IN, MERGED_SOMETIME);
    }

    @Test
    void nobody_merges_tomorrow() {
        given(declared(), other(false))
                .when(new MergeIncident(INCIDENT, "INC-1", INTO, "the same", null, TOMORROW))
                .isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    @Test
    void what_was_merged_takes_corrections_and_its_follow_ups_go_on() {
        EntryId entry = new EntryId(new UUID(0, 1));
        FollowUpId followUp = new FollowUpId(new UUID(0, 2));
        var recorded =
                new TimelineEntryRecorded(
                        INCIDENT, entry, new EntryContent.Note("502"), null, null, JUST_NOW);
        var added = added(followUp, Priority.HIGH, null);

        given(declared(), recorded, MERGED)
                .when(new CorrectEntry(INCIDENT, entry, "503", null, "misread", null, null))
                .leadsTo(
                        new TimelineEntryCorrected(
                                INCIDENT, entry, "503", null, "misread", null, JUST_NOW));
        given(declared(), added, MERGED)
                .when(new StartFollowUp(INCIDENT, followUp, null, null))
                .leadsTo(new FollowUpStarted(INCIDENT, followUp, null, JUST_NOW));
    }

    @Test
    void follow_ups_without_a_date_get_it_with_the_merge() {
        FollowUpId followUp = new FollowUpId(new UUID(0, 2));
        FollowUpId promised = new FollowUpId(new UUID(0, 3));
        var added = added(followUp, Priority.HIGH, null);
        var byPerson = added(promised, Priority.HIGH, person(LocalDate.parse("2026-12-24")));
        // 14 business days after a Friday, of SEV2.
        var dated =
                dated(
                        followUp,
                        LocalDate.parse("2026-12-10"),
                        "the incident was merged into INC-2",
                        JUST_NOW);

        given(declared(), added, byPerson, other(false))
                .when(merge())
                .leadsTo(MERGED_IN, MERGED, dated);
        given(declared(), added, MERGED)
                .when(
                        new ReprioritiseFollowUp(
                                INCIDENT, followUp, Priority.URGENT, null, null, null))
                .leadsTo(
                        new FollowUpReprioritised(
                                INCIDENT,
                                followUp,
                                Priority.HIGH,
                                Priority.URGENT,
                                null,
                                null,
                                JUST_NOW),
                        dated(
                                followUp,
                                LocalDate.parse("2026-11-25"),
                                "the priority became urgent",
                                JUST_NOW));
    }

    @Test
    void what_was_resolved_before_keeps_its_dates_and_what_has_no_time_gets_none() {
        FollowUpId followUp = new FollowUpId(new UUID(0, 2));
        Moment tenDaysAgo = Moment.exactly(ABOUT_TEN_DAYS_AGO.at());
        // 14 business days after a Tuesday.
        var dated = added(followUp, Priority.HIGH, policy(LocalDate.parse("2026-11-30")));

        given(declared(), resolved(), reached(Milestone.RESOLVED, tenDaysAgo), dated, other(false))
                .when(merge())
                .leadsTo(MERGED_IN, MERGED);
        given(history(), added(followUp, Priority.HIGH, null), other(false))
                .when(merge())
                .leadsTo(MERGED_IN, MERGED_SOMETIME);
    }

    @Test
    void everything_else_goes_to_the_one_it_is_part_of() {
        given(declared(), MERGED).when(merge()).isRefusedBy(Rule.MERGED_IS_FINAL);
        given(declared(), MERGED)
                .when(new NameCause(INCIDENT, new Cause("capacity"), null, null, null))
                .isRefusedBy(Rule.MERGED_IS_FINAL);
    }

    private static MergeIncident merge() {
        return new MergeIncident(INCIDENT, "INC-1", INTO, "one alert, declared twice", null, null);
    }

    private static IncidentCancelled cancelledOther() {
        return new IncidentCancelled(INTO.id(), CancelReason.DECLINED, "not ours", null, null);
    }

    private static IncidentDeclared other(boolean drill) {
        return new IncidentDeclared(
                INTO.id(),
                "Payments fail",
                null,
                List.of(),
                null,
                null,
                null,
                null,
                new TreeMap<>(),
                drill,
                false,
                null,
                JUST_NOW);
    }
}
