package io.incidentledger.command.declare;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.CancelReason;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeclaringTest extends DecisionTest {
    @Test
    void declaring_live_sets_the_declared_milestone_to_now() {
        given().when(declare(false, Map.of(), null))
                .leadsTo(
                        declared(false, Severity.SEV2, JUST_NOW),
                        reached(Milestone.DECLARED, JUST_NOW));
    }

    @Test
    void declaring_live_at_a_given_time_sets_the_milestone_to_that_time() {
        given().when(declare(false, Map.of(), AN_HOUR_AGO))
                .leadsTo(
                        declared(false, Severity.SEV2, AN_HOUR_AGO),
                        reached(Milestone.DECLARED, AN_HOUR_AGO));
    }

    @Test
    void milestones_known_at_the_declaration_are_set_in_their_order() {
        given().when(declare(false, Map.of(Milestone.DETECTED, AN_HOUR_AGO), null))
                .leadsTo(
                        declared(false, Severity.SEV2, JUST_NOW),
                        reached(Milestone.DETECTED, AN_HOUR_AGO),
                        reached(Milestone.DECLARED, JUST_NOW));
    }

    @Test
    void a_milestone_may_come_before_the_one_it_follows_in_the_textbook() {
        given().when(
                        declare(
                                true,
                                Map.of(
                                        Milestone.IMPACT_STARTED, AN_HOUR_AGO,
                                        Milestone.DETECTED, ABOUT_TEN_DAYS_AGO),
                                null))
                .leadsTo(
                        history(),
                        reached(Milestone.IMPACT_STARTED, AN_HOUR_AGO),
                        reached(Milestone.DETECTED, ABOUT_TEN_DAYS_AGO));
    }

    @Test
    void history_gets_no_time_and_no_milestone_by_itself() {
        given().when(declare(true, Map.of(), null)).leadsTo(history());
    }

    @Test
    void history_may_know_its_end_already() {
        given().when(declare(true, Map.of(Milestone.RESOLVED, AN_HOUR_AGO), null))
                .leadsTo(history(), reached(Milestone.RESOLVED, AN_HOUR_AGO));
    }

    @Test
    void a_live_incident_is_not_declared_with_its_end() {
        given().when(declare(false, Map.of(Milestone.RESOLVED, AN_HOUR_AGO), null))
                .isRefusedBy(Rule.MILESTONE_FOLLOWS_STATUS);
    }

    @Test
    void a_declaration_in_the_future_is_refused_live_and_as_history() {
        given().when(declare(false, Map.of(), TOMORROW)).isRefusedBy(Rule.TIME_IN_FUTURE);
        given().when(declare(true, Map.of(), TOMORROW)).isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    @Test
    void a_clock_may_be_two_minutes_ahead_and_no_more() {
        Moment twoAhead = Moment.exactly(NOW.plus(Duration.ofMinutes(2)));
        Moment tooFar = Moment.exactly(NOW.plus(Duration.ofMinutes(2)).plusMillis(1));

        given().when(declare(true, Map.of(Milestone.DETECTED, tooFar), null))
                .isRefusedBy(Rule.TIME_IN_FUTURE);
        given().when(declare(true, Map.of(Milestone.DETECTED, twoAhead), null))
                .leadsTo(history(), reached(Milestone.DETECTED, twoAhead));
    }

    @Test
    void an_incident_is_declared_once() {
        given(declared()).when(declare(false, Map.of(), null)).isRefusedAs(Conflict.class);
    }

    @Test
    void a_false_alarm_is_cancelled_with_a_reason() {
        given(declared())
                .when(cancel("a test alert"))
                .leadsTo(
                        new IncidentCancelled(
                                INCIDENT,
                                CancelReason.FALSE_ALARM,
                                "a test alert",
                                null,
                                JUST_NOW));
    }

    @Test
    void cancelling_needs_a_reason() {
        given(declared()).when(cancel(null)).isRefusedBy(Rule.REASON_NEEDED);
        given(declared()).when(cancel(" ")).isRefusedBy(Rule.REASON_NEEDED);
    }

    @Test
    void cancelled_is_final() {
        given(declared(), cancelled()).when(cancel("again")).isRefusedBy(Rule.CANCELLED_IS_FINAL);
    }

    @Test
    void what_is_over_was_an_incident() {
        given(declared(), resolved()).when(cancel("no")).isRefusedBy(Rule.NOT_ACTIVE);
        given(declared(), resolved(), closed()).when(cancel("no")).isRefusedBy(Rule.NOT_ACTIVE);
    }

    @Test
    void nothing_is_cancelled_that_is_not_there() {
        given().when(cancel("no")).isRefusedAs(Unknown.class);
    }

    private static CancelIncident cancel(String reason) {
        return new CancelIncident(INCIDENT, CancelReason.FALSE_ALARM, reason, null, null);
    }

    private static DeclareIncident declare(
            boolean history, Map<Milestone, Moment> milestones, Moment occurredAt) {
        return new DeclareIncident(
                INCIDENT,
                "Checkout fails",
                null,
                List.of("checkout"),
                Severity.SEV2,
                null,
                null,
                milestones,
                null,
                new TreeMap<>(),
                false,
                history,
                null,
                occurredAt);
    }
}
