package io.incidentledger.command.dispatch;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.refusal.Moved;
import io.incidentledger.command.triage.ChangeSeverity;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExpectedVersionTest extends DecisionTest {
    private static final ChangeSeverity WORSE =
            new ChangeSeverity(INCIDENT, Severity.SEV1, null, null, JUST_NOW);
    private static final SeverityChanged WORSENED =
            new SeverityChanged(INCIDENT, Severity.SEV2, Severity.SEV1, null, null, JUST_NOW);

    /** However it came there: by an earlier order of unknown outcome, for example. */
    @Test
    void what_is_decided_on_another_version_than_expected_is_refused() {
        lastPosition = OptionalLong.of(7);

        given(declared()).when(WORSE, expecting("6")).isRefusedAs(Moved.class);
    }

    @Test
    void what_is_decided_on_the_expected_version_is_carried_out() {
        lastPosition = OptionalLong.of(7);

        given(declared()).when(WORSE, expecting("7")).leadsTo(WORSENED);
    }

    @Test
    void who_expects_nothing_is_not_refused() {
        lastPosition = OptionalLong.of(7);

        given(declared()).when(WORSE).leadsTo(WORSENED);
    }

    private static Map<String, String> expecting(String version) {
        return Map.of(Boundary.EXPECTED_VERSION, version);
    }
}
