package io.incidentledger.command.triage;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.DataLoss;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.Impact;
import io.incidentledger.events.ImpactChanged;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TriagingTest extends DecisionTest {
    private static final Impact IMPACT = new Impact(null, "paying", DataLoss.NONE, null);

    @Test
    void only_what_changed_is_recorded() {
        given(declared())
                .when(details("Checkout fails", "Nobody can pay", List.of("checkout", "pay")))
                .leadsTo(
                        new IncidentDetailsChanged(
                                INCIDENT,
                                null,
                                "Nobody can pay",
                                List.of("checkout", "pay"),
                                null,
                                null,
                                null,
                                null,
                                null,
                                JUST_NOW));
    }

    @Test
    void details_that_are_so_already_change_nothing() {
        given(declared()).when(details("Checkout fails", "", List.of("checkout"))).changesNothing();
    }

    @Test
    void a_blank_text_takes_away_as_an_empty_one_does() {
        given(declared()).when(details(null, " \t", null)).changesNothing();
        given(declared(), summary("Nobody can pay"))
                .when(details(null, " \t", null))
                .leadsTo(summary(""));
        given(declared(), summary(" ")).when(details(null, "", null)).changesNothing();
    }

    @Test
    void a_severity_is_changed_and_says_from_what() {
        given(declared())
                .when(severity(Severity.SEV1))
                .leadsTo(
                        new SeverityChanged(
                                INCIDENT, Severity.SEV2, Severity.SEV1, null, null, JUST_NOW));
    }

    @Test
    void the_severity_it_has_changes_nothing() {
        given(declared()).when(severity(Severity.SEV2)).changesNothing();
    }

    @Test
    void an_impact_is_answered_and_answering_it_again_changes_nothing() {
        var answered = new ImpactChanged(INCIDENT, IMPACT, null, null, JUST_NOW);

        given(declared())
                .when(new ChangeImpact(INCIDENT, IMPACT, null, null, null))
                .leadsTo(answered);
        given(declared(), answered)
                .when(new ChangeImpact(INCIDENT, IMPACT, "again", null, null))
                .changesNothing();
    }

    @ParameterizedTest
    @EnumSource(names = {"INVESTIGATING", "IDENTIFIED", "MONITORING"})
    void the_status_may_jump_forward_without_a_reason(Status to) {
        given(declared())
                .when(status(to, null))
                .leadsTo(new StatusChanged(INCIDENT, Status.TRIAGE, to, null, null, JUST_NOW));
    }

    @Test
    void the_status_goes_back_with_a_reason_only() {
        var monitoring =
                new StatusChanged(INCIDENT, Status.TRIAGE, Status.MONITORING, null, null, JUST_NOW);

        given(declared(), monitoring)
                .when(status(Status.IDENTIFIED, null))
                .isRefusedBy(Rule.REASON_NEEDED);
        given(declared(), monitoring)
                .when(status(Status.IDENTIFIED, "errors are back"))
                .leadsTo(
                        new StatusChanged(
                                INCIDENT,
                                Status.MONITORING,
                                Status.IDENTIFIED,
                                "errors are back",
                                null,
                                JUST_NOW));
    }

    @Test
    void the_status_it_has_changes_nothing() {
        given(declared()).when(status(Status.TRIAGE, null)).changesNothing();
    }

    @ParameterizedTest
    @EnumSource(names = {"RESOLVED", "CLOSED", "CANCELLED", "MERGED"})
    void the_end_is_not_set_as_a_status(Status to) {
        given(declared()).when(status(to, "over")).isRefusedBy(Rule.STATUS_HAS_OWN_ORDER);
    }

    @Test
    void what_is_over_is_reopened_before_its_status_changes() {
        given(declared(), resolved())
                .when(status(Status.MONITORING, "back"))
                .isRefusedBy(Rule.NOT_ACTIVE);
        given(declared(), resolved(), closed())
                .when(status(Status.MONITORING, "back"))
                .isRefusedBy(Rule.NOT_ACTIVE);
    }

    @Test
    void what_was_cancelled_takes_no_triage() {
        given(declared(), cancelled())
                .when(severity(Severity.SEV1))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
    }

    @Test
    void what_is_not_there_takes_no_triage() {
        given().when(severity(Severity.SEV1)).isRefusedAs(Unknown.class);
    }

    @Test
    void a_milestone_of_a_live_incident_is_now_unless_said_otherwise() {
        given(declared())
                .when(set(Milestone.ACKNOWLEDGED, null))
                .leadsTo(reached(Milestone.ACKNOWLEDGED, JUST_NOW));
        given(declared())
                .when(set(Milestone.ACKNOWLEDGED, AN_HOUR_AGO))
                .leadsTo(reached(Milestone.ACKNOWLEDGED, AN_HOUR_AGO));
    }

    @Test
    void a_milestone_of_history_needs_its_time() {
        given(history()).when(set(Milestone.DETECTED, null)).isRefusedBy(Rule.TIME_NEEDED);
    }

    @Test
    void a_milestone_in_the_future_is_refused() {
        given(history()).when(set(Milestone.DETECTED, TOMORROW)).isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    @Test
    void the_milestone_it_has_changes_nothing() {
        given(declared(), reached(Milestone.DETECTED, AN_HOUR_AGO))
                .when(set(Milestone.DETECTED, AN_HOUR_AGO))
                .changesNothing();
    }

    @Test
    void another_precision_is_another_time() {
        Moment about = new Moment(AN_HOUR_AGO.at(), Precision.ABOUT);

        given(declared(), reached(Milestone.DETECTED, AN_HOUR_AGO))
                .when(set(Milestone.DETECTED, about))
                .leadsTo(reached(Milestone.DETECTED, about));
    }

    @Test
    void the_end_of_a_live_incident_is_no_milestone_before_it_is_over() {
        given(declared())
                .when(set(Milestone.RESOLVED, AN_HOUR_AGO))
                .isRefusedBy(Rule.MILESTONE_FOLLOWS_STATUS);
        given(declared(), resolved())
                .when(set(Milestone.CLOSED, AN_HOUR_AGO))
                .isRefusedBy(Rule.MILESTONE_FOLLOWS_STATUS);
        given(declared(), resolved())
                .when(set(Milestone.RESOLVED, AN_HOUR_AGO))
                .leadsTo(reached(Milestone.RESOLVED, AN_HOUR_AGO));
        given(declared(), resolved(), closed())
                .when(set(Milestone.CLOSED, AN_HOUR_AGO))
                .leadsTo(reached(Milestone.CLOSED, AN_HOUR_AGO));
        given(history())
                .when(set(Milestone.CLOSED, AN_HOUR_AGO))
                .leadsTo(reached(Milestone.CLOSED, AN_HOUR_AGO));
    }

    @Test
    void a_milestone_is_cleared_with_a_reason() {
        given(declared(), reached(Milestone.DETECTED, AN_HOUR_AGO))
                .when(new ClearMilestone(INCIDENT, Milestone.DETECTED, "not this one", null, null))
                .leadsTo(
                        new MilestoneCleared(
                                INCIDENT, Milestone.DETECTED, "not this one", null, JUST_NOW));
        given(declared(), reached(Milestone.DETECTED, AN_HOUR_AGO))
                .when(new ClearMilestone(INCIDENT, Milestone.DETECTED, null, null, null))
                .isRefusedBy(Rule.REASON_NEEDED);
    }

    @Test
    void clearing_what_is_unknown_changes_nothing() {
        given(declared())
                .when(new ClearMilestone(INCIDENT, Milestone.DETECTED, "no", null, null))
                .changesNothing();
    }

    @Test
    void what_a_record_says_it_took_is_kept_beside_the_times() {
        given(history())
                .when(stating(Duration.ofMinutes(43), "the quarterly log"))
                .leadsTo(stated(2_580, "the quarterly log"));
        given(history(), stated(2_580, null))
                .when(stating(Duration.ofMinutes(-5), null))
                .leadsTo(stated(-300, null));
    }

    @Test
    void stating_the_same_duration_again_changes_nothing() {
        given(history(), stated(2_580, "the quarterly log"))
                .when(stating(Duration.ofMinutes(43), null))
                .changesNothing();
    }

    @Test
    void nothing_is_stated_of_what_was_cancelled_or_for_a_time_to_come() {
        given(declared(), cancelled())
                .when(stating(Duration.ofMinutes(43), null))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
        given(history())
                .when(
                        new StateDuration(
                                INCIDENT,
                                Milestone.DETECTED,
                                Milestone.RESOLVED,
                                Duration.ofMinutes(43),
                                null,
                                null,
                                TOMORROW))
                .isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    private static StateDuration stating(Duration duration, String source) {
        return new StateDuration(
                INCIDENT, Milestone.DETECTED, Milestone.RESOLVED, duration, source, null, null);
    }

    private static DurationStated stated(long seconds, String source) {
        return new DurationStated(
                INCIDENT, Milestone.DETECTED, Milestone.RESOLVED, seconds, source, null, null);
    }

    private static ChangeDetails details(String title, String summary, List<String> services) {
        return new ChangeDetails(
                INCIDENT, title, summary, services, null, null, null, null, null, null);
    }

    private static IncidentDetailsChanged summary(String summary) {
        return new IncidentDetailsChanged(
                INCIDENT, null, summary, null, null, null, null, null, null, JUST_NOW);
    }

    private static ChangeSeverity severity(Severity to) {
        return new ChangeSeverity(INCIDENT, to, null, null, null);
    }

    private static ChangeStatus status(Status to, String reason) {
        return new ChangeStatus(INCIDENT, to, reason, null, null);
    }

    private static SetMilestone set(Milestone milestone, Moment at) {
        return new SetMilestone(INCIDENT, milestone, null, null, at);
    }
}
