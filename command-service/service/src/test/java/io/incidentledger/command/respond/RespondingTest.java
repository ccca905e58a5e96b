package io.incidentledger.command.respond;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.Audience;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HypothesisJudged;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.RoleHandedOver;
import io.incidentledger.events.RoleReleased;
import io.incidentledger.events.ThreadClosed;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.ThreadOpened;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.TimelineEntryRecorded;
import java.util.List;
import org.junit.jupiter.api.Test;

class RespondingTest extends DecisionTest {
    private static final EntryId ENTRY = EntryId.of("01970000-0000-7000-8000-0000000000e1");
    private static final EntryId OTHER = EntryId.of("01970000-0000-7000-8000-0000000000e2");
    private static final EntryContent NOTE = new EntryContent.Note("Restarted the pods");
    private static final EntryContent HYPOTHESIS =
            new EntryContent.Hypothesis("The pool is too small", HypothesisState.OPEN);
    private static final ThreadId THREAD = ThreadId.of("01970000-0000-7000-8000-0000000000f1");
    private static final Handle CLEO = new Handle("@cleo");

    @Test
    void a_role_is_assigned_and_assigning_it_again_changes_nothing() {
        given(declared()).when(assign(Role.SCRIBE, ANA)).leadsTo(holds(Role.SCRIBE, ANA));
        given(declared(), holds(Role.SCRIBE, ANA)).when(assign(Role.SCRIBE, ANA)).changesNothing();
    }

    @Test
    void several_may_respond() {
        given(declared(), holds(Role.RESPONDER, ANA))
                .when(assign(Role.RESPONDER, BEN))
                .leadsTo(holds(Role.RESPONDER, BEN));
    }

    @Test
    void there_is_one_lead() {
        given(declared(), holds(Role.LEAD, ANA))
                .when(assign(Role.LEAD, BEN))
                .isRefusedBy(Rule.ONE_LEAD);
        given(declared(), holds(Role.LEAD, ANA), released(Role.LEAD, ANA))
                .when(assign(Role.LEAD, BEN))
                .leadsTo(holds(Role.LEAD, BEN));
    }

    @Test
    void the_lead_is_handed_over_from_one_to_another() {
        given(declared(), holds(Role.LEAD, ANA))
                .when(handOver(ANA, BEN))
                .leadsTo(handedOver(ANA, BEN));
        given(declared(), holds(Role.LEAD, ANA), handedOver(ANA, BEN))
                .when(assign(Role.LEAD, ANA))
                .isRefusedBy(Rule.ONE_LEAD);
    }

    @Test
    void only_the_holder_hands_over_and_to_somebody_else() {
        given(declared()).when(handOver(ANA, BEN)).isRefusedBy(Rule.HANDOVER_FROM_HOLDER);
        given(declared(), holds(Role.LEAD, ANA))
                .when(handOver(BEN, CLEO))
                .isRefusedBy(Rule.HANDOVER_FROM_HOLDER);
        given(declared(), holds(Role.LEAD, ANA))
                .when(handOver(ANA, ANA))
                .isRefusedBy(Rule.HANDOVER_FROM_HOLDER);
    }

    @Test
    void a_handover_that_took_place_changes_nothing() {
        given(declared(), holds(Role.LEAD, ANA), handedOver(ANA, BEN))
                .when(handOver(ANA, BEN))
                .changesNothing();
    }

    @Test
    void a_role_is_released_and_releasing_it_again_changes_nothing() {
        given(declared(), holds(Role.SCRIBE, ANA))
                .when(new ReleaseRole(INCIDENT, Role.SCRIBE, ANA, null, null, null))
                .leadsTo(released(Role.SCRIBE, ANA));
        given(declared())
                .when(new ReleaseRole(INCIDENT, Role.SCRIBE, ANA, null, null, null))
                .changesNothing();
    }

    @Test
    void roles_of_what_was_cancelled_stay() {
        given(declared(), cancelled())
                .when(assign(Role.LEAD, ANA))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
    }

    @Test
    void an_entry_of_a_live_incident_is_now_unless_said_otherwise() {
        given(declared()).when(entry(NOTE, null)).leadsTo(recorded(NOTE, JUST_NOW));
        given(declared()).when(entry(NOTE, AN_HOUR_AGO)).leadsTo(recorded(NOTE, AN_HOUR_AGO));
    }

    @Test
    void an_entry_of_history_needs_a_time_or_a_place() {
        Moment place = new Moment(AN_HOUR_AGO.at(), Precision.ORDER);

        given(history()).when(entry(NOTE, null)).isRefusedBy(Rule.TIME_NEEDED);
        given(history()).when(entry(NOTE, place)).leadsTo(recorded(NOTE, place));
    }

    @Test
    void an_entry_from_the_future_is_refused() {
        given(declared()).when(entry(NOTE, TOMORROW)).isRefusedBy(Rule.TIME_IN_FUTURE);
        given(history()).when(entry(NOTE, TOMORROW)).isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    @Test
    void an_entry_may_come_after_the_end_but_not_after_a_cancellation() {
        given(declared(), resolved(), closed())
                .when(entry(NOTE, AN_HOUR_AGO))
                .leadsTo(recorded(NOTE, AN_HOUR_AGO));
        given(declared(), cancelled())
                .when(entry(NOTE, AN_HOUR_AGO))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
    }

    @Test
    void an_entry_is_recorded_once() {
        given(declared(), recorded(NOTE, AN_HOUR_AGO))
                .when(entry(NOTE, null))
                .isRefusedAs(Conflict.class);
    }

    @Test
    void an_entry_needs_its_incident() {
        given().when(entry(NOTE, null)).isRefusedAs(Unknown.class);
    }

    @Test
    void the_first_public_update_tells_the_public() {
        var update = new EntryContent.Update("We know", Audience.PUBLIC, null, null);

        given(declared())
                .when(entry(update, AN_HOUR_AGO))
                .leadsTo(
                        recorded(update, AN_HOUR_AGO), reached(Milestone.PUBLIC_TOLD, AN_HOUR_AGO));
        given(declared(), reached(Milestone.PUBLIC_TOLD, AN_HOUR_AGO))
                .when(entry(update, JUST_NOW))
                .leadsTo(recorded(update, JUST_NOW));
    }

    @Test
    void an_earlier_public_update_that_comes_to_light_sets_the_milestone_anew() {
        var update = new EntryContent.Update("We know", Audience.PUBLIC, null, null);
        Moment earlier = Moment.exactly(AN_HOUR_AGO.at().minusSeconds(3_000));
        Moment thatHour = new Moment(AN_HOUR_AGO.at(), Precision.HOUR);
        Moment untimed = new Moment(earlier.at(), Precision.ORDER);
        var told = reached(Milestone.PUBLIC_TOLD, AN_HOUR_AGO);

        given(declared(), recorded(update, AN_HOUR_AGO), told)
                .when(another(update, earlier))
                .leadsTo(
                        new TimelineEntryRecorded(INCIDENT, OTHER, update, null, null, earlier),
                        toldAnew(earlier, "an earlier update for the public came to light"));
        given(declared(), told, recorded(update, AN_HOUR_AGO))
                .when(another(update, untimed))
                .leadsTo(new TimelineEntryRecorded(INCIDENT, OTHER, update, null, null, untimed));
        // Somewhere in the hour that begins with it: it may have been later.
        given(
                        declared(),
                        reached(
                                Milestone.PUBLIC_TOLD,
                                Moment.exactly(AN_HOUR_AGO.at().plusSeconds(60))))
                .when(entry(update, thatHour))
                .leadsTo(recorded(update, thatHour));
    }

    @Test
    void what_may_have_been_later_than_the_milestone_does_not_replace_it() {
        var update = new EntryContent.Update("We know", Audience.PUBLIC, null, null);
        Moment known = Moment.exactly(AN_HOUR_AGO.at().plusSeconds(600));
        Moment about = new Moment(AN_HOUR_AGO.at(), Precision.ABOUT);

        for (Moment vague :
                List.of(
                        new Moment(AN_HOUR_AGO.at().plusSeconds(3_000), Precision.BY),
                        new Moment(AN_HOUR_AGO.at().plusSeconds(300), Precision.ABOUT),
                        new Moment(AN_HOUR_AGO.at().plusSeconds(1_800), Precision.HOUR),
                        new Moment(AN_HOUR_AGO.at().plusSeconds(1_800), Precision.DAY))) {
            given(declared(), reached(Milestone.PUBLIC_TOLD, vague))
                    .when(entry(update, AN_HOUR_AGO))
                    .leadsTo(recorded(update, AN_HOUR_AGO));
        }
        given(declared(), reached(Milestone.PUBLIC_TOLD, known))
                .when(entry(update, about))
                .leadsTo(recorded(update, about));
        given(
                        declared(),
                        reached(
                                Milestone.PUBLIC_TOLD,
                                new Moment(AN_HOUR_AGO.at().plusSeconds(1_200), Precision.ABOUT)))
                .when(entry(update, AN_HOUR_AGO))
                .leadsTo(
                        recorded(update, AN_HOUR_AGO),
                        toldAnew(AN_HOUR_AGO, "an earlier update for the public came to light"));
    }

    @Test
    void a_corrected_time_of_a_public_update_moves_the_milestone_that_came_from_it() {
        var update = new EntryContent.Update("We know", Audience.PUBLIC, null, null);
        Moment earlier = Moment.exactly(AN_HOUR_AGO.at().minusSeconds(3_000));
        Moment later = Moment.exactly(AN_HOUR_AGO.at().plusSeconds(600));
        Moment untimed = new Moment(AN_HOUR_AGO.at(), Precision.ORDER);
        String why = "the time of an update for the public was corrected";
        var told = reached(Milestone.PUBLIC_TOLD, AN_HOUR_AGO);
        var other = new TimelineEntryRecorded(INCIDENT, OTHER, update, null, null, later);

        given(declared(), recorded(update, AN_HOUR_AGO), told)
                .when(correct(null, earlier, "a typo"))
                .leadsTo(corrected(null, earlier, "a typo"), toldAnew(earlier, why));
        given(declared(), recorded(update, AN_HOUR_AGO), told)
                .when(correct(null, later, "a typo"))
                .leadsTo(corrected(null, later, "a typo"), toldAnew(later, why));
        given(declared(), recorded(update, AN_HOUR_AGO), told, other)
                .when(correct(null, JUST_NOW, "a typo"))
                .leadsTo(corrected(null, JUST_NOW, "a typo"), toldAnew(later, why));
        given(declared(), recorded(update, AN_HOUR_AGO), told)
                .when(correct(null, untimed, "nobody knows"))
                .leadsTo(
                        corrected(null, untimed, "nobody knows"),
                        new MilestoneCleared(INCIDENT, Milestone.PUBLIC_TOLD, why, null, JUST_NOW));
        // The milestone came from elsewhere, or the entry told others, or no figure applies.
        given(declared(), recorded(update, AN_HOUR_AGO), reached(Milestone.PUBLIC_TOLD, earlier))
                .when(correct(null, later, "a typo"))
                .leadsTo(corrected(null, later, "a typo"));
        given(declared(), recorded(NOTE, AN_HOUR_AGO), told)
                .when(correct(null, earlier, "a typo"))
                .leadsTo(corrected(null, earlier, "a typo"));
        given(declared(), recorded(update, AN_HOUR_AGO), told, cancelled())
                .when(correct(null, earlier, "a typo"))
                .leadsTo(corrected(null, earlier, "a typo"));
    }

    private static RecordEntry another(EntryContent content, Moment occurredAt) {
        return new RecordEntry(INCIDENT, OTHER, content, null, null, null, occurredAt);
    }

    private static MilestoneSet toldAnew(Moment at, String why) {
        return new MilestoneSet(INCIDENT, Milestone.PUBLIC_TOLD, why, null, at);
    }

    @Test
    void an_update_for_others_does_not_tell_the_public() {
        var update = new EntryContent.Update("We know", Audience.STAKEHOLDER, null, null);

        given(declared()).when(entry(update, null)).leadsTo(recorded(update, JUST_NOW));
    }

    @Test
    void a_place_in_the_order_is_no_time_at_which_the_public_was_told() {
        var update = new EntryContent.Update("We know", Audience.PUBLIC, null, null);
        Moment place = new Moment(AN_HOUR_AGO.at(), Precision.ORDER);

        given(history()).when(entry(update, place)).leadsTo(recorded(update, place));
    }

    @Test
    void a_correction_gives_a_new_text_or_time_and_says_why() {
        given(declared(), recorded(NOTE, AN_HOUR_AGO))
                .when(correct("Restarted the node", null, "it was the node"))
                .leadsTo(corrected("Restarted the node", null, "it was the node"));
        given(declared(), recorded(NOTE, AN_HOUR_AGO))
                .when(correct(null, ABOUT_TEN_DAYS_AGO, "another day"))
                .leadsTo(corrected(null, ABOUT_TEN_DAYS_AGO, "another day"));
    }

    @Test
    void a_correction_without_reason_or_content_is_refused() {
        given(declared(), recorded(NOTE, AN_HOUR_AGO))
                .when(correct("Restarted the node", null, null))
                .isRefusedBy(Rule.REASON_NEEDED);
        given(declared(), recorded(NOTE, AN_HOUR_AGO))
                .when(correct(null, null, "why"))
                .isRefusedBy(Rule.NOTHING_TO_CORRECT);
    }

    @Test
    void a_correction_to_the_future_is_refused() {
        given(declared(), recorded(NOTE, AN_HOUR_AGO))
                .when(correct(null, TOMORROW, "later"))
                .isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    @Test
    void a_correction_to_what_it_says_changes_nothing() {
        given(declared(), recorded(NOTE, AN_HOUR_AGO))
                .when(correct("Restarted the pods", AN_HOUR_AGO, "why"))
                .changesNothing();
        given(
                        declared(),
                        recorded(NOTE, AN_HOUR_AGO),
                        corrected("Restarted the node", null, "it was the node"))
                .when(correct("Restarted the node", null, "it was the node"))
                .changesNothing();
    }

    @Test
    void a_correction_needs_its_entry_and_nothing_else() {
        given(declared()).when(correct("x", null, "why")).isRefusedAs(Unknown.class);
        given(declared(), recorded(NOTE, AN_HOUR_AGO), cancelled())
                .when(correct("x", null, "why"))
                .leadsTo(corrected("x", null, "why"));
    }

    @Test
    void a_hypothesis_is_confirmed_rejected_and_opened_again() {
        var open = recorded(HYPOTHESIS, AN_HOUR_AGO);
        var confirmed = judged(HypothesisState.CONFIRMED, "the graph");

        given(declared(), open)
                .when(judge(HypothesisState.CONFIRMED, "the graph"))
                .leadsTo(confirmed);
        given(declared(), open, confirmed)
                .when(judge(HypothesisState.OPEN, null))
                .leadsTo(judged(HypothesisState.OPEN, null));
        given(declared(), open, resolved(), closed())
                .when(judge(HypothesisState.REJECTED, null))
                .leadsTo(judged(HypothesisState.REJECTED, null));
    }

    @Test
    void what_became_of_a_hypothesis_is_said_again_only_with_something_to_show_it() {
        var open = recorded(HYPOTHESIS, AN_HOUR_AGO);
        var rejected = judged(HypothesisState.REJECTED, "the graph");

        given(declared(), open).when(judge(HypothesisState.OPEN, null)).changesNothing();
        given(declared(), open, rejected)
                .when(judge(HypothesisState.REJECTED, null))
                .changesNothing();
        given(declared(), open, rejected)
                .when(judge(HypothesisState.REJECTED, "the log, too"))
                .leadsTo(judged(HypothesisState.REJECTED, "the log, too"));
    }

    @Test
    void nothing_but_a_hypothesis_is_confirmed() {
        given(declared(), recorded(NOTE, AN_HOUR_AGO))
                .when(judge(HypothesisState.CONFIRMED, null))
                .isRefusedBy(Rule.NOT_A_HYPOTHESIS);
        given(declared()).when(judge(HypothesisState.CONFIRMED, null)).isRefusedAs(Unknown.class);
        given(declared(), recorded(HYPOTHESIS, AN_HOUR_AGO), cancelled())
                .when(judge(HypothesisState.CONFIRMED, null))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
        given(declared(), recorded(HYPOTHESIS, AN_HOUR_AGO))
                .when(
                        new JudgeHypothesis(
                                INCIDENT, ENTRY, HypothesisState.CONFIRMED, null, null, TOMORROW))
                .isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    @Test
    void an_entry_is_pinned_and_marked_and_keeps_the_one_when_the_other_changes() {
        var noted = recorded(NOTE, AN_HOUR_AGO);

        given(declared(), noted).when(pin(true)).leadsTo(flagged(true, null));
        given(declared(), noted, flagged(true, null))
                .when(mark(Marker.REPAIR))
                .leadsTo(flagged(true, Marker.REPAIR));
        given(declared(), noted, flagged(true, Marker.REPAIR))
                .when(pin(false))
                .leadsTo(flagged(false, Marker.REPAIR));
        given(declared(), noted, flagged(false, Marker.REPAIR))
                .when(mark(null))
                .leadsTo(flagged(false, null));
    }

    @Test
    void flagging_an_entry_as_it_is_changes_nothing() {
        given(declared(), recorded(NOTE, AN_HOUR_AGO)).when(pin(false)).changesNothing();
        given(declared(), recorded(NOTE, AN_HOUR_AGO)).when(mark(null)).changesNothing();
        given(declared(), recorded(NOTE, AN_HOUR_AGO), flagged(true, Marker.REPAIR))
                .when(pin(true))
                .changesNothing();
        given(declared(), recorded(NOTE, AN_HOUR_AGO), flagged(true, Marker.REPAIR))
                .when(mark(Marker.REPAIR))
                .changesNothing();
    }

    @Test
    void only_what_is_there_is_flagged_and_not_after_a_cancellation() {
        given(declared()).when(pin(true)).isRefusedAs(Unknown.class);
        given(declared()).when(mark(Marker.REPAIR)).isRefusedAs(Unknown.class);
        given(declared(), recorded(NOTE, AN_HOUR_AGO), cancelled())
                .when(pin(true))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
        given(declared(), recorded(NOTE, AN_HOUR_AGO), cancelled())
                .when(mark(Marker.REPAIR))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
    }

    @Test
    void an_entry_joins_a_thread_of_its_incident_open_or_closed() {
        var opened = new ThreadOpened(INCIDENT, THREAD, "The pool", null, null, JUST_NOW);
        var closed = new ThreadClosed(INCIDENT, THREAD, "It leaks", null, JUST_NOW);
        var joined = new TimelineEntryRecorded(INCIDENT, ENTRY, NOTE, null, THREAD, null, JUST_NOW);

        given(declared(), opened).when(joining()).leadsTo(joined);
        given(declared(), opened, closed).when(joining()).leadsTo(joined);
        given(declared()).when(joining()).isRefusedBy(Rule.UNKNOWN_THREAD);
    }

    private static RecordEntry joining() {
        return new RecordEntry(INCIDENT, ENTRY, NOTE, null, THREAD, null, null);
    }

    private static JudgeHypothesis judge(HypothesisState state, String text) {
        return new JudgeHypothesis(INCIDENT, ENTRY, state, text, null, null);
    }

    private static HypothesisJudged judged(HypothesisState state, String text) {
        return new HypothesisJudged(INCIDENT, ENTRY, state, text, null, JUST_NOW);
    }

    private static PinEntry pin(boolean pinned) {
        return new PinEntry(INCIDENT, ENTRY, pinned, null, null);
    }

    private static MarkEntry mark(Marker marker) {
        return new MarkEntry(INCIDENT, ENTRY, marker, null, null);
    }

    private static TimelineEntryFlagged flagged(boolean pinned, Marker marker) {
        return new TimelineEntryFlagged(INCIDENT, ENTRY, pinned, marker, null, JUST_NOW);
    }

    private static RoleAssigned holds(Role role, Handle holder) {
        return new RoleAssigned(INCIDENT, role, holder, null, JUST_NOW);
    }

    private static RoleReleased released(Role role, Handle holder) {
        return new RoleReleased(INCIDENT, role, holder, null, null, JUST_NOW);
    }

    private static RoleHandedOver handedOver(Handle from, Handle to) {
        return new RoleHandedOver(INCIDENT, Role.LEAD, from, to, null, null, JUST_NOW);
    }

    private static AssignRole assign(Role role, Handle holder) {
        return new AssignRole(INCIDENT, role, holder, null, null);
    }

    private static HandOverRole handOver(Handle from, Handle to) {
        return new HandOverRole(INCIDENT, Role.LEAD, from, to, null, null, null);
    }

    private static RecordEntry entry(EntryContent content, Moment occurredAt) {
        return new RecordEntry(INCIDENT, ENTRY, content, null, null, null, occurredAt);
    }

    private static TimelineEntryRecorded recorded(EntryContent content, Moment occurredAt) {
        return new TimelineEntryRecorded(INCIDENT, ENTRY, content, null, null, occurredAt);
    }

    private static CorrectEntry correct(String text, Moment time, String reason) {
        return new CorrectEntry(INCIDENT, ENTRY, text, time, reason, null, null);
    }

    private static TimelineEntryCorrected corrected(String text, Moment time, String reason) {
        return new TimelineEntryCorrected(INCIDENT, ENTRY, text, time, reason, null, JUST_NOW);
    }

    @Test
    void a_recorded_change_is_put_on_the_timeline_once_with_its_own_time() {
        ChangeId change = ChangeId.of("01970000-0000-7000-8000-0000000000c1");
        EntryId entry = new EntryId(change.value());
        var content =
                new EntryContent.Change("Deployment of checkout", "checkout", null, null, change);
        var order = new ShowChange(INCIDENT, entry, content, null, BEN, AN_HOUR_AGO);
        var shown = new TimelineEntryRecorded(INCIDENT, entry, content, null, BEN, AN_HOUR_AGO);

        given(declared()).when(order).leadsTo(shown);
        given(declared(), shown).when(order).changesNothing();
        given(declared(), cancelled()).when(order).isRefusedBy(Rule.CANCELLED_IS_FINAL);
    }
}
