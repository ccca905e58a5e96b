package io.incidentledger.query.communicate;

import static io.incidentledger.query.Golden.assertGolden;
import static io.incidentledger.query.Golden.assertGoldenJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Moment;
import io.incidentledger.events.RemindedOfUpdate;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.communicate.OverdueUpdates.Overdue;
import io.incidentledger.query.follow.AppliedLog;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.view.Snapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

/** Given a log, when somebody asks which updates had not come at a moment, then these. */
class OverdueUpdatesTest {
    private final WrittenLog log = new WrittenLog();
    @AutoClose private final Database database = Database.fresh();

    @BeforeEach
    void open() {
        aBadMorning();
    }

    @Test
    void the_report_reads_the_same_in_every_format_and_for_ever() throws IOException {
        OverdueUpdates report = report("2026-03-02T10:50:30Z");

        assertGoldenJson("overdue-updates.json", report);
        assertGolden("overdue-updates.csv", report.csv());
        assertGolden("overdue-updates.md", report.markdown());
    }

    @Test
    void any_moment_can_be_asked_for() {
        assertThat(waiting(report("2026-03-02T10:30:00Z"))).isEmpty();
        // The first internal update came at 10:35, five minutes late, and the next was due 11:05.
        assertThat(waiting(report("2026-03-02T10:34:00Z"))).containsExactly("INC-1 INTERNAL");
        assertThat(waiting(report("2026-03-02T10:50:30Z"))).containsExactly("INC-2 STAKEHOLDER");
        assertThat(waiting(report("2026-03-02T11:10:00Z")))
                .containsExactly("INC-2 STAKEHOLDER", "INC-1 STAKEHOLDER", "INC-1 INTERNAL");
        // It was resolved at 11:15, and reopened at 11:30 with new times.
        assertThat(waiting(report("2026-03-02T11:20:00Z"))).containsExactly("INC-2 STAKEHOLDER");
        assertThat(waiting(report("2026-03-02T12:20:00Z")))
                .containsExactly("INC-2 STAKEHOLDER", "INC-1 INTERNAL");
    }

    @Test
    void it_is_filtered_by_severity_service_audience_and_drill() {
        String then = "2026-03-02T11:10:00Z";

        assertThat(waiting(report(then, "severity", "SEV2"))).containsExactly("INC-2 STAKEHOLDER");
        assertThat(waiting(report(then, "service", "checkout"))).hasSize(2);
        assertThat(waiting(report(then, "audience", "internal"))).containsExactly("INC-1 INTERNAL");
        assertThat(waiting(report(then, "drill", "true"))).containsExactly("INC-3 PUBLIC");
        assertThat(waiting(report(then, "drill", "any"))).hasSize(4);
    }

    private void aBadMorning() {
        log.at("2026-03-02T10:00:00Z");
        IncidentId checkout = log.declare("Checkout | =fails", Severity.SEV1, "checkout");
        due(checkout, Audience.INTERNAL, "2026-03-02T10:30:00Z");
        due(checkout, Audience.STAKEHOLDER, "2026-03-02T11:00:00Z");
        IncidentId search = log.declare("Search is slow", Severity.SEV2, "search");
        log.entry(
                search,
                new EntryContent.Update(
                        "We look",
                        Audience.STAKEHOLDER,
                        Instant.parse("2026-03-02T10:45:00Z"),
                        null),
                null);
        log.add(
                new RoleAssigned(
                        search, Role.LEAD, new Handle("@ben"), null, Moment.exactly(log.now())));
        IncidentId drill = log.declare("Game day", Severity.SEV1, true, List.of("search"));
        due(drill, Audience.PUBLIC, "2026-03-02T11:00:00Z");
        log.at("2026-03-02T10:35:00Z");
        log.entry(
                checkout,
                new EntryContent.Update(
                        "It is the pool",
                        Audience.INTERNAL,
                        Instant.parse("2026-03-02T11:05:00Z"),
                        null,
                        "standard/1",
                        null,
                        null),
                null);
        log.at("2026-03-02T10:45:05Z");
        log.add(
                new RemindedOfUpdate(
                        search,
                        Audience.STAKEHOLDER,
                        Instant.parse("2026-03-02T10:45:00Z"),
                        new Handle("@ben"),
                        null,
                        null,
                        Moment.exactly(log.now())));
        log.at("2026-03-02T11:15:00Z");
        log.add(new IncidentResolved(checkout, null, null, null, null, Moment.exactly(log.now())));
        log.at("2026-03-02T11:30:00Z");
        log.add(
                new IncidentReopened(
                        checkout, Status.MONITORING, "again", null, Moment.exactly(log.now())));
        due(checkout, Audience.INTERNAL, "2026-03-02T12:00:00Z");
        AppliedLog.apply(database, log);
    }

    private void due(IncidentId incident, Audience audience, String due) {
        log.add(
                new UpdateDueChanged(
                        incident,
                        audience,
                        Instant.parse(due),
                        "standard/1",
                        null,
                        Moment.exactly(log.now())));
    }

    private OverdueUpdates report(String asOf, String... parameters) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setParameter("asOf", asOf);
        if (parameters.length > 0) {
            request.setParameter(parameters[0], parameters[1]);
        }
        Asked asked = Asked.of(request, FindOverdueUpdates.PARAMETERS);
        Snapshot view = new Snapshot(JdbcClient.create(database.jdbc), 1, log.head());
        return FindOverdueUpdates.report(view, asked, Instant.parse(asOf));
    }

    private static List<String> waiting(OverdueUpdates report) {
        return report.overdue().stream().map(OverdueUpdatesTest::name).toList();
    }

    private static String name(Overdue item) {
        return item.incident() + " " + item.audience();
    }
}
