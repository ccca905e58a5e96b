package io.incidentledger.postmortem.history;

import static io.incidentledger.postmortem.history.MetricDefinition.TO_ACKNOWLEDGE;
import static io.incidentledger.postmortem.history.MetricDefinition.TO_DECLARE;
import static io.incidentledger.postmortem.history.MetricDefinition.TO_DETECT;
import static io.incidentledger.postmortem.history.MetricDefinition.TO_FIRST_PUBLIC_UPDATE;
import static io.incidentledger.postmortem.history.MetricDefinition.TO_MITIGATE;
import static io.incidentledger.postmortem.history.MetricDefinition.TO_MITIGATE_FROM_DETECTION;
import static io.incidentledger.postmortem.history.MetricDefinition.TO_RESOLVE;
import static io.incidentledger.postmortem.history.MetricDefinition.TO_RESOLVE_FROM_DETECTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.Audience;
import io.incidentledger.events.CancelReason;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.postmortem.Facts;
import io.incidentledger.postmortem.ResearchIncident;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class MetricsTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final Facts facts = new Facts("metrics", START);

    @ParameterizedTest
    @MethodSource("io.incidentledger.postmortem.ResearchIncident#ids")
    void minutes_equal_what_the_source_file_computes(String id) {
        Map<String, MetricDefinition> names =
                Map.of(
                        "ttd_started_to_detected", TO_DETECT,
                        "tta_detected_to_acknowledged", TO_ACKNOWLEDGE,
                        "detected_to_declared", TO_DECLARE,
                        "ttm_detected_to_mitigated", TO_MITIGATE_FROM_DETECTION,
                        "ttm_started_to_mitigated", TO_MITIGATE,
                        "ttr_detected_to_resolved", TO_RESOLVE_FROM_DETECTION,
                        "ttr_started_to_resolved", TO_RESOLVE);
        Map<String, Long> expected = new HashMap<>();
        ResearchIncident.json(id)
                .get("computed_minutes")
                .properties()
                .forEach(
                        minutes ->
                                expected.put(
                                        minutes.getKey(),
                                        minutes.getValue().isNull()
                                                ? null
                                                : minutes.getValue().asLong()));

        Metrics metrics = Metrics.of(IncidentHistory.of(ResearchIncident.facts(id)).state());

        Map<String, Long> computed = new HashMap<>();
        names.forEach((name, metric) -> computed.put(name, minutes(metrics.get(metric))));
        assertThat(computed).isEqualTo(expected);
    }

    @Test
    void what_was_passed_is_not_waited_for() {
        facts.declare("t", Severity.SEV1, false);
        facts.milestone(Milestone.IMPACT_STARTED, Moment.exactly(START));
        assertThat(metric(TO_DETECT).result()).isEqualTo(new Metric.Pending("not yet detected"));

        facts.milestone(Milestone.DECLARED, Moment.exactly(START.plusSeconds(300)));
        assertThat(metric(TO_DETECT).result())
                .isEqualTo(new Metric.Unknown("nobody recorded when it was detected"));
        assertThat(metric(TO_RESOLVE).result()).isEqualTo(new Metric.Pending("not yet resolved"));
    }

    @Test
    void a_negative_value_is_real() {
        facts.declare("t", Severity.SEV1, true);
        facts.milestone(Milestone.IMPACT_STARTED, Moment.exactly(START));
        facts.milestone(Milestone.DETECTED, Moment.exactly(START.minusSeconds(300)));

        assertThat(metric(TO_DETECT).result()).isEqualTo(new Metric.Value(Duration.ofMinutes(-5)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T14:00:00Z, EXACT, 2026-03-01T00:00:00Z, DAY, when it was resolved only the day",
        "2026-03-01T00:00:00Z, DAY, 2026-03-01T00:00:00Z, DAY, when it was resolved only the day",
        "2026-03-01T00:00:00Z, DAY, 2026-03-01T15:00:00Z, EXACT, when the impact started only the day",
        "2026-03-01T00:00:00Z, DAY, 2026-03-01T15:00:00Z, HOUR, when the impact started only the day",
        "2026-03-01T14:20:00Z, EXACT, 2026-03-01T14:00:00Z, HOUR, when it was resolved only the hour",
        "2026-03-01T14:00:00Z, HOUR, 2026-03-01T14:00:00Z, HOUR, when it was resolved only the hour",
        "2026-03-01T14:05:00Z, ABOUT, 2026-03-01T14:00:00Z, EXACT,"
                + " when the impact started only the rough time",
        "2026-03-01T14:05:00Z, BY, 2026-03-01T14:00:00Z, DERIVED,"
                + " when the impact started only the latest possible time",
        "2026-03-01T14:05:00Z, ABOUT, 2026-03-01T14:00:00Z, ABOUT,"
                + " when it was resolved only the rough time"
    })
    void what_may_have_been_before_or_after_has_no_value(
            Instant started, Precision start, Instant resolved, Precision end, String why) {
        facts.declare("t", Severity.SEV1, true);
        facts.milestone(Milestone.IMPACT_STARTED, new Moment(started, start));
        facts.milestone(Milestone.RESOLVED, new Moment(resolved, end));

        Metric metric =
                Metrics.of(
                                history().state().measured(),
                                SupportHours.of("UTC", List.of("mon-sun 00:00-24:00"), List.of()))
                        .get(TO_RESOLVE);

        assertThat(metric.result())
                .isEqualTo(new Metric.Invalid("of " + why + " is known, not how long it took"));
        assertThat(metric.withinSupportHours()).isNull();
        assertThat(TimeAtSeverity.of(history()).elapsed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T14:00:00Z, EXACT, 2026-02-28T00:00:00Z, DAY, PT-38H",
        "2026-03-01T14:00:00Z, HOUR, 2026-03-01T13:59:00Z, EXACT, PT-1M",
        "2026-03-01T14:00:00Z, EXACT, 2026-03-01T13:50:00Z, BY, PT-10M",
        "2026-03-01T14:00:00Z, ABOUT, 2026-03-01T13:40:00Z, EXACT, PT-20M",
        "2026-03-01T14:00:00Z, ABOUT, 2026-03-01T14:00:00Z, EXACT, PT0S",
        "2026-03-01T00:00:00Z, DAY, 2026-03-02T00:00:00Z, DAY, PT24H",
        "2026-03-01T00:00:00Z, DAY, 2026-03-02T00:00:00Z, EXACT, PT24H",
        "2026-03-01T14:00:00Z, HOUR, 2026-03-01T14:40:00Z, EXACT, PT40M"
    })
    void what_is_known_well_enough_has_a_value_and_what_was_surely_before_a_negative_one(
            Instant started, Precision start, Instant resolved, Precision end, Duration elapsed) {
        facts.declare("t", Severity.SEV1, true);
        facts.milestone(Milestone.IMPACT_STARTED, new Moment(started, start));
        facts.milestone(Milestone.RESOLVED, new Moment(resolved, end));

        assertThat(metric(TO_RESOLVE).result()).isEqualTo(new Metric.Value(elapsed));
    }

    @Test
    void a_time_that_is_only_a_place_is_never_computed_with() {
        facts.declare("t", Severity.SEV1, true);
        facts.milestone(Milestone.IMPACT_STARTED, new Moment(START, Precision.ORDER));
        facts.milestone(Milestone.DETECTED, Moment.exactly(START.plusSeconds(60)));

        Metric metric = metric(TO_DETECT);

        assertThat(metric.result())
                .isEqualTo(
                        new Metric.Invalid(
                                "of when the impact started only the order is known, not the time"));
        assertThat(metric.precision()).isEqualTo(Precision.ORDER);
    }

    @Test
    void a_metric_names_the_events_it_came_from_and_its_least_precision() {
        facts.declare("t", Severity.SEV1, true);
        long start =
                facts.milestone(Milestone.IMPACT_STARTED, new Moment(START, Precision.ABOUT))
                        .position();
        facts.milestone(Milestone.DETECTED, Moment.exactly(START));
        long corrected =
                facts.milestone(Milestone.DETECTED, Moment.exactly(START.plusSeconds(90)))
                        .position();

        Metric metric = metric(TO_DETECT);

        assertThat(metric.result()).isEqualTo(new Metric.Value(Duration.ofSeconds(90)));
        assertThat(metric.inputs())
                .extracting(Metric.Input::position)
                .containsExactly(start, corrected);
        assertThat(metric.precision()).isEqualTo(Precision.ABOUT);
    }

    @Test
    void what_a_live_incident_has_not_reached_is_pending() {
        facts.declare("t", Severity.SEV1, false);
        facts.milestone(Milestone.DETECTED, Moment.exactly(START));

        assertThat(metric(TO_MITIGATE_FROM_DETECTION).result())
                .isEqualTo(new Metric.Pending("not yet mitigated"));
        assertThat(metric(TO_DETECT).result())
                .isEqualTo(new Metric.Unknown("nobody recorded when the impact started"));
        assertThat(metric(TO_FIRST_PUBLIC_UPDATE).result())
                .isEqualTo(new Metric.Pending("not yet told the public"));
    }

    @Test
    void what_nobody_recorded_of_a_resolved_incident_is_unknown_and_a_silence_is_no_gap() {
        facts.declare("t", Severity.SEV1, false);
        facts.milestone(Milestone.DETECTED, Moment.exactly(START));
        facts.add(
                new IncidentResolved(
                        facts.incident(), null, null, null, null, Moment.exactly(START)));

        assertThat(metric(TO_MITIGATE_FROM_DETECTION).result())
                .isEqualTo(new Metric.Unknown("nobody recorded when it was mitigated"));
        assertThat(metric(TO_FIRST_PUBLIC_UPDATE).result())
                .isEqualTo(new Metric.NotApplicable("no public update was sent"));
    }

    @Test
    void an_update_for_the_public_of_which_nobody_knows_when_is_no_silence() {
        facts.declare("t", Severity.SEV1, false);
        facts.entry(
                new EntryContent.Update("We know", Audience.PUBLIC, null, null),
                null,
                null,
                new Moment(START, Precision.ORDER));
        var unknown = new Metric.Unknown("nobody recorded when the public was told");
        assertThat(metric(TO_FIRST_PUBLIC_UPDATE).result()).isEqualTo(unknown);

        facts.add(
                new IncidentResolved(
                        facts.incident(), null, null, null, null, Moment.exactly(START)));
        assertThat(metric(TO_FIRST_PUBLIC_UPDATE).result()).isEqualTo(unknown);
    }

    @Test
    void history_is_never_pending() {
        facts.declare("t", Severity.SEV1, true);

        assertThat(Metrics.of(history().state()).all())
                .allMatch(metric -> metric.result() instanceof Metric.Unknown);
    }

    @Test
    void a_false_alarm_has_no_metrics() {
        facts.declare("t", Severity.SEV1, false);
        facts.add(
                new IncidentCancelled(
                        facts.incident(), CancelReason.FALSE_ALARM, "a test", null, null));

        assertThat(Metrics.of(history().state()).all())
                .allMatch(
                        metric ->
                                metric.result()
                                        .equals(new Metric.NotApplicable("there was no incident")));
    }

    @Test
    void time_at_each_severity_adds_up_to_the_whole() {
        facts.declare("t", Severity.SEV3, false);
        facts.milestone(Milestone.IMPACT_STARTED, Moment.exactly(START.minusSeconds(600)));
        facts.add(severity(Severity.SEV1, START.plusSeconds(1_200)));
        facts.add(severity(Severity.SEV3, START.plusSeconds(3_000)));
        facts.milestone(Milestone.RESOLVED, Moment.exactly(START.plusSeconds(3_600)));

        assertThat(TimeAtSeverity.of(history()).elapsed())
                .containsExactly(
                        Map.entry(Severity.SEV1, Duration.ofMinutes(30)),
                        Map.entry(Severity.SEV3, Duration.ofMinutes(40)));
    }

    @Test
    void time_at_each_severity_is_unknown_when_a_change_has_no_time() {
        facts.declare("t", Severity.SEV3, true);
        facts.milestone(Milestone.IMPACT_STARTED, Moment.exactly(START));
        facts.add(new SeverityChanged(facts.incident(), null, Severity.SEV1, null, null, null));
        facts.milestone(Milestone.RESOLVED, Moment.exactly(START.plusSeconds(3_600)));

        TimeAtSeverity time = TimeAtSeverity.of(history());

        assertThat(time.elapsed()).isEmpty();
        assertThat(time.reason()).isEqualTo("nobody recorded when the severity changed");
    }

    @Test
    void a_metric_reads_as_json() {
        facts.declare("t", Severity.SEV1, true);
        facts.milestone(Milestone.IMPACT_STARTED, Moment.exactly(START));
        facts.milestone(Milestone.DETECTED, Moment.exactly(START.plusSeconds(120)));

        assertThat(JsonMapper.shared().writeValueAsString(metric(TO_DETECT)))
                .isEqualTo(
                        """
                        {"metric":"to-detect","title":"Time to detect",\
                        "formula":"impact started → detected",\
                        "result":{"kind":"value","elapsed":"PT2M"},"precision":"exact","inputs":[\
                        {"milestone":"impact-started",\
                        "at":{"at":"2026-03-01T10:00:00Z","precision":"exact"},"position":101},\
                        {"milestone":"detected",\
                        "at":{"at":"2026-03-01T10:02:00Z","precision":"exact"},"position":102}]}""");
    }

    @Test
    void what_is_stated_and_what_was_within_support_hours_stand_beside_the_value() {
        facts.declare("t", Severity.SEV1, true);
        // A Friday evening to a Monday morning.
        facts.milestone(Milestone.DETECTED, Moment.exactly(Instant.parse("2026-02-27T17:00:00Z")));
        facts.milestone(Milestone.RESOLVED, Moment.exactly(Instant.parse("2026-03-02T10:00:00Z")));
        facts.add(
                new DurationStated(
                        facts.incident(),
                        Milestone.DETECTED,
                        Milestone.RESOLVED,
                        7_200,
                        null,
                        null,
                        null));

        Metric metric =
                Metrics.of(
                                history().state().measured(),
                                SupportHours.of("UTC", List.of("mon-fri 09:00-18:00"), List.of()))
                        .get(TO_RESOLVE_FROM_DETECTION);

        assertThat(metric.result()).isEqualTo(new Metric.Value(Duration.ofHours(65)));
        assertThat(metric.withinSupportHours()).isEqualTo(Duration.ofHours(2));
        assertThat(metric.stated()).isEqualTo(new Stated(Duration.ofHours(2), 103));
        assertThat(JsonMapper.shared().writeValueAsString(metric))
                .contains("\"withinSupportHours\":\"PT2H\"")
                .endsWith("\"stated\":{\"duration\":\"PT2H\",\"position\":103}}");
    }

    private SeverityChanged severity(Severity to, Instant at) {
        return new SeverityChanged(facts.incident(), null, to, null, null, Moment.exactly(at));
    }

    private Metric metric(MetricDefinition definition) {
        return Metrics.of(history().state()).get(definition);
    }

    private IncidentHistory history() {
        return IncidentHistory.of(facts.all());
    }

    private static Long minutes(Metric metric) {
        return metric.result() instanceof Metric.Value(Duration elapsed)
                ? elapsed.toMinutes()
                : null;
    }
}
