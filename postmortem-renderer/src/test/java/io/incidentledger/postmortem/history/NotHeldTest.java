package io.incidentledger.postmortem.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.postmortem.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotHeldTest {
    private final Facts facts = new Facts("not-held", Instant.parse("2026-03-02T10:00:00Z"));

    @BeforeEach
    void declare() {
        facts.declare("Checkout fails", Severity.SEV2, false);
    }

    @Test
    void a_mitigation_holds_until_work_goes_on() {
        reopened();
        changed(Status.MONITORING, Status.INVESTIGATING);
        mitigated();
        changed(Status.INVESTIGATING, Status.MONITORING);

        assertThat(found()).isNull();
    }

    @Test
    void what_was_reopened_or_went_back_from_monitoring_was_not_mitigated() {
        mitigated();
        changed(Status.MONITORING, Status.IDENTIFIED);
        reopened();
        changed(Status.IDENTIFIED, Status.INVESTIGATING);
        reopened();

        assertThat(found()).isEqualTo(new NotHeld(101, List.of(103L, 105L), List.of(102L)));
    }

    @Test
    void of_a_past_record_the_times_count_not_the_order_in_which_it_was_entered() {
        facts.milestone(Milestone.MITIGATED, Moment.exactly(facts.now().plus(Duration.ofHours(2))));
        reopened();

        assertThat(found()).isNull();
    }

    @Test
    void who_knows_better_sets_the_milestone_anew() {
        mitigated();
        reopened();
        mitigated();

        assertThat(found()).isNull();
    }

    @Test
    void what_nobody_mitigated_did_not_fail_to_hold() {
        reopened();

        assertThat(found()).isNull();
    }

    private void mitigated() {
        facts.milestone(Milestone.MITIGATED, now());
    }

    private void reopened() {
        facts.later(Duration.ofMinutes(10));
        facts.add(
                new IncidentReopened(
                        facts.incident(), Status.INVESTIGATING, "It is back", null, now()));
    }

    private void changed(Status from, Status to) {
        facts.later(Duration.ofMinutes(10));
        facts.add(new StatusChanged(facts.incident(), from, to, null, null, now()));
    }

    private Moment now() {
        return Moment.exactly(facts.now());
    }

    private NotHeld found() {
        return NotHeld.of(IncidentHistory.of(facts.all()));
    }
}
