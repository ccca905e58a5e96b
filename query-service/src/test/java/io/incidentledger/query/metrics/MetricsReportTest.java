package io.incidentledger.query.metrics;

import static io.incidentledger.postmortem.history.MetricDefinition.TO_FIRST_PUBLIC_UPDATE;
import static io.incidentledger.postmortem.history.MetricDefinition.TO_MITIGATE_FROM_DETECTION;
import static io.incidentledger.postmortem.history.MetricDefinition.TO_RESOLVE_FROM_DETECTION;
import static io.incidentledger.query.Golden.assertGolden;
import static io.incidentledger.query.Golden.assertGoldenJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.incidentledger.events.Audience;
import io.incidentledger.events.CancelReason;
import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.FigureStated;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.Period;
import io.incidentledger.events.Precision;
import io.incidentledger.events.PublishedFigure;
import io.incidentledger.events.ServiceDescribed;
import io.incidentledger.events.ServiceName;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Statistic;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.postmortem.history.Contradiction;
import io.incidentledger.postmortem.history.MetricDefinition;
import io.incidentledger.postmortem.history.SupportHours;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.follow.AppliedLog;
import io.incidentledger.query.metrics.FindMeasured.Found;
import io.incidentledger.query.metrics.MetricsReport.Figure;
import io.incidentledger.query.metrics.MetricsReport.Group;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Refusal.BadParameter;
import io.incidentledger.query.view.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

/** Given a log, when somebody asks how long incidents took, then this. */
class MetricsReportTest {
    private final WrittenLog log = new WrittenLog();
    @AutoClose private final Database database = Database.fresh();

    @Test
    void the_report_reads_the_same_in_every_format_and_for_ever() throws IOException {
        aPublishedLog();

        MetricsReport report = report(null, "by", "quarter");

        assertGoldenJson("metrics.json", report);
        assertGolden("metrics.csv", MetricsCsv.of(report));
        assertGolden("metrics.md", MetricsMarkdown.of(report));
    }

    /** A published log states its quarters' means over what it states of its incidents. */
    @Test
    void the_published_mean_of_a_quarter_comes_out_of_what_the_record_states() {
        aPublishedLog();

        MetricsReport report = report(null, "by", "quarter", "clock", "detected");

        Group quarter = group(report, "2021-Q3");
        assertThat(figure(quarter, TO_MITIGATE_FROM_DETECTION).stated().mean())
                .isEqualTo(Duration.parse("PT3H28M40S"));
        assertThat(figure(quarter, TO_RESOLVE_FROM_DETECTION).stated().mean())
                .isEqualTo(Duration.parse("PT11H4M20S"));
        assertThat(figure(group(report, "2021-Q4"), TO_RESOLVE_FROM_DETECTION).elapsed().mean())
                .isEqualTo(Duration.parse("PT1H17M"));
        assertThat(group(report, "2022-Q1").incidents()).isZero();
        assertThat(figure(group(report, "2022-Q2"), TO_RESOLVE_FROM_DETECTION).trend()).isNull();
    }

    @Test
    void what_contradicts_itself_is_flagged_and_changes_no_figure() {
        aPublishedLog();

        MetricsReport report = report(null);

        assertThat(report.contradictions())
                .extracting(MetricsReport.Flag::incident)
                .containsExactly("INC-2", "INC-1", "INC-5");
        assertThat(figure(report.total(), TO_RESOLVE_FROM_DETECTION).elapsed().least())
                .isEqualTo(Duration.ofMinutes(-25));
        assertThat(MetricsMarkdown.of(report))
                .contains("INC-5: resolved 25 min before detected (events ");
    }

    @Test
    void of_very_many_contradictions_the_first_are_told_and_where_the_others_are() {
        for (int number = 1; number <= 101; number++) {
            IncidentId id = log.declare("It fails", Severity.SEV2);
            reached(id, Milestone.DETECTED, "2026-03-01T10:00:00Z");
            reached(id, Milestone.RESOLVED, "2026-03-01T09:00:00Z");
        }
        apply();

        MetricsReport report = report(null);

        assertThat(report.contradicting()).isEqualTo(101);
        assertThat(report.contradictions())
                .extracting(MetricsReport.Flag::incident)
                .startsWith("INC-1", "INC-2", "INC-3")
                .endsWith("INC-99", "INC-100");
        assertThat(MetricsMarkdown.of(report))
                .contains(
                        "Here are the first 100; those of all are with [each incident](/behind/).");
    }

    @Test
    void a_metric_without_a_value_is_named_once_whatever_it_is_counted_within() {
        IncidentId incident = log.declare("Goes on", Severity.SEV1, "shop");
        reached(incident, Milestone.DETECTED, "2026-03-01T10:00:00Z");
        stated(incident, Milestone.RESOLVED, "PT1H");
        apply();
        SupportHours hours = SupportHours.of("UTC", List.of("mon-sun 08:00-13:00"), List.of());

        MetricsReport report = report(hours);

        assertThat(MetricsMarkdown.of(report))
                .contains(
                        """
                        | Time to resolve, from detection | detected → resolved | elapsed | 0 | – | – | – |  | 1 pending |
                        |  |  | within support hours | 0 | – | – | – |  |  |
                        """);
        assertThat(MetricsCsv.of(report))
                .contains("to-resolve-from-detection,within-support-hours,1,0,,,,,,,,/behind/,0");
    }

    @Test
    void what_is_no_contradiction_within_support_hours_is_none() {
        aPublishedLog();
        SupportHours hours =
                SupportHours.of("Europe/London", List.of("mon-sun 08:00-13:03"), List.of());

        MetricsReport report = report(hours, "by", "quarter");

        assertThat(figure(report.total(), TO_RESOLVE_FROM_DETECTION).withinSupportHours().count())
                .isEqualTo(5);
        assertThat(MetricsMarkdown.of(report)).contains("within support hours");
    }

    @Test
    void every_incident_is_counted_once_or_left_out_for_a_reason() {
        IncidentId goesOn = log.declare("Goes on", Severity.SEV1, "shop", "search");
        reached(goesOn, Milestone.DETECTED, "2026-03-01T10:00:00Z");
        IncidentId drill = log.declare("Game day", Severity.SEV1, true, List.of("shop"));
        reached(drill, Milestone.DETECTED, "2026-03-01T11:00:00Z");
        IncidentId none = log.declare("Nothing", Severity.SEV3, "shop");
        reached(none, Milestone.DETECTED, "2026-03-01T12:00:00Z");
        log.add(new IncidentCancelled(none, CancelReason.FALSE_ALARM, "a test", null, null));
        past("Untimed");
        IncidentId placed = past("Only placed");
        log.add(
                new MilestoneSet(
                        placed,
                        Milestone.DETECTED,
                        null,
                        null,
                        new Moment(Instant.parse("2026-03-01T09:00:00Z"), Precision.ORDER)));
        apply();

        MetricsReport report = report(null, "by", "service", "clock", "detected");

        assertThat(report.incidents()).isEqualTo(1);
        assertThat(report.leftOut())
                .containsExactly(
                        Map.entry("cancelled", 1),
                        Map.entry("drills", 1),
                        Map.entry("without-time", 2));
        assertThat(report.groups())
                .extracting(Group::name, Group::incidents)
                .containsExactly(tuple("search", 1), tuple("shop", 1));
        assertThat(figure(report.total(), TO_RESOLVE_FROM_DETECTION).leftOut())
                .containsExactly(Map.entry("pending", 1));
        assertThat(figure(report.total(), TO_RESOLVE_FROM_DETECTION).elapsed())
                .isEqualTo(Summary.of(List.of()));
        assertThat(report(null, "drill", "any").incidents()).isEqualTo(2);
    }

    @Test
    void what_was_merged_is_left_out_whole_and_said_to_be() {
        IncidentId one = log.declare("Cart fails", Severity.SEV1, "payments");
        IncidentId other = log.declare("Checkout fails", Severity.SEV3, "checkout");
        reached(other, Milestone.DETECTED, "2026-03-01T10:00:00Z");
        log.add(new IncidentMerged(one, new OtherIncident(other, "INC-2"), "one", null, null));
        apply();

        MetricsReport report = report(null, "by", "service");

        assertThat(report.leftOut()).containsExactly(Map.entry("merged", 1));
        assertThat(report.groups()).extracting(Group::name).containsExactly("checkout");
        assertThat(MetricsMarkdown.of(report))
                .contains("Covered: 1 incident, left out are: 1 merged.")
                .contains("What was merged is left out whole");
    }

    @Test
    void a_published_mean_of_three_is_not_given_by_the_one_that_has_times() {
        resolvedWithin("A", "PT1H");
        reached(past("B"), Milestone.DETECTED, "2021-07-13T10:00:00Z");
        reached(past("C"), Milestone.DETECTED, "2021-07-14T10:00:00Z");
        publish("PT1H", 3L);
        apply();

        MetricsReport report = report(null, "by", "quarter");

        assertThat(published(report).givenBy()).isEmpty();
        assertThat(published(report).contradicts()).isTrue();
        assertThat(MetricsMarkdown.of(report))
                .contains(
                        "- 2021-Q3: Time to resolve, from detection, mean published as 1 h over 3"
                                + " incidents; here elapsed 1 h over 1; 3 incidents (the log, event ");
    }

    @Test
    void what_is_published_of_those_that_have_a_value_is_not_flagged_because_others_have_none() {
        resolvedWithin("A", "PT30M");
        resolvedWithin("B", "PT1H");
        resolvedWithin("C", "PT1H30M");
        reached(past("D"), Milestone.DETECTED, "2021-07-13T10:00:00Z");
        publish("PT1H", 3L);
        apply();

        MetricsReport report = report(null, "by", "quarter");

        assertThat(published(report).givenBy()).containsExactly(Published.Counting.ELAPSED);
        assertThat(published(report).contradicts()).isFalse();
        assertThat(MetricsMarkdown.of(report))
                .contains("| as published, the log | 3 | 1 h |  |  |  | given by elapsed over 3 |")
                .doesNotContain("## Contradictions");
    }

    @Test
    void what_is_published_in_tenths_of_an_hour_is_given_by_what_rounds_to_them() {
        resolvedWithin("A", "PT1H31M");
        publish("PT1H36M", 1L, 360L);
        AppliedLog applied = new AppliedLog(database);
        applied.upTo(log);

        MetricsReport report = report(null, "by", "quarter");

        assertThat(published(report).givenBy()).containsExactly(Published.Counting.ELAPSED);
        assertThat(MetricsMarkdown.of(report)).contains("| 1 h 36 min (to 6 min) |");

        publish("PT1H36M", 1L);
        applied.upTo(log);

        assertThat(published(report(null, "by", "quarter")).contradicts()).isTrue();
    }

    @Test
    void what_is_published_without_a_count_is_held_against_all_that_have_any_value() {
        resolvedWithin("A", "PT1H");
        IncidentId unresolved = past("B");
        reached(unresolved, Milestone.DETECTED, "2021-07-13T10:00:00Z");
        publish("PT1H", null);
        AppliedLog applied = new AppliedLog(database);
        applied.upTo(log);

        assertThat(published(report(null, "by", "quarter")))
                .extracting(Published::over, Published::givenBy, Published::contradicts)
                .containsExactly(1L, List.of(Published.Counting.ELAPSED), false);

        stated(unresolved, Milestone.RESOLVED, "PT3H");
        applied.upTo(log);

        MetricsReport report = report(null, "by", "quarter");
        assertThat(published(report))
                .extracting(Published::over, Published::givenBy, Published::contradicts)
                .containsExactly(2L, List.of(), true);
        assertThat(MetricsMarkdown.of(report))
                .contains(
                        "mean published as 1 h, taken as over all that have a value, 2 incidents;"
                                + " here stated 3 h over 1, elapsed 1 h over 1; 2 incidents (the log,");
    }

    @Test
    void a_resolution_known_to_the_day_alone_is_in_no_mean_and_is_counted_as_left_out() {
        IncidentId sharp = past("To the minute");
        reached(sharp, Milestone.DETECTED, "2026-03-01T14:00:00Z");
        reached(sharp, Milestone.RESOLVED, "2026-03-01T15:00:00Z");
        IncidentId thatDay = past("To the day");
        reached(thatDay, Milestone.DETECTED, "2026-03-01T14:00:00Z");
        log.add(
                new MilestoneSet(
                        thatDay,
                        Milestone.RESOLVED,
                        null,
                        null,
                        new Moment(Instant.parse("2026-03-01T00:00:00Z"), Precision.DAY)));
        apply();

        MetricsReport report = report(null);

        assertThat(figure(report.total(), TO_RESOLVE_FROM_DETECTION).elapsed())
                .isEqualTo(Summary.of(List.of(Duration.ofHours(1))));
        assertThat(figure(report.total(), TO_RESOLVE_FROM_DETECTION).leftOut())
                .containsExactly(Map.entry("invalid", 1));
        assertThat(report.contradicting()).isZero();
    }

    @Test
    void an_update_for_the_public_of_which_nobody_knows_when_is_no_silence() {
        IncidentId told = log.declare("Told", Severity.SEV1, "shop");
        reached(told, Milestone.DECLARED, "2026-03-01T10:00:00Z");
        log.add(
                new TimelineEntryRecorded(
                        told,
                        new EntryId(new UUID(0, 1)),
                        new EntryContent.Update("We know", Audience.PUBLIC, null, null),
                        null,
                        null,
                        new Moment(Instant.parse("2026-03-01T10:05:00Z"), Precision.ORDER)));
        apply();

        assertThat(figure(report(null).total(), TO_FIRST_PUBLIC_UPDATE).leftOut())
                .containsExactly(Map.entry("unknown", 1));
    }

    @Test
    void an_update_for_the_public_before_the_first_is_flagged() {
        IncidentId told = log.declare("Told", Severity.SEV1, "shop");
        log.at("2026-03-02T11:00:00Z");
        log.entry(told, new EntryContent.Update("We know", Audience.PUBLIC, null, null), null);
        reached(told, Milestone.DECLARED, "2026-03-02T10:30:00Z");
        reached(told, Milestone.PUBLIC_TOLD, "2026-03-02T12:00:00Z");
        apply();

        MetricsReport report = report(null);

        assertThat(report.contradictions())
                .containsExactly(
                        new MetricsReport.Flag(
                                "INC-1",
                                List.of(
                                        new Contradiction.ToldEarlier(
                                                Duration.ofHours(1), List.of(1L, 3L)))));
        assertThat(figure(report.total(), TO_FIRST_PUBLIC_UPDATE).elapsed().mean())
                .isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void an_incident_belongs_to_the_severity_that_it_had_last() {
        IncidentId incident = log.declare("Less than it seemed", Severity.SEV1, "shop");
        reached(incident, Milestone.DETECTED, "2026-03-01T10:00:00Z");
        log.add(new SeverityChanged(incident, Severity.SEV1, Severity.SEV4, "few", null, null));
        apply();

        assertThat(report(null, "by", "severity").groups())
                .extracting(Group::name)
                .containsExactly("SEV4");
        assertThat(report(null, "severity", "SEV1").incidents()).isZero();
    }

    @Test
    void a_team_has_the_incidents_of_its_services_each_once() {
        for (String service : List.of("shop", "search")) {
            log.add(
                    new ServiceDescribed(
                            new ServiceName(service),
                            null,
                            new Handle("team:core"),
                            Collections.emptySortedMap(),
                            Collections.emptySortedMap(),
                            List.of()));
        }
        reached(past("Both", "shop", "search"), Milestone.DETECTED, "2026-03-01T10:00:00Z");
        reached(past("Neither", "mail"), Milestone.DETECTED, "2026-03-01T11:00:00Z");
        apply();

        assertThat(report(null, "by", "team").groups())
                .extracting(Group::name, Group::incidents)
                .containsExactly(tuple("none", 1), tuple("team:core", 1));
    }

    @Test
    void an_incident_of_two_causes_counts_for_each() {
        IncidentId both = past("Both");
        reached(both, Milestone.DETECTED, "2026-03-01T10:00:00Z");
        for (String cause : List.of("disk-full", "no-alert")) {
            log.add(new CauseNamed(both, new Cause(cause), null, null, null));
        }
        apply();

        MetricsReport report = report(null, "by", "cause");

        assertThat(report.groups())
                .extracting(Group::name, Group::incidents)
                .containsExactly(tuple("disk-full", 1), tuple("no-alert", 1));
        assertThat(report.total().incidents()).isEqualTo(1);
    }

    @Test
    void filters_bounds_and_any_moment_can_be_asked_for() {
        aPublishedLog();

        assertThat(report(null, "severity", "SEV1").incidents()).isZero();
        assertThat(report(null, "service", "ingress").incidents()).isEqualTo(2);
        assertThat(
                        report(null, "from", "2021-09-04T22:05:00Z", "to", "2021-09-30T15:31:00Z")
                                .incidents())
                .isEqualTo(1);
        assertThat(report(null, "asOf", "2026-03-02T09:59:59Z").incidents()).isZero();
        // The second was not yet entered.
        assertThat(report(null, "asOf", "2026-03-02T10:00:00Z").incidents()).isEqualTo(1);
    }

    @Test
    void a_month_begins_in_the_zone_that_was_asked_for() {
        IncidentId late = past("Late");
        reached(late, Milestone.DETECTED, "2026-03-31T23:30:00Z");
        apply();

        assertThat(report(null, "by", "month").groups())
                .extracting(Group::name)
                .containsExactly("2026-03");
        assertThat(report(null, "by", "month", "zone", "Europe/Paris").groups())
                .extracting(Group::name)
                .containsExactly("2026-04");
    }

    @Test
    void a_typing_error_in_a_year_does_not_list_thousands_of_periods() {
        reached(past("A"), Milestone.DETECTED, "0202-03-31T23:30:00Z");
        reached(past("B"), Milestone.DETECTED, "2026-03-31T23:30:00Z");
        apply();

        assertThat(report(null, "by", "month").groups())
                .extracting(Group::name)
                .containsExactly("0202-03", "2026-03");
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    1,  PT1M,  PT1M,     PT1M
                    2,  PT1M30S, PT1M30S, PT2M
                    10, PT5M30S, PT5M30S, PT9M
                    11, PT6M,  PT6M,     PT10M
                    """)
    void means_medians_and_p90s_are_computed_as_they_say(
            int count, Duration mean, Duration median, Duration p90) {
        Summary summary =
                Summary.of(
                        IntStream.rangeClosed(1, count)
                                .mapToObj(Duration::ofMinutes)
                                .toList()
                                .reversed());

        assertThat(summary)
                .isEqualTo(
                        new Summary(
                                count,
                                mean,
                                median,
                                p90,
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(count)));
    }

    @Test
    void bad_questions_are_refused_by_name() {
        assertThatThrownBy(() -> report(null, "by", "weather"))
                .isInstanceOfSatisfying(
                        BadParameter.class,
                        refusal -> assertThat(refusal.parameter()).isEqualTo("by"));
        assertThatThrownBy(
                        () ->
                                report(
                                        null,
                                        "from",
                                        "2026-01-01T00:00:00Z",
                                        "to",
                                        "2026-01-01T00:00:00Z"))
                .isInstanceOfSatisfying(
                        BadParameter.class,
                        refusal -> assertThat(refusal.parameter()).isEqualTo("to"));
    }

    /**
     * In the manner of a platform team's public log: a quarter's stated means, counted in hours on
     * call that the times alone do not give; a quarter without contradictions; one without an
     * incident; and one resolved before it was detected.
     */
    private void aPublishedLog() {
        IncidentId certificate = past("Certificate of <b>browsers</b> | expired", "ingress");
        times(certificate, "2021-09-30T15:31:00Z", "2021-10-01T10:29:00Z", "2021-10-01T13:09:00Z");
        stated(certificate, Milestone.MITIGATED, "PT5H3M");
        stated(certificate, Milestone.RESOLVED, "PT7H43M");
        log.later(Duration.ofMinutes(1));
        IncidentId monitoring = past("Monitoring is down", "prometheus");
        times(monitoring, "2021-09-04T22:05:00Z", "2021-09-05T12:16:00Z", "2021-09-05T12:27:00Z");
        stated(monitoring, Milestone.MITIGATED, "PT5H16M");
        stated(monitoring, Milestone.RESOLVED, "PT5H27M");
        IncidentId ingress = past("Ingress stops", "ingress");
        times(ingress, "2021-07-12T15:44:00Z", "2021-07-12T15:51:00Z", "2021-07-13T11:47:00Z");
        stated(ingress, Milestone.MITIGATED, "PT7M");
        stated(ingress, Milestone.RESOLVED, "PT20H3M");
        IncidentId pod = past("A pod errs");
        times(pod, "2021-11-05T09:29:00Z", "2021-11-05T10:46:00Z", "2021-11-05T10:46:00Z");
        IncidentId reversed = past("Resolved before detected");
        times(reversed, "2022-05-05T09:30:00Z", null, "2022-05-05T09:05:00Z");
        apply();
    }

    private IncidentId past(String title, String... services) {
        IncidentId id =
                new IncidentId(UUID.nameUUIDFromBytes(title.getBytes(StandardCharsets.UTF_8)));
        log.add(
                new IncidentDeclared(
                        id,
                        title,
                        null,
                        List.of(services),
                        null,
                        null,
                        null,
                        null,
                        Collections.emptySortedMap(),
                        false,
                        true,
                        null,
                        null));
        return id;
    }

    private void times(
            IncidentId incident, String detected, @Nullable String mitigated, String resolved) {
        reached(incident, Milestone.DETECTED, detected);
        if (mitigated != null) {
            reached(incident, Milestone.MITIGATED, mitigated);
        }
        reached(incident, Milestone.RESOLVED, resolved);
    }

    private void reached(IncidentId incident, Milestone milestone, String at) {
        log.add(
                new MilestoneSet(
                        incident, milestone, null, null, Moment.exactly(Instant.parse(at))));
    }

    private void stated(IncidentId incident, Milestone to, String duration) {
        log.add(
                new DurationStated(
                        incident,
                        Milestone.DETECTED,
                        to,
                        Duration.parse(duration).toSeconds(),
                        "the public log",
                        null,
                        null));
    }

    private void resolvedWithin(String title, String duration) {
        Instant detected = Instant.parse("2021-07-12T10:00:00Z");
        times(
                past(title),
                detected.toString(),
                null,
                detected.plus(Duration.parse(duration)).toString());
    }

    private void publish(String mean, @Nullable Long incidents) {
        publish(mean, incidents, null);
    }

    private void publish(String mean, @Nullable Long incidents, @Nullable Long roundedTo) {
        log.add(
                new FigureStated(
                        new PublishedFigure(
                                new Period("2021-Q3"),
                                Milestone.DETECTED,
                                Milestone.RESOLVED,
                                Statistic.MEAN,
                                null,
                                "the log"),
                        Duration.parse(mean).toSeconds(),
                        incidents,
                        roundedTo));
    }

    private static Published published(MetricsReport report) {
        return figure(group(report, "2021-Q3"), TO_RESOLVE_FROM_DETECTION).published().getFirst();
    }

    private void apply() {
        AppliedLog.apply(database, log);
    }

    private MetricsReport report(@Nullable SupportHours hours, String... parameters) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        for (int i = 0; i < parameters.length; i += 2) {
            request.setParameter(parameters[i], parameters[i + 1]);
        }
        MetricsQuestion question =
                MetricsQuestion.of(Asked.of(request, MetricsQuestion.PARAMETERS));
        Snapshot view = new Snapshot(JdbcClient.create(database.jdbc), 1, log.head());
        long at = view.asOf(question.asOf());
        Found found = FindMeasured.in(view, at, question);
        return MetricsReport.of(
                question,
                Instant.parse("2026-06-30T12:00:00Z"),
                at,
                hours,
                found.covered(),
                found.leftOut(),
                FindPublished.in(view, at),
                group -> "/behind/" + group);
    }

    private static Group group(MetricsReport report, String name) {
        return report.groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Figure figure(Group group, MetricDefinition metric) {
        return group.figures().get(metric.ordinal());
    }
}
