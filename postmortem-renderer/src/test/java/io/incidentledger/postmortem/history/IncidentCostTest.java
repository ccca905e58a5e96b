package io.incidentledger.postmortem.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.incidentledger.events.CancelReason;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.RoleHandedOver;
import io.incidentledger.events.RoleReleased;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.postmortem.Facts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IncidentCostTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Handle ANA = new Handle("@ana");
    private static final Handle BEN = new Handle("@ben");
    private static final Map<Role, BigDecimal> RATES =
            Map.of(Role.LEAD, new BigDecimal("120"), Role.RESPONDER, new BigDecimal("90"));

    private final Facts facts = new Facts("cost", START);

    @Test
    void hours_run_from_taking_a_role_until_giving_it_up_or_the_resolution() {
        facts.declare("t", Severity.SEV1, true);
        take(Role.LEAD, ANA, 0);
        facts.add(new RoleHandedOver(facts.incident(), Role.LEAD, ANA, BEN, null, null, at(30)));
        take(Role.RESPONDER, ANA, 30);
        facts.add(new RoleReleased(facts.incident(), Role.RESPONDER, ANA, null, null, at(50)));
        resolve(60);

        IncidentCost cost = cost();

        assertThat(cost.people())
                .extracting(IncidentCost.Person::person, IncidentCost.Person::time)
                .containsExactly(
                        tuple(ANA, Duration.ofMinutes(50)), tuple(BEN, Duration.ofMinutes(30)));
        assertThat(cost.people().getFirst().cost()).isEqualByComparingTo("90");
        assertThat(cost.total()).isEqualByComparingTo("150");
        assertThat(cost.people().getLast().parts())
                .containsExactly(
                        new IncidentCost.Part(
                                Role.LEAD,
                                at(30).at(),
                                102,
                                at(60).at(),
                                105,
                                new BigDecimal("120")));
    }

    @Test
    void who_holds_two_roles_at_once_counts_once_as_the_dearest() {
        facts.declare("t", Severity.SEV1, true);
        take(Role.RESPONDER, ANA, 0);
        take(Role.LEAD, ANA, 20);
        facts.add(new RoleReleased(facts.incident(), Role.LEAD, ANA, null, null, at(40)));
        resolve(60);

        IncidentCost cost = cost();

        assertThat(cost.people().getFirst().time()).isEqualTo(Duration.ofHours(1));
        assertThat(cost.total()).isEqualByComparingTo("100");
    }

    @Test
    void a_role_without_a_rate_or_a_time_is_not_counted_and_the_latter_is_named() {
        facts.declare("t", Severity.SEV1, true);
        take(Role.OBSERVER, BEN, 0);
        facts.add(new RoleAssigned(facts.incident(), Role.LEAD, ANA, null, null));
        resolve(60);

        IncidentCost cost = cost();

        assertThat(cost.total()).isEqualByComparingTo("0");
        assertThat(cost.uncounted()).containsExactly(new RoleHeld(Role.LEAD, ANA));
    }

    @Test
    void a_role_taken_on_the_day_of_which_only_the_end_is_known_is_named_not_counted_as_nothing() {
        facts.declare("t", Severity.SEV1, true);
        take(Role.LEAD, ANA, 0);
        facts.milestone(
                Milestone.RESOLVED,
                new Moment(Instant.parse("2026-03-01T00:00:00Z"), Precision.DAY));
        // Two days later: that costs nothing.
        take(Role.RESPONDER, BEN, 2 * 24 * 60);

        IncidentCost cost = cost();

        assertThat(cost.people()).isEmpty();
        assertThat(cost.uncounted()).containsExactly(new RoleHeld(Role.LEAD, ANA));
    }

    @Test
    void
            a_role_of_which_only_the_day_is_known_that_was_the_last_is_named_not_counted_since_midnight() {
        facts.declare("t", Severity.SEV1, true);
        facts.add(
                new RoleAssigned(
                        facts.incident(),
                        Role.LEAD,
                        ANA,
                        null,
                        new Moment(Instant.parse("2026-03-01T00:00:00Z"), Precision.DAY)));
        resolve(60);

        IncidentCost cost = cost();

        assertThat(cost.people()).isEmpty();
        assertThat(cost.uncounted()).containsExactly(new RoleHeld(Role.LEAD, ANA));
    }

    @Test
    void what_it_was_held_to_be_over_until_it_was_reopened_does_not_count() {
        facts.declare("t", Severity.SEV1, true);
        take(Role.LEAD, ANA, 0);
        facts.add(new IncidentResolved(facts.incident(), null, null, null, null, at(60)));
        facts.add(new IncidentClosed(facts.incident(), null, null, at(90)));
        take(Role.RESPONDER, BEN, 120);
        facts.add(
                new IncidentReopened(
                        facts.incident(), Status.INVESTIGATING, "back", null, at(2_940)));
        facts.add(new IncidentResolved(facts.incident(), null, null, null, null, at(3_000)));
        resolve(3_000);

        assertThat(cost().people())
                .extracting(IncidentCost.Person::person, IncidentCost.Person::time)
                .containsExactly(tuple(ANA, Duration.ofHours(2)), tuple(BEN, Duration.ofHours(1)));
        assertThat(cost().total()).isEqualByComparingTo("330");
    }

    @Test
    void before_the_resolution_nothing_is_said() {
        facts.declare("t", Severity.SEV1, false);
        take(Role.LEAD, ANA, 0);

        assertThat(cost().total()).isNull();
        assertThat(cost().reason()).isEqualTo("not yet resolved");
    }

    @Test
    void of_a_false_alarm_nobody_forgot_when_it_was_resolved() {
        facts.declare("t", Severity.SEV1, false);
        take(Role.LEAD, ANA, 0);
        facts.add(
                new IncidentCancelled(
                        facts.incident(), CancelReason.FALSE_ALARM, "a probe", null, at(5)));

        assertThat(cost().reason()).isEqualTo("it was cancelled, not resolved");
    }

    @Test
    void what_became_part_of_another_says_so() {
        facts.declare("t", Severity.SEV1, false);
        take(Role.LEAD, ANA, 0);
        facts.add(
                new IncidentMerged(
                        facts.incident(),
                        new OtherIncident(new IncidentId(new UUID(0, 1)), "INC-1"),
                        "one fault",
                        null,
                        at(5)));

        assertThat(cost().reason()).isEqualTo("it was merged, not resolved");
    }

    private IncidentCost cost() {
        return IncidentCost.of(IncidentHistory.of(facts.all()), "EUR", 2, RATES);
    }

    private void take(Role role, Handle holder, int minutes) {
        facts.add(new RoleAssigned(facts.incident(), role, holder, null, at(minutes)));
    }

    private void resolve(int minutes) {
        facts.milestone(Milestone.RESOLVED, at(minutes));
    }

    private static Moment at(int minutes) {
        return Moment.exactly(START.plus(Duration.ofMinutes(minutes)));
    }
}
