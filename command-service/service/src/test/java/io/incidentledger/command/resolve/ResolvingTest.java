package io.incidentledger.command.resolve;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.triage.ChangeSeverity;
import io.incidentledger.command.triage.SetMilestone;
import io.incidentledger.events.FollowUpDeclined;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Priority;
import io.incidentledger.events.Resolution;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Status;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Now is Friday, 20 November 2026; two weeks of business days later is 10 December. */
class ResolvingTest extends DecisionTest {
    private static final FollowUpId FIRST = FollowUpId.of("01970000-0000-7000-8000-0000000000f1");
    private static final FollowUpId SECOND = FollowUpId.of("01970000-0000-7000-8000-0000000000f2");
    private static final LocalDate FOURTEEN_DAYS_ON = LocalDate.parse("2026-12-10");
    private static final LocalDate SEVEN_DAYS_ON = LocalDate.parse("2026-12-01");

    @Test
    void resolving_says_how_and_sets_the_milestone() {
        given(declared())
                .when(resolve(Resolution.ROLLBACK, AN_HOUR_AGO))
                .leadsTo(resolved(), reached(Milestone.RESOLVED, AN_HOUR_AGO));
    }

    @Test
    void a_live_incident_says_how_it_was_resolved() {
        given(declared()).when(resolve(null, null)).isRefusedBy(Rule.RESOLUTION_NEEDED);
    }

    @Test
    void history_may_know_neither_how_nor_when_it_was_resolved() {
        given(history(), added(FIRST, Priority.HIGH, null))
                .when(resolve(null, null))
                .leadsTo(new IncidentResolved(INCIDENT, null, null, null, null, null));
    }

    @Test
    void history_that_told_its_end_before_counts_from_it() {
        given(
                        history(),
                        reached(Milestone.RESOLVED, AN_HOUR_AGO),
                        added(FIRST, Priority.HIGH, null))
                .when(resolve(null, null))
                .leadsTo(
                        new IncidentResolved(INCIDENT, null, null, null, null, null),
                        dated(FIRST, FOURTEEN_DAYS_ON, "the incident was resolved", null));
    }

    @Test
    void resolving_in_the_future_is_refused() {
        given(declared())
                .when(resolve(Resolution.ROLLBACK, TOMORROW))
                .isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    @Test
    void what_is_over_is_not_resolved_again() {
        given(declared(), resolved())
                .when(resolve(Resolution.ROLLBACK, null))
                .isRefusedBy(Rule.NOT_ACTIVE);
        given(declared(), cancelled())
                .when(resolve(Resolution.ROLLBACK, null))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
        given().when(resolve(Resolution.ROLLBACK, null)).isRefusedAs(Unknown.class);
    }

    @Test
    void open_follow_ups_without_a_date_get_one_with_the_resolution() {
        given(declared(), added(FIRST, Priority.HIGH, null), added(SECOND, Priority.URGENT, null))
                .when(resolve(Resolution.ROLLBACK, AN_HOUR_AGO))
                .leadsTo(
                        resolved(),
                        reached(Milestone.RESOLVED, AN_HOUR_AGO),
                        dated(FIRST, FOURTEEN_DAYS_ON, "the incident was resolved", AN_HOUR_AGO),
                        dated(
                                SECOND,
                                LocalDate.parse("2026-11-25"),
                                "the incident was resolved",
                                AN_HOUR_AGO));
    }

    @Test
    void a_date_that_a_person_gave_stays_and_what_is_declined_gets_none() {
        var persons = person(LocalDate.parse("2027-01-01"));

        given(
                        declared(),
                        added(FIRST, Priority.HIGH, persons),
                        added(SECOND, Priority.HIGH, null),
                        new FollowUpDeclined(INCIDENT, SECOND, "accepted", null, JUST_NOW))
                .when(resolve(Resolution.ROLLBACK, AN_HOUR_AGO))
                .leadsTo(resolved(), reached(Milestone.RESOLVED, AN_HOUR_AGO));
    }

    @Test
    void unknown_severity_counts_as_the_highest() {
        given(declared(false, null, JUST_NOW), added(FIRST, Priority.LOW, null))
                .when(resolve(Resolution.ROLLBACK, AN_HOUR_AGO))
                .leadsTo(
                        resolved(),
                        reached(Milestone.RESOLVED, AN_HOUR_AGO),
                        dated(FIRST, SEVEN_DAYS_ON, "the incident was resolved", AN_HOUR_AGO));
    }

    @Test
    void a_place_in_the_order_dates_nothing() {
        Moment place = new Moment(AN_HOUR_AGO.at(), Precision.ORDER);

        given(history(), added(FIRST, Priority.HIGH, null))
                .when(resolve(Resolution.ROLLBACK, place))
                .leadsTo(
                        new IncidentResolved(
                                INCIDENT, Resolution.ROLLBACK, null, null, null, place),
                        reached(Milestone.RESOLVED, place));
    }

    @Test
    void dates_come_when_the_time_of_the_resolution_becomes_known() {
        given(
                        history(),
                        added(FIRST, Priority.HIGH, null),
                        new IncidentResolved(INCIDENT, null, null, null, null, null))
                .when(new SetMilestone(INCIDENT, Milestone.RESOLVED, null, null, AN_HOUR_AGO))
                .leadsTo(
                        reached(Milestone.RESOLVED, AN_HOUR_AGO),
                        dated(
                                FIRST,
                                FOURTEEN_DAYS_ON,
                                "the time of the resolution became known or was corrected",
                                null));
    }

    @Test
    void a_higher_severity_after_the_end_brings_the_policys_dates_nearer() {
        given(
                        declared(),
                        resolved(),
                        reached(Milestone.RESOLVED, AN_HOUR_AGO),
                        added(FIRST, Priority.HIGH, policy(FOURTEEN_DAYS_ON)))
                .when(new ChangeSeverity(INCIDENT, Severity.SEV1, null, null, null))
                .leadsTo(
                        new SeverityChanged(
                                INCIDENT, Severity.SEV2, Severity.SEV1, null, null, JUST_NOW),
                        dated(FIRST, SEVEN_DAYS_ON, "the severity became SEV1", JUST_NOW));
    }

    @ParameterizedTest
    @EnumSource(names = {"TRIAGE", "INVESTIGATING", "IDENTIFIED", "MONITORING"})
    void reopening_says_why_and_takes_the_end_back(Status to) {
        given(declared(), resolved(), reached(Milestone.RESOLVED, AN_HOUR_AGO))
                .when(reopen(to, "errors are back"))
                .leadsTo(
                        new IncidentReopened(INCIDENT, to, "errors are back", null, JUST_NOW),
                        cleared(Milestone.RESOLVED));
    }

    @Test
    void what_was_closed_reopens_too() {
        given(
                        declared(),
                        resolved(),
                        reached(Milestone.RESOLVED, AN_HOUR_AGO),
                        closed(),
                        reached(Milestone.CLOSED, JUST_NOW))
                .when(reopen(Status.INVESTIGATING, "errors are back"))
                .leadsTo(
                        new IncidentReopened(
                                INCIDENT, Status.INVESTIGATING, "errors are back", null, JUST_NOW),
                        cleared(Milestone.RESOLVED),
                        cleared(Milestone.CLOSED));
    }

    @Test
    void reopening_needs_a_reason_and_something_that_is_over() {
        given(declared(), resolved())
                .when(reopen(Status.INVESTIGATING, null))
                .isRefusedBy(Rule.REASON_NEEDED);
        given(declared()).when(reopen(Status.INVESTIGATING, "why")).isRefusedBy(Rule.NOT_OVER);
        given(declared(), cancelled())
                .when(reopen(Status.INVESTIGATING, "why"))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
        given(declared(), resolved())
                .when(reopen(Status.RESOLVED, "why"))
                .isRefusedBy(Rule.STATUS_HAS_OWN_ORDER);
    }

    @Test
    void a_second_resolution_counts_anew() {
        var monday = Moment.exactly(Instant.parse("2026-11-16T09:00:00Z"));

        given(
                        declared(),
                        added(FIRST, Priority.HIGH, null),
                        resolved(),
                        reached(Milestone.RESOLVED, monday),
                        dated(FIRST, LocalDate.parse("2026-12-04"), "resolved", monday),
                        new IncidentReopened(INCIDENT, Status.INVESTIGATING, "no", null, JUST_NOW),
                        cleared(Milestone.RESOLVED))
                .when(resolve(Resolution.ROLLBACK, AN_HOUR_AGO))
                .leadsTo(
                        resolved(),
                        reached(Milestone.RESOLVED, AN_HOUR_AGO),
                        dated(FIRST, FOURTEEN_DAYS_ON, "the incident was resolved", AN_HOUR_AGO));
    }

    @Test
    void closing_follows_resolving() {
        given(declared(), resolved())
                .when(new CloseIncident(INCIDENT, null, null, null))
                .leadsTo(closed(), reached(Milestone.CLOSED, JUST_NOW));
        given(declared())
                .when(new CloseIncident(INCIDENT, null, null, null))
                .isRefusedBy(Rule.NOT_RESOLVED);
        given(declared(), resolved(), closed())
                .when(new CloseIncident(INCIDENT, null, null, null))
                .isRefusedBy(Rule.NOT_RESOLVED);
        given(declared(), cancelled())
                .when(new CloseIncident(INCIDENT, null, null, null))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
    }

    @Test
    void history_closed_at_an_unknown_time_has_no_milestone() {
        given(history(), resolved())
                .when(new CloseIncident(INCIDENT, null, null, null))
                .leadsTo(new IncidentClosed(INCIDENT, null, null, null));
    }

    private static ResolveIncident resolve(Resolution resolution, Moment occurredAt) {
        return new ResolveIncident(INCIDENT, resolution, null, null, null, occurredAt);
    }

    private static ReopenIncident reopen(Status to, String reason) {
        return new ReopenIncident(INCIDENT, to, reason, null, null);
    }

    private static MilestoneCleared cleared(Milestone milestone) {
        return new MilestoneCleared(INCIDENT, milestone, "errors are back", null, JUST_NOW);
    }
}
