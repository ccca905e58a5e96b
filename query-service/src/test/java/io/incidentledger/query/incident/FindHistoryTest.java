package io.incidentledger.query.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Severity;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.follow.AppliedLog;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.view.Snapshot;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

/** What is said of one incident and what the rows say is the same. */
class FindHistoryTest {
    /** Planes of letters that take four bytes each. */
    private static final int RARE_LETTERS = 0x20000;

    @Test
    void an_event_that_the_database_cannot_take_is_parked_and_passed_over_by_the_history_too() {
        try (Database database = Database.fresh()) {
            WrittenLog log = new WrittenLog();
            IncidentId incident = log.declare("Checkout fails", Severity.SEV2);
            log.note(incident, moreWordsThanCanBeIndexed());
            log.note(incident, "The compressor whistles");

            AppliedLog.apply(database, log);

            IncidentHistory history =
                    FindHistory.history(
                                    new Snapshot(JdbcClient.create(database.jdbc), 1, log.head()),
                                    "INC-1",
                                    Asked.of(new MockHttpServletRequest()))
                            .history();
            assertThat(database.jdbc.queryForList("select position from parked_event", Long.class))
                    .containsExactly(1L);
            assertThat(history.timeline()).hasSize(2);
            assertThat(history.state().version()).isEqualTo(2);
        }
    }

    /** PostgreSQL keeps compounds whole and in parts, and not more than a megabyte of them. */
    private static String moreWordsThanCanBeIndexed() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < 9_000; word++) {
            for (int letter = 0; letter < 21; letter++) {
                text.appendCodePoint(letter == 10 ? '-' : RARE_LETTERS + random.nextInt(40_000));
            }
            text.append(' ');
        }
        return text.toString();
    }
}
