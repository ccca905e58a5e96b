package io.incidentledger.query.metrics;

import static io.incidentledger.postmortem.history.MetricDefinition.TO_MITIGATE_FROM_DETECTION;
import static io.incidentledger.postmortem.history.MetricDefinition.TO_RESOLVE;
import static io.incidentledger.postmortem.history.MetricDefinition.TO_RESOLVE_FROM_DETECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.incidentledger.events.DurationStated;
import io.incidentledger.events.FigureStated;
import io.incidentledger.events.FigureTakenBack;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Period;
import io.incidentledger.events.Precision;
import io.incidentledger.events.PublishedFigure;
import io.incidentledger.events.Statistic;
import io.incidentledger.postmortem.history.Interval;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.follow.AppliedLog;
import io.incidentledger.query.metrics.FindMeasured.Found;
import io.incidentledger.query.metrics.Published.Counting;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.view.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

/**
 * Given a log that somebody published, with its slips, when its quarters are asked for, then its
 * means.
 */
class PublishedQuartersTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final List<Milestone> COLUMNS =
            List.of(
                    Milestone.IMPACT_STARTED,
                    Milestone.DETECTED,
                    Milestone.DECLARED,
                    Milestone.MITIGATED,
                    Milestone.RESOLVED);

    private static final Interval FROM_DECLARED =
            new Interval(Milestone.DECLARED, Milestone.MITIGATED);

    private final WrittenLog log = new WrittenLog();
    private final List<String> entered = new ArrayList<>();
    private Interval toRepair = FROM_DECLARED;
    private Interval toResolve = TO_RESOLVE.interval();
    private int quarters;
    private long incidents;
    @AutoClose private final Database database = Database.fresh();
    private final AppliedLog applied = new AppliedLog(database);

    @BeforeEach
    void enter() throws IOException {
        Files.readAllLines(Path.of("src/test/resources/published-log.csv")).stream()
                .filter(line -> line.matches("20.*"))
                .map(line -> line.split(","))
                .forEach(this::enter);
        applied.upTo(log);
    }

    @Test
    void every_published_mean_comes_out_to_the_minute_or_is_flagged() {
        MetricsReport report = report();

        assertThat(contradicting(report))
                .containsExactly(
                        // 1 h 40 min and 2 h 42 min come of what is stated of the three.
                        "2020-Q1",
                        // An incident of August is among the two of the second quarter.
                        "2020-Q2",
                        "2020-Q3");
        assertThat(published(report, "2021-Q3"))
                .extracting(Published::duration, Published::givenBy)
                .containsExactly(
                        tuple(Duration.parse("PT3H28M"), List.of(Counting.STATED)),
                        tuple(Duration.parse("PT11H4M"), List.of(Counting.STATED)));
        assertThat(published(report, "2022-Q4"))
                .extracting(Published::givenBy)
                .containsOnly(List.of(Counting.ELAPSED, Counting.STATED));
        assertThat(report.groups().stream().mapToInt(group -> published(group).size()).sum())
                .isEqualTo(2 * quarters);
    }

    @Test
    void every_format_shows_what_is_published_and_what_contradicts_it() {
        MetricsReport report = report();

        assertThat(MetricsMarkdown.of(report))
                .contains(
                        """
                        |  |  | as stated | 3 | 2 h 42 min | 46 min | 7 h |  |  |
                        |  |  | as published, the log | 3 | 2 h 36 min |  |  |  | [contradicts](#contradictions) |
                        """)
                .contains(
                        "- 2020-Q1: Time to resolve, mean published as 2 h 36 min over 3 incidents; here"
                                + " stated 2 h 42 min over 3, elapsed 3 h 34 min over 3; 3 incidents (the log,"
                                + " event ")
                .contains(
                        "- 2020-Q1: From declared to mitigated, mean published as 1 h 22 min over 3"
                                + " incidents; here stated 1 h 40 min over 3; 3 incidents");
        assertThat(MetricsCsv.of(report))
                .contains("2020-Q1,to-resolve,published,3,3,9360,,,,,,,2020-Q1,1,the log,true")
                .contains(
                        "2021-Q1,to-resolve-from-detection,published,0,0,,,,,,,,2021-Q1,0,the log,false");
    }

    @Test
    void a_quarter_of_which_nothing_is_published_because_nothing_happened_contradicts_nothing() {
        assertThat(published(report(), "2021-Q1"))
                .extracting(Published::duration, Published::contradicts)
                .containsExactly(tuple(null, false), tuple(null, false));
    }

    @Test
    void what_is_published_of_all_is_not_held_against_some() {
        assertThat(report("severity", "SEV1").groups()).isEmpty();
        assertThat(report("to", "2023-08-01T00:00:00Z").groups().getLast().name())
                .isEqualTo("2023-Q3");
        assertThat(published(report("to", "2023-08-01T00:00:00Z"), "2023-Q3")).isEmpty();
        assertThat(published(report("from", "2023-07-01T00:00:00Z"), "2023-Q3")).hasSize(2);
    }

    @Test
    void what_is_published_and_held_against_nothing_is_counted() {
        assertThat(report().otherFigures()).isZero();
        assertThat(MetricsMarkdown.of(report())).doesNotContain("held against nothing");

        MetricsReport months = report("by", "month");

        assertThat(months.contradictingFigures()).isZero();
        assertThat(months.otherFigures()).isEqualTo(2 * quarters);
        assertThat(MetricsMarkdown.of(months))
                .contains("held against nothing here: " + 2 * quarters + ".");
    }

    @Test
    void what_was_taken_back_is_held_against_nothing() {
        log.add(new FigureTakenBack(figure("2020-Q1", TO_RESOLVE.interval()), "read wrongly"));
        applied.upTo(log);

        assertThat(published(report(), "2020-Q1")).hasSize(1);
    }

    @Test
    void what_was_published_and_does_not_go_together_is_flagged_and_nothing_else() {
        MetricsReport report = report();

        assertThat(
                        report.contradictions().stream()
                                .map(MetricsReport.Flag::incident)
                                .map(this::name))
                .containsExactly(
                        // Hours on call: 7 h of 9 h 35 min, and so on.
                        "2020-02-25",
                        "2020-04-15",
                        "2020-08-04",
                        "2020-08-07",
                        // Repaired 15 min after it was declared, not detected.
                        "2020-09-28",
                        // Resolved the day after, 4 h 45 min after it was detected.
                        "2021-05-10",
                        // Declared a year before it was detected.
                        "2021-06-09",
                        "2021-07-12",
                        "2021-09-04",
                        "2021-09-30",
                        // Declared when it was over.
                        "2022-01-22",
                        // 6 h 27 min of 6 h 34 min.
                        "2022-07-11",
                        // Resolved eleven months before it was detected.
                        "2023-01-05",
                        "2023-02-02",
                        // Resolved two months after it was repaired, at the same minute.
                        "2023-07-25",
                        "2023-08-04",
                        "2023-09-18",
                        "2023-11-01",
                        "2024-04-15",
                        "2024-09-20",
                        // Nobody knows when it was detected, but from its declaration on it took
                        // longer.
                        "2025-03-18");
        assertThat(group(report, "2023-Q1").contradicting()).isEqualTo(2);
        assertThat(group(report, "2021-Q4").contradicting()).isZero();
    }

    @Test
    void by_its_times_alone_a_slip_of_a_year_shows_in_the_mean() {
        MetricsReport.Group quarter = group(report(), "2023-Q1");

        // (−8077 h 30 min + 1 h 29 min + 1 h 22 min) ÷ 3
        assertThat(quarter.figures().get(TO_RESOLVE_FROM_DETECTION.ordinal()).elapsed().mean())
                .isEqualTo(Duration.ofHours(-2691).minusMinutes(33));
    }

    private void enter(String[] line) {
        if (line[0].contains("Q")) {
            publish(line[0], toRepair, line[6]);
            publish(line[0], toResolve, line[7]);
            quarters++;
            incidents = 0;
            return;
        }
        incidents++;
        entered.add(line[0]);
        // While it was told when the fault occurred, that was what was counted from.
        toRepair = line[1].isEmpty() ? TO_MITIGATE_FROM_DETECTION.interval() : FROM_DECLARED;
        toResolve = (line[1].isEmpty() ? TO_RESOLVE_FROM_DETECTION : TO_RESOLVE).interval();
        IncidentId id = new IncidentId(new UUID(0, entered.size()));
        log.add(
                new IncidentDeclared(
                        id,
                        line[0],
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        Collections.emptySortedMap(),
                        false,
                        true,
                        null,
                        null));
        for (int i = 0; i < COLUMNS.size(); i++) {
            if (!line[i + 1].isEmpty()) {
                log.add(new MilestoneSet(id, COLUMNS.get(i), null, null, moment(line[i + 1])));
            }
        }
        if (line.length == 8) {
            state(id, toRepair, duration(line[6]));
            state(id, toResolve, duration(line[7]));
        }
    }

    private void publish(String quarter, Interval interval, String duration) {
        log.add(
                new FigureStated(
                        figure(quarter, interval),
                        duration.equals("N/A") ? null : duration(duration).toSeconds(),
                        incidents,
                        null));
    }

    private static PublishedFigure figure(String quarter, Interval interval) {
        return new PublishedFigure(
                new Period(quarter),
                interval.from(),
                interval.to(),
                Statistic.MEAN,
                null,
                "the log");
    }

    private void state(IncidentId id, Interval interval, Duration stated) {
        log.add(
                new DurationStated(
                        id, interval.from(), interval.to(), stated.toSeconds(), null, null, null));
    }

    private static Moment moment(String local) {
        return local.contains("T")
                ? Moment.exactly(LocalDateTime.parse(local).atZone(LONDON).toInstant())
                : new Moment(
                        LocalDate.parse(local).atStartOfDay(LONDON).toInstant(), Precision.DAY);
    }

    private static Duration duration(String words) {
        String time = words.replace(" ", "");
        return Duration.parse(time.contains("d") ? "P" + time.replace("d", "DT") : "PT" + time);
    }

    private MetricsReport report(String... parameters) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setParameter("by", "quarter");
        for (int i = 0; i < parameters.length; i += 2) {
            request.setParameter(parameters[i], parameters[i + 1]);
        }
        MetricsQuestion question =
                MetricsQuestion.of(Asked.of(request, MetricsQuestion.PARAMETERS));
        Snapshot view = new Snapshot(JdbcClient.create(database.jdbc), 1, log.head());
        long at = view.asOf(null);
        Found found = FindMeasured.in(view, at, question);
        return MetricsReport.of(
                question,
                Instant.EPOCH,
                at,
                null,
                found.covered(),
                found.leftOut(),
                FindPublished.in(view, at),
                name -> name);
    }

    private static MetricsReport.Group group(MetricsReport report, String name) {
        return report.groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Published> published(MetricsReport report, String quarter) {
        return published(group(report, quarter));
    }

    private static List<Published> published(MetricsReport.Group group) {
        return group.figures().stream().flatMap(figure -> figure.published().stream()).toList();
    }

    private static List<String> contradicting(MetricsReport report) {
        return report.groups().stream()
                .filter(group -> group.contradictingFigures().findAny().isPresent())
                .map(MetricsReport.Group::name)
                .toList();
    }

    private String name(String incident) {
        return entered.get(Integer.parseInt(incident.substring("INC-".length())) - 1);
    }
}
