package io.incidentledger.command.relate;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.Moment;
import org.junit.jupiter.api.Test;

class CausesTest extends DecisionTest {
    private static final Cause CAPACITY = new Cause("capacity");
    private static final Cause CERTIFICATE = new Cause("expired-certificate");

    @Test
    void an_incident_has_as_many_causes_as_contributed() {
        given(declared())
                .when(name(CAPACITY, "the pool ran dry"))
                .leadsTo(named(CAPACITY, "the pool ran dry", JUST_NOW));
        given(declared(), named(CAPACITY, null, JUST_NOW))
                .when(name(CERTIFICATE, null))
                .leadsTo(named(CERTIFICATE, null, JUST_NOW));
    }

    @Test
    void a_cause_is_found_after_the_end_too() {
        given(declared(), resolved(), closed())
                .when(name(CAPACITY, null))
                .leadsTo(named(CAPACITY, null, JUST_NOW));
    }

    @Test
    void of_history_the_time_stays_unknown() {
        given(history()).when(name(CAPACITY, null)).leadsTo(named(CAPACITY, null, null));
    }

    @Test
    void what_is_named_already_changes_nothing() {
        given(declared(), named(CAPACITY, null, JUST_NOW))
                .when(name(CAPACITY, "said again"))
                .changesNothing();
    }

    @Test
    void a_cause_is_taken_away_with_a_reason_only() {
        var named = named(CAPACITY, null, JUST_NOW);

        given(declared(), named)
                .when(takeAway(CAPACITY, "there was room"))
                .leadsTo(takenAway("there was room"));
        given(declared(), named).when(takeAway(CAPACITY, " ")).isRefusedBy(Rule.REASON_NEEDED);
    }

    @Test
    void what_nobody_named_is_not_taken_away() {
        given(declared()).when(takeAway(CAPACITY, "there was room")).changesNothing();
        given(declared(), named(CAPACITY, null, JUST_NOW), takenAway("there was room"))
                .when(takeAway(CAPACITY, "there was room"))
                .changesNothing();
    }

    @Test
    void nobody_learns_from_an_answer_whether_a_redacted_cause_was_named() {
        var redacted = redacted(null, 1);

        given(declared(), named(CAPACITY, null, JUST_NOW), redacted)
                .when(name(CAPACITY, null))
                .leadsTo(named(CAPACITY, null, JUST_NOW));
        given(declared(), named(CERTIFICATE, null, JUST_NOW), redacted)
                .when(takeAway(CAPACITY, "there was room"))
                .changesNothing();
        given(declared(), named(CAPACITY, null, JUST_NOW), redacted)
                .when(takeAway(CAPACITY, "there was room"))
                .changesNothing();
    }

    @Test
    void what_was_no_incident_has_no_causes() {
        given(declared(), cancelled())
                .when(name(CAPACITY, null))
                .isRefusedBy(Rule.CANCELLED_IS_FINAL);
        given().when(name(CAPACITY, null)).isRefusedAs(Unknown.class);
    }

    @Test
    void causes_are_not_found_tomorrow() {
        given(declared())
                .when(new NameCause(INCIDENT, CAPACITY, null, null, TOMORROW))
                .isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    private static NameCause name(Cause cause, String reason) {
        return new NameCause(INCIDENT, cause, reason, null, null);
    }

    private static TakeCauseAway takeAway(Cause cause, String reason) {
        return new TakeCauseAway(INCIDENT, cause, reason, null, null);
    }

    private static CauseNamed named(Cause cause, String reason, Moment at) {
        return new CauseNamed(INCIDENT, cause, reason, null, at);
    }

    private static CauseTakenAway takenAway(String reason) {
        return new CauseTakenAway(INCIDENT, CAPACITY, reason, null, JUST_NOW);
    }
}
