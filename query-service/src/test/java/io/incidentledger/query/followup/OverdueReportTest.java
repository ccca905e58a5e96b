package io.incidentledger.query.followup;

import static io.incidentledger.query.Golden.assertGolden;
import static io.incidentledger.query.Golden.assertGoldenJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.Evidence;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpDeclined;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.follow.AppliedLog;
import io.incidentledger.query.followup.OverdueReport.Figure;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.view.Snapshot;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

/** Given a log, when somebody asks what was overdue at a moment, then this. */
class OverdueReportTest {
    private final WrittenLog log = new WrittenLog();
    @AutoClose private final Database database = Database.fresh();

    @Test
    void the_report_reads_the_same_in_every_format_and_for_ever() throws IOException {
        aBusySpring();

        OverdueReport report = report("2026-06-30T12:00:00Z");

        assertGoldenJson("overdue.json", report);
        assertGolden("overdue.csv", OverdueCsv.of(report));
        assertGolden("overdue.md", OverdueMarkdown.of(report));
    }

    @Test
    void any_moment_can_be_asked_for() {
        aBusySpring();

        assertThat(numbers(report("2026-03-01T00:00:00Z"))).isEmpty();
        assertThat(numbers(report("2026-03-20T00:00:00Z"))).isEmpty();
        assertThat(numbers(report("2026-03-21T00:00:00Z"))).containsExactly("FU-1");
        // It was moved on the 22nd, to the 1st of April.
        assertThat(numbers(report("2026-03-23T00:00:00Z"))).isEmpty();
        assertThat(numbers(report("2026-04-02T00:00:00Z"))).containsExactly("FU-1");
        assertThat(numbers(report("2099-01-01T00:00:00Z"))).hasSize(3);
    }

    @Test
    void severity_is_what_it_was_at_the_moment() {
        aBusySpring();

        OverdueReport before = report("2026-04-30T00:00:00Z");
        OverdueReport after = report("2026-06-30T00:00:00Z");

        assertThat(before.bySeverity())
                .extracting(OverdueReport.Group::name)
                .containsExactly("SEV2");
        assertThat(after.bySeverity())
                .extracting(OverdueReport.Group::name)
                .containsExactlyInAnyOrder("SEV1", "none");
    }

    @Test
    void drills_are_left_out_unless_asked_for() {
        IncidentId drill = log.declare("Game day", Severity.SEV1, true, List.of("shop"));
        log.followUp(drill, "Practise", null, "2026-03-03");
        apply();

        assertThat(numbers(report("2026-06-30T00:00:00Z"))).isEmpty();
        assertThat(numbers(report("2026-06-30T00:00:00Z", "drill", "any"))).containsExactly("FU-1");
    }

    @Test
    void figures_that_cannot_be_known_say_so() {
        apply();

        OverdueReport report = report("2026-06-30T00:00:00Z");

        assertThat(figure(report, "onTimeRate").value()).isNull();
        assertThat(figure(report, "closureRate").value()).isNull();
        assertThat(figure(report, "medianAgeDays").value()).isNull();
        assertThat(OverdueMarkdown.of(report)).contains("unknown").contains("Nothing is overdue.");
    }

    @Test
    void what_was_done_at_an_unknown_time_was_neither_on_time_nor_late() {
        aBusySpring();
        BigDecimal before = figure(report("2026-06-30T00:00:00Z"), "onTimeRate").value();
        IncidentId past = log.declare("Long ago", Severity.SEV2, "shop");
        FollowUpId done = log.followUp(past, "Stated as done", null, "2026-04-04");
        log.add(new FollowUpCompleted(past, done, new Evidence(null, "the report"), null, null));
        apply();

        BigDecimal after = figure(report("2026-06-30T00:00:00Z"), "onTimeRate").value();

        assertThat(after).isEqualTo(before).isNotNull();
    }

    @Test
    void every_bucket_holds_its_limits() {
        IncidentId incident = log.declare("Checkout fails", Severity.SEV2, "shop");
        // As of the 30th of June: 1, 7, 8, 30, 31, 90, 91 and 0 days over.
        for (String due :
                List.of(
                        "2026-06-29",
                        "2026-06-23",
                        "2026-06-22",
                        "2026-05-31",
                        "2026-05-30",
                        "2026-04-01",
                        "2026-03-31",
                        "2026-06-30")) {
            log.followUp(incident, "Do it", null, due);
        }
        apply();

        assertThat(report("2026-06-30T00:00:00Z").buckets())
                .extracting(OverdueReport.Bucket::count)
                .containsExactly(2L, 2L, 2L, 1L);
    }

    private void aBusySpring() {
        IncidentId checkout = log.declare("Checkout fails", Severity.SEV2, "checkout", "payments");
        FollowUpId moved = log.followUp(checkout, "Watch the disk", "@ana", "2026-03-20");
        FollowUpId done =
                log.followUp(checkout, "Alert on queue length", "team:core", "2026-03-30");
        FollowUpId refused = log.followUp(checkout, "Rewrite it all", "@ben", "2026-03-30");
        log.followUp(checkout, "Think about it", null, null);
        log.at("2026-03-22T09:00:00Z")
                .add(
                        new FollowUpRescheduled(
                                checkout, moved, WrittenLog.due("2026-04-01"), "busy", null, null));
        log.at("2026-03-28T09:00:00Z")
                .add(
                        new FollowUpCompleted(
                                checkout,
                                done,
                                new Evidence("https://ci.example/1", null),
                                null,
                                Moment.exactly(log.now())));
        log.add(new FollowUpDeclined(checkout, refused, "too dear", null, null));
        log.at("2026-05-04T09:00:00Z");
        log.add(new SeverityChanged(checkout, Severity.SEV2, Severity.SEV1, "worse", null, null));
        IncidentId hostile = log.declare("=HYPERLINK(\"http://evil\") | <b>bold</b>", null);
        log.by("@eve");
        log.followUp(
                hostile,
                "+cmd|' /C calc'!A0\n# heading \u202E <script>alert(1)</script>",
                "team:core",
                "2026-06-20");
        log.followUp(
                hostile, "A \"quoted\", listed; title", new Handle("@ana").value(), "2026-06-29");
        apply();
    }

    private void apply() {
        AppliedLog.apply(database, log);
    }

    private OverdueReport report(String asOf, String... parameters) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setParameter("asOf", asOf);
        if (parameters.length > 0) {
            request.setParameter(parameters[0], parameters[1]);
        }
        Asked asked = Asked.of(request, FollowUpSearch.REPORT_PARAMETERS);
        Snapshot view = new Snapshot(JdbcClient.create(database.jdbc), 1, log.head());
        return FindOverdue.report(view, asked, Instant.parse(asOf));
    }

    private static List<String> numbers(OverdueReport report) {
        return report.overdue().stream().map(OverdueReport.Overdue::number).toList();
    }

    private static Figure figure(OverdueReport report, String name) {
        return report.figures().stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
