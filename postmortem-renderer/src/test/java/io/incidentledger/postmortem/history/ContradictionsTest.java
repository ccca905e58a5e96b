package io.incidentledger.postmortem.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.incidentledger.events.Audience;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Severity;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRetracted;
import io.incidentledger.postmortem.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContradictionsTest {
    private static final Instant FRIDAY = Instant.parse("2023-09-15T13:42:00Z");

    private final Facts facts = new Facts("contradictions", FRIDAY);

    @BeforeEach
    void declare() {
        facts.declare("t", Severity.SEV2, true);
    }

    @Test
    void a_record_that_goes_together_has_none() {
        reached(Milestone.DETECTED, FRIDAY, Precision.EXACT);
        reached(Milestone.RESOLVED, FRIDAY.plusSeconds(2_580), Precision.EXACT);
        stated(Duration.ofMinutes(43));

        assertThat(found(null)).isEmpty();
    }

    @Test
    void what_ends_before_it_begins_is_named_with_its_events() {
        reached(Milestone.DETECTED, FRIDAY, Precision.EXACT);
        reached(Milestone.RESOLVED, FRIDAY.minusSeconds(600), Precision.EXACT);

        assertThat(found(null))
                .containsExactly(
                        new Contradiction.OutOfOrder(
                                Milestone.DETECTED,
                                Milestone.RESOLVED,
                                Duration.ofMinutes(10),
                                List.of(101L, 102L)));
    }

    @ParameterizedTest
    @CsvSource({
        "RESOLVED, ACKNOWLEDGED, ACKNOWLEDGED, RESOLVED",
        "RESOLVED, IDENTIFIED, IDENTIFIED, RESOLVED",
        "ACKNOWLEDGED, IMPACT_STARTED, IMPACT_STARTED, ACKNOWLEDGED",
        "IDENTIFIED, DETECTED, DETECTED, IDENTIFIED",
        "PUBLIC_TOLD, IMPACT_STARTED, IMPACT_STARTED, PUBLIC_TOLD",
        "CLOSED, IMPACT_STARTED, IMPACT_STARTED, CLOSED",
        "CLOSED, DETECTED, DETECTED, CLOSED",
        "CLOSED, DECLARED, DECLARED, CLOSED",
        "CLOSED, ACKNOWLEDGED, ACKNOWLEDGED, CLOSED",
        "CLOSED, IDENTIFIED, IDENTIFIED, CLOSED",
        "CLOSED, MITIGATED, MITIGATED, CLOSED",
        "MITIGATED, ACKNOWLEDGED, ACKNOWLEDGED, MITIGATED",
        "PUBLIC_TOLD, DETECTED, DETECTED, PUBLIC_TOLD",
        "POSTMORTEM_PUBLISHED, IMPACT_STARTED, IMPACT_STARTED, POSTMORTEM_PUBLISHED",
        "POSTMORTEM_PUBLISHED, DETECTED, DETECTED, POSTMORTEM_PUBLISHED"
    })
    void what_a_record_has_the_wrong_way_round_is_named(
            Milestone earlier, Milestone later, Milestone first, Milestone then) {
        reached(earlier, FRIDAY, Precision.EXACT);
        reached(later, FRIDAY.plusSeconds(600), Precision.EXACT);

        assertThat(found(null)).extracting("first", "then").containsExactly(tuple(first, then));
    }

    @Test
    void what_is_too_early_for_the_impact_is_told_of_the_milestone_next_to_it_alone() {
        reached(Milestone.IMPACT_STARTED, FRIDAY, Precision.EXACT);
        reached(Milestone.DETECTED, FRIDAY.minusSeconds(900), Precision.EXACT);
        reached(Milestone.ACKNOWLEDGED, FRIDAY.minusSeconds(600), Precision.EXACT);

        assertThat(found(null))
                .extracting("first", "then")
                .containsExactly(tuple(Milestone.IMPACT_STARTED, Milestone.DETECTED));
    }

    @Test
    void what_was_closed_too_early_is_told_of_what_was_reached_last_alone() {
        reached(Milestone.CLOSED, FRIDAY, Precision.EXACT);
        reached(Milestone.DETECTED, FRIDAY.plusSeconds(600), Precision.EXACT);
        reached(Milestone.DECLARED, FRIDAY.plusSeconds(700), Precision.EXACT);
        reached(Milestone.MITIGATED, FRIDAY.plusSeconds(800), Precision.EXACT);
        assertThat(found(null))
                .extracting("first", "then")
                .containsExactly(tuple(Milestone.MITIGATED, Milestone.CLOSED));

        reached(Milestone.RESOLVED, FRIDAY.plusSeconds(900), Precision.EXACT);
        assertThat(found(null))
                .extracting("first", "then")
                .containsExactly(tuple(Milestone.RESOLVED, Milestone.CLOSED));
    }

    @ParameterizedTest
    @CsvSource({
        "MITIGATED, IDENTIFIED",
        "DECLARED, ACKNOWLEDGED",
        "ACKNOWLEDGED, DECLARED",
        "PUBLIC_TOLD, MITIGATED",
        "POSTMORTEM_PUBLISHED, RESOLVED",
        "POSTMORTEM_PUBLISHED, CLOSED"
    })
    void what_may_well_come_first_is_no_contradiction(Milestone earlier, Milestone later) {
        reached(earlier, FRIDAY, Precision.EXACT);
        reached(later, FRIDAY.plusSeconds(600), Precision.EXACT);

        assertThat(found(null)).isEmpty();
    }

    @Test
    void two_times_about_which_each_was_may_be_in_either_order() {
        reached(Milestone.DETECTED, FRIDAY, Precision.ABOUT);
        reached(Milestone.RESOLVED, FRIDAY.minusSeconds(300), Precision.ABOUT);
        assertThat(found(null)).isEmpty();

        reached(Milestone.RESOLVED, FRIDAY.minusSeconds(31 * 60), Precision.ABOUT);
        assertThat(found(null)).hasSize(1);
    }

    @Test
    void about_a_time_is_a_quarter_of_an_hour_around_it() {
        reached(Milestone.IMPACT_STARTED, FRIDAY.plusSeconds(120), Precision.EXACT);
        reached(Milestone.DETECTED, FRIDAY, Precision.ABOUT);
        assertThat(found(null)).isEmpty();

        reached(Milestone.IMPACT_STARTED, FRIDAY.plusSeconds(16 * 60), Precision.EXACT);
        assertThat(found(null)).hasSize(1);
    }

    @Test
    void imprecise_times_are_read_as_well_as_they_can_be() {
        reached(Milestone.DETECTED, FRIDAY, Precision.HOUR);
        reached(Milestone.RESOLVED, FRIDAY.minusSeconds(600), Precision.EXACT);

        assertThat(found(null)).isEmpty();

        reached(Milestone.DETECTED, FRIDAY, Precision.BY);
        assertThat(found(null)).isEmpty();

        reached(Milestone.DETECTED, FRIDAY, Precision.ORDER);
        assertThat(found(null)).isEmpty();
    }

    @Test
    void a_day_is_one_of_the_zone_in_which_it_was_told() {
        Instant midnightInLondon = Instant.parse("2023-07-24T23:00:00Z");
        reached(Milestone.DETECTED, Instant.parse("2023-07-25T10:00:00Z"), Precision.EXACT);
        reached(Milestone.RESOLVED, midnightInLondon, Precision.DAY);
        assertThat(found(null)).isEmpty();

        reached(Milestone.DETECTED, midnightInLondon, Precision.DAY);
        assertThat(found(null)).isEmpty();

        reached(Milestone.RESOLVED, midnightInLondon.minus(Duration.ofDays(1)), Precision.DAY);
        assertThat(found(null)).hasSize(1);
    }

    @Test
    void what_was_over_before_somebody_declared_it_is_named() {
        reached(Milestone.DECLARED, FRIDAY, Precision.EXACT);
        reached(Milestone.MITIGATED, FRIDAY.minusSeconds(60), Precision.EXACT);

        assertThat(found(null)).hasSize(1);
    }

    @Test
    void a_stated_duration_that_the_times_do_not_give_is_named() {
        reached(Milestone.DETECTED, FRIDAY, Precision.EXACT);
        reached(Milestone.RESOLVED, FRIDAY.plusSeconds(193_200), Precision.EXACT);
        stated(Duration.parse("PT35H36M"));

        assertThat(found(null))
                .containsExactly(
                        new Contradiction.StatedOtherwise(
                                MetricDefinition.TO_RESOLVE_FROM_DETECTION.interval(),
                                Duration.parse("PT35H36M"),
                                Duration.parse("PT53H40M"),
                                null,
                                List.of(101L, 102L, 103L)));
    }

    @Test
    void minutes_may_be_cut_or_rounded_and_an_hour_may_be_any_time_in_it() {
        reached(Milestone.DETECTED, FRIDAY, Precision.EXACT);
        reached(Milestone.RESOLVED, FRIDAY.plusSeconds(2_610), Precision.EXACT);
        stated(Duration.ofMinutes(43));
        assertThat(found(null)).isEmpty();

        reached(Milestone.RESOLVED, FRIDAY.plusSeconds(3_600), Precision.HOUR);
        stated(Duration.ofMinutes(78));
        assertThat(found(null)).isEmpty();

        stated(Duration.ofMinutes(80));
        assertThat(found(null)).hasSize(1);
    }

    @Test
    void what_was_counted_within_support_hours_is_no_contradiction() {
        SupportHours hours = SupportHours.of("UTC", List.of("mon-fri 09:00-18:00"), List.of());
        reached(Milestone.DETECTED, FRIDAY, Precision.EXACT);
        reached(Milestone.RESOLVED, FRIDAY.plus(Duration.ofDays(3)), Precision.EXACT);
        stated(Duration.ofHours(9));

        assertThat(found(hours)).isEmpty();
        assertThat(found(null)).hasSize(1);
    }

    @Test
    void a_duration_stated_of_no_defined_metric_is_held_against_the_times_too() {
        reached(Milestone.DECLARED, FRIDAY, Precision.EXACT);
        reached(Milestone.RESOLVED, FRIDAY.plusSeconds(7_200), Precision.EXACT);
        stated(Milestone.DECLARED, Milestone.RESOLVED, Duration.ofMinutes(40));

        assertThat(found(null))
                .containsExactly(
                        new Contradiction.StatedOtherwise(
                                new Interval(Milestone.DECLARED, Milestone.RESOLVED),
                                Duration.ofMinutes(40),
                                Duration.ofHours(2),
                                null,
                                List.of(101L, 102L, 103L)));
    }

    @Test
    void where_one_end_is_unknown_a_part_that_took_longer_is_named() {
        reached(Milestone.DETECTED, FRIDAY, Precision.EXACT);
        reached(Milestone.MITIGATED, FRIDAY.plusSeconds(7_200), Precision.EXACT);
        reached(Milestone.RESOLVED, FRIDAY.plusSeconds(18_000), Precision.EXACT);
        stated(Milestone.IMPACT_STARTED, Milestone.RESOLVED, Duration.ofHours(6));
        assertThat(found(null)).isEmpty();

        stated(Milestone.IMPACT_STARTED, Milestone.RESOLVED, Duration.ofHours(1));
        assertThat(found(null))
                .containsExactly(
                        new Contradiction.StatedAgainst(
                                new Interval(Milestone.IMPACT_STARTED, Milestone.RESOLVED),
                                Duration.ofHours(1),
                                new Interval(Milestone.DETECTED, Milestone.RESOLVED),
                                Duration.ofHours(5),
                                null,
                                List.of(101L, 103L, 105L)));
    }

    @Test
    void where_one_end_is_unknown_a_whole_that_took_less_is_named() {
        reached(Milestone.DETECTED, FRIDAY, Precision.EXACT);
        reached(Milestone.RESOLVED, FRIDAY.plusSeconds(1_200), Precision.EXACT);
        stated(Milestone.DETECTED, Milestone.MITIGATED, Duration.ofMinutes(21));
        assertThat(found(null)).isEmpty();

        stated(Milestone.DETECTED, Milestone.MITIGATED, Duration.ofHours(3));
        assertThat(found(null)).hasSize(1);
    }

    @Test
    void a_part_that_took_longer_only_outside_support_hours_is_no_contradiction() {
        SupportHours hours = SupportHours.of("UTC", List.of("mon-fri 09:00-18:00"), List.of());
        reached(Milestone.DETECTED, FRIDAY, Precision.EXACT);
        reached(Milestone.RESOLVED, FRIDAY.plus(Duration.ofDays(3)), Precision.EXACT);
        stated(Milestone.IMPACT_STARTED, Milestone.RESOLVED, Duration.ofHours(10));

        assertThat(found(hours)).isEmpty();
        assertThat(found(null)).hasSize(1);
    }

    @Test
    void support_hours_too_are_counted_between_times_that_are_known_as_well_as_they_can_be() {
        SupportHours hours = SupportHours.of("UTC", List.of("mon-fri 09:00-18:00"), List.of());
        reached(Milestone.IMPACT_STARTED, FRIDAY.minusSeconds(42 * 60), Precision.HOUR);
        reached(Milestone.DETECTED, FRIDAY.plusSeconds(13 * 60), Precision.EXACT);
        stated(Milestone.IMPACT_STARTED, Milestone.RESOLVED, Duration.ofMinutes(20));
        assertThat(found(hours)).isEmpty();

        reached(Milestone.RESOLVED, FRIDAY.plus(Duration.ofDays(3)), Precision.EXACT);
        stated(Milestone.IMPACT_STARTED, Milestone.RESOLVED, Duration.ofMinutes(9 * 60 + 30));
        assertThat(found(hours)).isEmpty();

        stated(Milestone.IMPACT_STARTED, Milestone.RESOLVED, Duration.ofMinutes(9 * 60 + 50));
        assertThat(found(hours)).hasSize(1);
    }

    @Test
    void what_is_stated_of_times_too_rough_for_a_value_is_held_against_the_most_that_they_allow() {
        Instant midnight = Instant.parse("2023-09-15T00:00:00Z");
        reached(Milestone.DETECTED, FRIDAY, Precision.EXACT);
        reached(Milestone.RESOLVED, midnight, Precision.DAY);
        stated(Duration.ofHours(10));
        assertThat(found(null)).isEmpty();

        stated(Duration.ofHours(20));
        assertThat(found(null))
                .containsExactly(
                        new Contradiction.StatedOtherwise(
                                MetricDefinition.TO_RESOLVE_FROM_DETECTION.interval(),
                                Duration.ofHours(20),
                                Duration.ofMinutes(10 * 60 + 18),
                                null,
                                List.of(101L, 102L, 104L)));
    }

    @Test
    void what_was_declared_before_it_began_is_named() {
        reached(Milestone.IMPACT_STARTED, FRIDAY, Precision.EXACT);
        reached(Milestone.DECLARED, FRIDAY.minus(Duration.ofDays(365)), Precision.EXACT);

        assertThat(found(null)).hasSize(1);
    }

    @Test
    void an_update_for_the_public_that_came_before_the_first_is_named() {
        told(Instant.parse("2023-09-15T14:00:00Z"), Precision.EXACT);
        told(FRIDAY, Precision.EXACT);
        reached(Milestone.PUBLIC_TOLD, FRIDAY.plusSeconds(1_800), Precision.EXACT);

        assertThat(found(null))
                .containsExactly(
                        new Contradiction.ToldEarlier(Duration.ofMinutes(30), List.of(102L, 103L)));
    }

    @ParameterizedTest
    @CsvSource({"0, EXACT", "600, ABOUT", "600, ORDER", "1200, DAY"})
    void an_update_for_the_public_that_may_have_been_the_first_is_no_contradiction(
            long before, Precision precision) {
        told(FRIDAY.minusSeconds(before), precision);
        reached(Milestone.PUBLIC_TOLD, FRIDAY, Precision.EXACT);

        assertThat(found(null)).isEmpty();
    }

    @Test
    void only_what_is_said_of_an_update_now_contradicts() {
        EntryId first = told(FRIDAY, Precision.EXACT);
        reached(Milestone.PUBLIC_TOLD, FRIDAY.plusSeconds(1_800), Precision.EXACT);
        corrected(first, FRIDAY.plusSeconds(600));
        assertThat(found(null))
                .containsExactly(
                        new Contradiction.ToldEarlier(Duration.ofMinutes(20), List.of(103L, 102L)));

        corrected(first, FRIDAY.plusSeconds(1_800));
        assertThat(found(null)).isEmpty();

        corrected(first, FRIDAY);
        assertThat(found(null)).hasSize(1);

        facts.add(new TimelineEntryRetracted(facts.incident(), first, "never sent", null, null));
        assertThat(found(null)).isEmpty();
    }

    @Test
    void once_the_first_update_for_the_public_is_struck_or_moved_the_next_one_is_the_first() {
        EntryId first = told(FRIDAY, Precision.EXACT);
        told(FRIDAY.plusSeconds(600), Precision.EXACT);
        reached(Milestone.PUBLIC_TOLD, FRIDAY.plusSeconds(1_800), Precision.EXACT);
        Contradiction next =
                new Contradiction.ToldEarlier(Duration.ofMinutes(20), List.of(102L, 103L));

        corrected(first, FRIDAY.plusSeconds(900));
        assertThat(found(null)).containsExactly(next);

        facts.add(new TimelineEntryRetracted(facts.incident(), first, "never sent", null, null));
        assertThat(found(null)).containsExactly(next);
    }

    private EntryId told(Instant at, Precision precision) {
        return facts.entry(
                new EntryContent.Update("We know", Audience.PUBLIC, null, null),
                null,
                null,
                new Moment(at, precision));
    }

    private void corrected(EntryId update, Instant at) {
        facts.add(
                new TimelineEntryCorrected(
                        facts.incident(), update, null, Moment.exactly(at), "a slip", null, null));
    }

    private List<Contradiction> found(@Nullable SupportHours hours) {
        return Contradictions.of(IncidentHistory.of(facts.all()).state().measured(), hours);
    }

    private void reached(Milestone milestone, Instant at, Precision precision) {
        facts.milestone(milestone, new Moment(at, precision));
    }

    private void stated(Duration duration) {
        stated(Milestone.DETECTED, Milestone.RESOLVED, duration);
    }

    private void stated(Milestone from, Milestone to, Duration duration) {
        facts.add(
                new DurationStated(
                        facts.incident(), from, to, duration.toSeconds(), null, null, null));
    }
}
