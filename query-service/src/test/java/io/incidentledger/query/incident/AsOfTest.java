package io.incidentledger.query.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.query.Database;
import io.incidentledger.query.incident.FindHistory.Found;
import io.incidentledger.query.incident.IncidentDiff.Side;
import io.incidentledger.query.projection.AppliedLog;
import io.incidentledger.query.projection.ProjectionEqualsFoldTest;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.view.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
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

    private static Asked asked(String... parameters) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        for (int i = 0; i < parameters.length; i += 2) {
            request.setParameter(parameters[i], parameters[i + 1]);
        }
        return Asked.of(request, "asOf");
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
