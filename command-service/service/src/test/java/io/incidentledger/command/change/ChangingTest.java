package io.incidentledger.command.change;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeKind;
import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.Moment;
import org.junit.jupiter.api.Test;

class ChangingTest extends DecisionTest {
    private static final ChangeId CHANGE = ChangeId.of("01970000-0000-7000-8000-0000000000c1");

    @Test
    void a_change_is_recorded_when_it_took_effect() {
        given().when(record(AN_HOUR_AGO)).leadsTo(recorded(AN_HOUR_AGO));
    }

    @Test
    void without_a_time_it_took_effect_now() {
        given().when(record(null)).leadsTo(recorded(JUST_NOW));
    }

    @Test
    void a_change_of_tomorrow_is_refused() {
        given().when(record(TOMORROW)).isRefusedBy(Rule.TIME_IN_FUTURE);
    }

    @Test
    void a_change_is_recorded_once() {
        given(recorded(JUST_NOW)).when(record(null)).isRefusedAs(Conflict.class);
    }

    private static RecordChange record(Moment at) {
        return new RecordChange(
                CHANGE, "checkout", ChangeKind.DEPLOYMENT, "4.12", null, null, ANA, at);
    }

    private static ChangeRecorded recorded(Moment at) {
        return new ChangeRecorded(
                CHANGE, "checkout", ChangeKind.DEPLOYMENT, "4.12", null, null, ANA, at);
    }
}
