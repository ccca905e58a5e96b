package io.incidentledger.command.followup;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.DueDate;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpAssigned;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpDeclined;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpReopened;
import io.incidentledger.events.FollowUpReprioritised;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.FollowUpStarted;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.FollowUpVerified;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Priority;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FollowingUpTest extends DecisionTest {
    private static final FollowUpId ID = FollowUpId.of("01970000-0000-7000-8000-0000000000f1");
    private static final LocalDate CHRISTMAS = LocalDate.parse("2026-12-25");
    private static final LocalDate FOURTEEN_DAYS_ON = LocalDate.parse("2026-12-10");
    private static final LocalDate THREE_DAYS_ON = LocalDate.parse("2026-11-25");
    private static final Evidence PROOF = new Evidence(null, "the alert fired in production");

    private static final FollowUpStarted STARTED =
            new FollowUpStarted(INCIDENT, ID, null, JUST_NOW);
    private static final FollowUpCompleted DONE =
            new FollowUpCompleted(INCIDENT, ID, PROOF, null, JUST_NOW);
    private static final FollowUpVerified VERIFIED =
            new FollowUpVerified(INCIDENT, ID, null, null, JUST_NOW);
    private static final FollowUpDeclined DECLINED =
            new FollowUpDeclined(INCIDENT, ID, "the risk is small", null, JUST_NOW);

    @Test
    void before_the_resolution_a_follow_up_has_no_date_by_itself() {
        given(declared()).when(add(Priority.HIGH, null)).leadsTo(added(Priority.HIGH, null));
    }

    @Test
    void after_the_resolution_it_gets_its_date_at_once() {
        given(declared(), resolved(), reached(Milestone.RESOLVED, AN_HOUR_AGO))
                .when(add(Priority.HIGH, null))
                .leadsTo(added(Priority.HIGH, policy(FOURTEEN_DAYS_ON)));
        given(declared(), resolved(), reached(Milestone.RESOLVED, AN_HOUR_AGO), closed())
                .when(add(Priority.URGENT, null))
                .leadsTo(added(Priority.URGENT, policy(THREE_DAYS_ON)));
    }

    @Test
    void when_nobody_knows_when_it_was_resolved_there_is_no_date() {
        given(history(), resolved())
                .when(add(Priority.HIGH, null))
                .leadsTo(added(ID, Priority.HIGH, null, null));
    }

    @Test
    void a_date_that_a_person_gives_is_theirs() {
        given(declared(), resolved(), reached(Milestone.RESOLVED, AN_HOUR_AGO))
                .when(add(Priority.HIGH, CHRISTMAS))
                .leadsTo(added(Priority.HIGH, person(CHRISTMAS)));
    }

    @Test
    void a_follow_up_comes_from_an_entry_of_its_incident() {
        var order =
                new AddFollowUp(
                        INCIDENT,
                        ID,
                        "Alert on it",
                        null,
                        FollowUpType.DETECT,
                        Priority.HIGH,
                        null,
                        null,
                        null,
                        EntryId.of("01970000-0000-7000-8000-0000000000e1"),
                        null,
                        null);

        given(declared()).when(order).isRefusedBy(Rule.UNKNOWN_ORIGIN);
    }

    @Test
    void a_follow_up_is_added_once_to_an_incident_that_was_one() {
        given(declared(), open()).when(add(Priority.HIGH, null)).isRefusedAs(Conflict.class);
        given(declared(), cancelled())
                .when(add(Priority.HIGH, null))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
        given().when(add(Priority.HIGH, null)).isRefusedAs(Unknown.class);
    }

    @Test
    void a_follow_up_in_the_future_is_refused() {
        given(declared(), open())
                .when(new StartFollowUp(INCIDENT, ID, null, TOMORROW))
                .isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    @Test
    void an_owner_is_assigned_and_taken_away_and_the_same_one_changes_nothing() {
        var ana = new FollowUpAssigned(INCIDENT, ID, ANA, null, null, JUST_NOW);

        given(declared(), open())
                .when(new AssignFollowUp(INCIDENT, ID, ANA, null, null, null))
                .leadsTo(ana);
        given(declared(), open(), ana)
                .when(new AssignFollowUp(INCIDENT, ID, ANA, null, null, null))
                .changesNothing();
        given(declared(), open(), ana)
                .when(new AssignFollowUp(INCIDENT, ID, null, null, null, null))
                .leadsTo(new FollowUpAssigned(INCIDENT, ID, null, null, null, JUST_NOW));
    }

    @Test
    void a_due_date_moves_with_a_reason() {
        given(declared(), open())
                .when(reschedule(CHRISTMAS, "vendor is late"))
                .leadsTo(rescheduled(person(CHRISTMAS), "vendor is late"));
        given(declared(), open()).when(reschedule(CHRISTMAS, null)).isRefusedBy(Rule.REASON_NEEDED);
    }

    @Test
    void the_date_it_has_changes_nothing_unless_the_policy_set_it() {
        given(declared(), added(Priority.HIGH, person(CHRISTMAS)))
                .when(reschedule(CHRISTMAS, "why"))
                .changesNothing();
        given(declared(), added(Priority.HIGH, policy(CHRISTMAS)))
                .when(reschedule(CHRISTMAS, "I promise"))
                .leadsTo(rescheduled(person(CHRISTMAS), "I promise"));
    }

    @Test
    void a_new_priority_moves_the_policys_date() {
        given(
                        declared(),
                        resolved(),
                        reached(Milestone.RESOLVED, AN_HOUR_AGO),
                        added(Priority.HIGH, policy(FOURTEEN_DAYS_ON)))
                .when(reprioritise(Priority.URGENT))
                .leadsTo(
                        reprioritised(Priority.HIGH, Priority.URGENT),
                        rescheduled(policy(THREE_DAYS_ON), "the priority became urgent"));
    }

    @Test
    void a_new_priority_leaves_a_persons_date_and_gives_none_before_the_resolution() {
        given(
                        declared(),
                        resolved(),
                        reached(Milestone.RESOLVED, AN_HOUR_AGO),
                        added(Priority.HIGH, person(CHRISTMAS)))
                .when(reprioritise(Priority.URGENT))
                .leadsTo(reprioritised(Priority.HIGH, Priority.URGENT));
        given(declared(), open())
                .when(reprioritise(Priority.URGENT))
                .leadsTo(reprioritised(Priority.HIGH, Priority.URGENT));
    }

    @Test
    void the_priority_it_has_changes_nothing() {
        given(declared(), open()).when(reprioritise(Priority.HIGH)).changesNothing();
    }

    @Test
    void work_begins_and_beginning_again_changes_nothing() {
        given(declared(), open()).when(start()).leadsTo(STARTED);
        given(declared(), open(), STARTED).when(start()).changesNothing();
    }

    @Test
    void done_means_proved() {
        given(declared(), open(), STARTED).when(complete(PROOF)).leadsTo(DONE);
        given(declared(), open()).when(complete(PROOF)).leadsTo(DONE);
        given(declared(), open()).when(complete(null)).isRefusedBy(Rule.EVIDENCE_NEEDED);
        given(declared(), open())
                .when(complete(new Evidence(" ", "")))
                .isRefusedBy(Rule.EVIDENCE_NEEDED);
    }

    @Test
    void only_what_is_done_is_verified() {
        given(declared(), open(), DONE).when(verify()).leadsTo(VERIFIED);
        given(declared(), open()).when(verify()).isRefusedBy(Rule.FOLLOW_UP_NOT_DONE);
        given(declared(), open(), DONE, VERIFIED)
                .when(verify())
                .isRefusedBy(Rule.FOLLOW_UP_NOT_DONE);
    }

    @Test
    void declining_says_why() {
        given(declared(), open()).when(decline("the risk is small")).leadsTo(DECLINED);
        given(declared(), open()).when(decline(null)).isRefusedBy(Rule.REASON_NEEDED);
    }

    static Stream<FollowUpEvent> rest() {
        return Stream.of(DONE, DECLINED);
    }

    @ParameterizedTest
    @MethodSource("rest")
    void what_rests_is_reopened_before_anything_else(FollowUpEvent rest) {
        given(declared(), open(), rest).when(start()).isRefusedBy(Rule.FOLLOW_UP_NOT_OPEN);
        given(declared(), open(), rest).when(complete(PROOF)).isRefusedBy(Rule.FOLLOW_UP_NOT_OPEN);
        given(declared(), open(), rest).when(decline("no")).isRefusedBy(Rule.FOLLOW_UP_NOT_OPEN);
        given(declared(), open(), rest)
                .when(new AssignFollowUp(INCIDENT, ID, ANA, null, null, null))
                .isRefusedBy(Rule.FOLLOW_UP_NOT_OPEN);
        given(declared(), open(), rest)
                .when(reschedule(CHRISTMAS, "why"))
                .isRefusedBy(Rule.FOLLOW_UP_NOT_OPEN);
        given(declared(), open(), rest)
                .when(reprioritise(Priority.LOW))
                .isRefusedBy(Rule.FOLLOW_UP_NOT_OPEN);
    }

    @ParameterizedTest
    @MethodSource("rest")
    void what_rests_reopens_with_a_reason(FollowUpEvent rest) {
        given(declared(), open(), rest)
                .when(reopen("it came back"))
                .leadsTo(new FollowUpReopened(INCIDENT, ID, "it came back", null, JUST_NOW));
        given(declared(), open(), rest).when(reopen(null)).isRefusedBy(Rule.REASON_NEEDED);
    }

    @Test
    void what_is_open_is_not_reopened() {
        given(declared(), open()).when(reopen("why")).isRefusedBy(Rule.FOLLOW_UP_OPEN);
    }

    @Test
    void what_reopens_without_a_date_after_the_resolution_gets_one() {
        given(declared(), open(), DONE, resolved(), reached(Milestone.RESOLVED, AN_HOUR_AGO))
                .when(reopen("it came back"))
                .leadsTo(
                        new FollowUpReopened(INCIDENT, ID, "it came back", null, JUST_NOW),
                        rescheduled(policy(FOURTEEN_DAYS_ON), "the follow-up was reopened"));
    }

    @Test
    void follow_ups_go_on_when_their_incident_is_closed_or_cancelled() {
        given(declared(), open(), resolved(), closed()).when(complete(PROOF)).leadsTo(DONE);
        given(declared(), open(), cancelled()).when(start()).leadsTo(STARTED);
    }

    @Test
    void there_is_no_order_about_nothing() {
        given(declared()).when(start()).isRefusedAs(Unknown.class);
    }

    private static AddFollowUp add(Priority priority, LocalDate due) {
        return new AddFollowUp(
                INCIDENT,
                ID,
                "Alert on it",
                null,
                FollowUpType.DETECT,
                priority,
                null,
                due,
                null,
                null,
                null,
                null);
    }

    private static FollowUpAdded open() {
        return added(Priority.HIGH, null);
    }

    private static FollowUpAdded added(Priority priority, DueDate due) {
        return added(ID, priority, due);
    }

    private static FollowUpRescheduled rescheduled(DueDate due, String reason) {
        return new FollowUpRescheduled(INCIDENT, ID, due, reason, null, JUST_NOW);
    }

    private static FollowUpReprioritised reprioritised(Priority from, Priority to) {
        return new FollowUpReprioritised(INCIDENT, ID, from, to, null, null, JUST_NOW);
    }

    private static RescheduleFollowUp reschedule(LocalDate due, String reason) {
        return new RescheduleFollowUp(INCIDENT, ID, due, reason, null, null);
    }

    private static ReprioritiseFollowUp reprioritise(Priority to) {
        return new ReprioritiseFollowUp(INCIDENT, ID, to, null, null, null);
    }

    private static StartFollowUp start() {
        return new StartFollowUp(INCIDENT, ID, null, null);
    }

    private static CompleteFollowUp complete(Evidence evidence) {
        return new CompleteFollowUp(INCIDENT, ID, evidence, null, null);
    }

    private static VerifyFollowUp verify() {
        return new VerifyFollowUp(INCIDENT, ID, null, null, null);
    }

    private static DeclineFollowUp decline(String reason) {
        return new DeclineFollowUp(INCIDENT, ID, reason, null, null);
    }

    private static ReopenFollowUp reopen(String reason) {
        return new ReopenFollowUp(INCIDENT, ID, reason, null, null);
    }
}
