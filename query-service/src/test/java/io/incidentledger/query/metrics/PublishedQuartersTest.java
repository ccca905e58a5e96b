package io.incidentledger.query.metrics;

import static io.incidentledger.postmortem.history.MetricDefinition.TO_MITIGATE_FROM_DETECTION;
import static io.incidentledger.postmortem.history.MetricDefinition.TO_RESOLVE_FROM_DETECTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.DurationStated;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.postmortem.history.MetricDefinition;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.metrics.FindMeasured.Found;
import io.incidentledger.query.projection.AppliedLog;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
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
                    Milestone.DETECTED,
                    Milestone.DECLARED,
                    Milestone.MITIGATED,
                    Milestone.RESOLVED);

    private final WrittenLog log = new WrittenLog();
    private final List<String> entered = new ArrayList<>();
    private final Map<String, List<Duration>> published = new TreeMap<>();
    private Database database;

    @BeforeEach
    void enter() throws IOException {
        database = Database.fresh();
        Files.readAllLines(Path.of("src/test/resources/published-log.csv")).stream()
                .filter(line -> line.matches("20.*"))
                .map(line -> line.split(","))
                .forEach(this::enter);
        AppliedLog.apply(database, log);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void every_published_mean_comes_out_to_the_minute() {
        MetricsReport report = report();

        Map<String, List<Duration>> means = new TreeMap<>();
        report.groups().stream()
                .filter(group -> group.incidents() > 0)
                .forEach(
                        group ->
                                means.put(
                                        group.name(),
                                        List.of(
                                                stated(group, TO_MITIGATE_FROM_DETECTION),
                                                stated(group, TO_RESOLVE_FROM_DETECTION))));
        assertThat(means).isEqualTo(published);
    }

    @Test
    void what_was_published_and_does_not_go_together_is_flagged_and_nothing_else() {
        MetricsReport report = report();

        assertThat(
                        report.contradictions().stream()
                                .map(MetricsReport.Flag::incident)
                                .map(this::name))
                .containsExactlyInAnyOrder(
                        // Resolved the day after, 4 h 45 min after it was detected.
                        "2021-05-10",
                        // Declared a year before it was detected.
                        "2021-06-09",
                        "2021-07-12",
                        "2021-09-04",
                        "2021-09-30",
                        // Declared when it was over.
                        "2022-01-22",
                        // Resolved eleven months before it was detected.
                        "2023-01-05",
                        "2023-02-02",
                        // Resolved two months after it was repaired, at the same minute.
                        "2023-07-25",
                        "2023-08-04",
                        "2023-09-18",
                        "2024-09-20");
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
        List<Duration> stated = List.of(duration(line[5]), duration(line[6]));
        if (line[0].contains("Q")) {
            published.put(line[0], stated);
            return;
        }
        entered.add(line[0]);
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
        state(id, Milestone.MITIGATED, stated.get(0));
        state(id, Milestone.RESOLVED, stated.get(1));
    }

    private void state(IncidentId id, Milestone to, Duration stated) {
        log.add(
                new DurationStated(
                        id, Milestone.DETECTED, to, stated.toSeconds(), null, null, null));
    }

    private static Moment moment(String local) {
        return local.contains("T")
                ? Moment.exactly(LocalDateTime.parse(local).atZone(LONDON).toInstant())
                : new Moment(
                        LocalDate.parse(local).atStartOfDay(LONDON).toInstant(), Precision.DAY);
    }

    private static Duration duration(String words) {
        return Duration.parse("PT" + words.replace(" ", ""));
    }

    private MetricsReport report() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setParameter("by", "quarter");
        request.setParameter("clock", "detected");
        MetricsQuestion question =
                MetricsQuestion.of(Asked.of(request, MetricsQuestion.PARAMETERS));
        Snapshot view = new Snapshot(JdbcClient.create(database.jdbc), 1, log.head());
        long at = view.asOf(null);
        Found found = FindMeasured.in(view, at, question);
        return MetricsReport.of(
                question, Instant.EPOCH, at, null, found.covered(), found.leftOut(), name -> name);
    }

    private static MetricsReport.Group group(MetricsReport report, String name) {
        return report.groups().stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Duration stated(MetricsReport.Group group, MetricDefinition metric) {
        return group.figures()
                .get(metric.ordinal())
                .stated()
                .mean()
                .truncatedTo(ChronoUnit.MINUTES);
    }

    private String name(String incident) {
        return entered.get(Integer.parseInt(incident.substring("INC-".length())) - 1);
    }
}
