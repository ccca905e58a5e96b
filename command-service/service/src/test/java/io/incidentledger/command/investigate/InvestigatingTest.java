package io.incidentledger.command.investigate;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.Handle;
import io.incidentledger.events.ThreadAssigned;
import io.incidentledger.events.ThreadClosed;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.ThreadOpened;
import io.incidentledger.events.ThreadReopened;
import org.junit.jupiter.api.Test;

class InvestigatingTest extends DecisionTest {
    private static final ThreadId THREAD = ThreadId.of("01970000-0000-7000-8000-0000000000f1");

    @Test
    void a_thread_is_opened_once_with_an_owner_or_without() {
        given(declared()).when(open(ANA)).leadsTo(opened(ANA));
        given(declared()).when(open(null)).leadsTo(opened(null));
        given(declared(), opened(ANA)).when(open(ANA)).isRefusedAs(Conflict.class);
    }

    @Test
    void a_thread_needs_an_incident_that_was_not_cancelled() {
        given().when(open(null)).isRefusedAs(Unknown.class);
        given(declared(), cancelled()).when(open(null)).isRefusedBy(Rule.CANCELLED_IS_FINAL);
        given(declared(), resolved(), closed()).when(open(null)).leadsTo(opened(null));
        given(declared(), opened(ANA), cancelled())
                .when(close("Nothing"))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
        given(declared())
                .when(new OpenThread(INCIDENT, THREAD, "The pool", null, null, TOMORROW))
                .isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    @Test
    void a_thread_changes_hands_and_giving_it_to_its_owner_changes_nothing() {
        given(declared(), opened(ANA)).when(assign(BEN)).leadsTo(assigned(BEN));
        given(declared(), opened(ANA)).when(assign(null)).leadsTo(assigned(null));
        given(declared(), opened(ANA)).when(assign(ANA)).changesNothing();
        given(declared(), opened(ANA), assigned(BEN)).when(assign(BEN)).changesNothing();
        given(declared(), opened(null)).when(assign(null)).changesNothing();
    }

    @Test
    void what_is_closed_is_reopened_before_anything_else_so_that_no_conclusion_is_lost() {
        given(declared(), opened(ANA)).when(close("It leaks")).leadsTo(concluded());
        given(declared(), opened(ANA), concluded())
                .when(close("It does not"))
                .isRefusedBy(Rule.THREAD_CLOSED);
        given(declared(), opened(ANA), concluded())
                .when(assign(BEN))
                .isRefusedBy(Rule.THREAD_CLOSED);
        given(declared(), opened(ANA), concluded())
                .when(reopen("It leaks still"))
                .leadsTo(reopened());
        given(declared(), opened(ANA), concluded(), reopened())
                .when(close("It leaks"))
                .leadsTo(concluded());
    }

    @Test
    void only_what_is_closed_is_reopened_and_with_a_reason() {
        given(declared(), opened(ANA)).when(reopen("why")).isRefusedBy(Rule.THREAD_OPEN);
        given(declared(), opened(ANA), concluded())
                .when(reopen(" "))
                .isRefusedBy(Rule.REASON_NEEDED);
    }

    @Test
    void a_thread_that_nobody_opened_is_unknown() {
        given(declared()).when(assign(ANA)).isRefusedAs(Unknown.class);
        given(declared()).when(close("x")).isRefusedAs(Unknown.class);
        given(declared()).when(reopen("x")).isRefusedAs(Unknown.class);
    }

    private static OpenThread open(Handle owner) {
        return new OpenThread(INCIDENT, THREAD, "The pool", owner, null, null);
    }

    private static ThreadOpened opened(Handle owner) {
        return new ThreadOpened(INCIDENT, THREAD, "The pool", owner, null, JUST_NOW);
    }

    private static AssignThread assign(Handle owner) {
        return new AssignThread(INCIDENT, THREAD, owner, null, null);
    }

    private static ThreadAssigned assigned(Handle owner) {
        return new ThreadAssigned(INCIDENT, THREAD, owner, null, JUST_NOW);
    }

    private static CloseThread close(String conclusion) {
        return new CloseThread(INCIDENT, THREAD, conclusion, null, null);
    }

    private static ThreadClosed concluded() {
        return new ThreadClosed(INCIDENT, THREAD, "It leaks", null, JUST_NOW);
    }

    private static ReopenThread reopen(String reason) {
        return new ReopenThread(INCIDENT, THREAD, reason, null, null);
    }

    private static ThreadReopened reopened() {
        return new ThreadReopened(INCIDENT, THREAD, "It leaks still", null, JUST_NOW);
    }
}
