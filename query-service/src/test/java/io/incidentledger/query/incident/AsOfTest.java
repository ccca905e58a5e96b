package io.incidentledger.query.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.query.Database;
import io.incidentledger.query.follow.AppliedLog;
import io.incidentledger.query.incident.FindHistory.Found;
import io.incidentledger.query.incident.IncidentDiff.Side;
import io.incidentledger.query.projection.ProjectionEqualsFoldTest;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.view.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** What was known at a moment. */
class AsOfTest {
    @Property(tries = 15)
    void as_of_now_is_now_and_differs_in_nothing(@ForAll long seed) {
        List<RecordedEvent> log = ProjectionEqualsFoldTest.anyLog(new Random(seed), 40);
        try (Database database = Database.fresh()) {
            AppliedLog.apply(database, log);
            long head = log.size() - 1L;
            Snapshot view = new Snapshot(JdbcClient.create(database.jdbc), 1, head);
            for (UUID id : database.jdbc.queryForList("select id from incident", UUID.class)) {
                String now = log.getLast().recordedAt().toString();

                Found plain = FindHistory.history(view, id.toString(), asked());
                Found asOfNow = FindHistory.history(view, id.toString(), asked("asOf", now));
                List<Optional<Found>> both = FindHistory.histories(view, id, head, head);

                assertThat(asOfNow).isEqualTo(plain);
                assertThat(both).containsOnly(Optional.of(plain));
                IncidentDiff diff = diff(view, id, head, head);
                assertThat(diff.state()).isEmpty();
                assertThat(diff.timeline()).isEmpty();
                assertThat(diff.followUps()).isEmpty();
            }
        }
    }

    @Property(tries = 15)
    void the_list_is_what_was_known_of_each_whatever_came_since(@ForAll long seed) {
        Random random = new Random(seed);
        List<RecordedEvent> log = ProjectionEqualsFoldTest.anyLog(random, 60);
        try (Database database = Database.fresh()) {
            AppliedLog.apply(database, log);
            Snapshot view = new Snapshot(JdbcClient.create(database.jdbc), 1, log.size() - 1L);
            Instant then = log.get(random.nextInt(log.size())).recordedAt();
            List<IncidentState> known =
                    database
                            .jdbc
                            .queryForList(
                                    "select id from incident order by opened desc", UUID.class)
                            .stream()
                            .flatMap(id -> known(view, id, view.asOf(then)).stream())
                            .toList();

            assertThat(listed(view, then, 1_000)).isEqualTo(known);
            // A window that is smaller than a page, and ends within one.
            assertThat(listed(view, then, 3, "limit", "2")).isEqualTo(known);
            assertThat(listed(view, then, 1, "sort", "number")).isEqualTo(known.reversed());
            assertThat(listed(view, then, 2, "severity", "SEV1"))
                    .isEqualTo(
                            known.stream().filter(it -> it.severity() == Severity.SEV1).toList());
            assertThat(listed(view, then, 2, "status", "triage,resolved"))
                    .isEqualTo(
                            known.stream()
                                    .filter(
                                            it ->
                                                    it.status() == Status.TRIAGE
                                                            || it.status() == Status.RESOLVED)
                                    .toList());
        }
    }

    private static Optional<IncidentState> known(Snapshot view, UUID id, long at) {
        return FindHistory.histories(view, id, at, at)
                .getFirst()
                .map(found -> found.history().state());
    }

    private static List<IncidentState> listed(
            Snapshot view, Instant asOf, int window, String... parameters) {
        MockHttpServletRequest request = request(parameters);
        request.setParameter("asOf", asOf.toString());
        List<IncidentState> listed = new ArrayList<>();
        while (true) {
            Page<IncidentState> page = IncidentsAsOf.of(request, window).page(view);
            listed.addAll(page.items());
            if (page.next() == null) {
                return listed;
            }
            request.setParameter(
                    "cursor",
                    UriComponentsBuilder.fromUriString(page.next())
                            .build()
                            .getQueryParams()
                            .getFirst("cursor"));
        }
    }

    private static Asked asked(String... parameters) {
        return Asked.of(request(parameters), "asOf");
    }

    private static MockHttpServletRequest request(String... parameters) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        for (int i = 0; i < parameters.length; i += 2) {
            request.setParameter(parameters[i], parameters[i + 1]);
        }
        return request;
    }

    static IncidentDiff diff(Snapshot view, UUID id, long from, long to) {
        List<Optional<Found>> both = FindHistory.histories(view, id, from, to);
        return IncidentDiff.of(
                "INC-1",
                new Side(from, null),
                new Side(to, null),
                both.getFirst().map(Found::history).orElse(null),
                both.getLast().map(Found::history).orElse(null),
                JsonMapper.shared());
    }
}
