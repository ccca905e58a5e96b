package io.incidentledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.events.AccessRole;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.query.Asking.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/**
 * Questions to a service over one small history, started once for all tests, and gone with the
 * broker and the database. INC-1 fails, and was corrected; INC-2 is a drill. Tests add to it, so
 * each asks only for what it added, or for these two by a filter that finds nothing else.
 */
@ResourceLock("the shared service")
abstract class SharedService {
    static final WrittenLog written = new WrittenLog();
    static RunningService service;
    static EmbeddedLog log;
    static Asking ask;
    static IncidentId checkout;
    static Instant beforeCorrection;

    @BeforeAll
    static void start() {
        if (service != null) {
            return;
        }
        written.token("viewer", AccessRole.VIEWER);
        checkout = written.declare("Checkout fails", Severity.SEV1, "checkout", "payments");
        EntryId entry = written.note(checkout, "The turbopump whistles");
        milestone(checkout, Milestone.IMPACT_STARTED, Instant.parse("2026-03-02T09:50:00Z"));
        milestone(checkout, Milestone.DETECTED, Instant.parse("2026-03-02T09:58:00Z"));
        FollowUpId late = written.followUp(checkout, "Watch the disk", "@ana", "2026-03-20");
        service = new RunningService(written);
        log = service.log;
        ask = service.as("viewer");
        JsonNode events = ask.get("/api/v1/incidents/INC-1/events").json().get("items");
        beforeCorrection =
                Instant.parse(events.get(events.size() - 1).get("recordedAt").asString());
        await().until(() -> Instant.now().isAfter(beforeCorrection.plusMillis(2)));
        written.add(
                new TimelineEntryCorrected(
                        checkout,
                        entry,
                        "The compressor whistles",
                        null,
                        "wrong part",
                        null,
                        Moment.exactly(written.now())));
        written.add(
                new FollowUpRescheduled(
                        checkout, late, WrittenLog.due("2026-03-25"), "busy", null, null));
        IncidentId drill = written.declare("Game day", Severity.SEV4, true, List.of("search"));
        milestone(drill, Milestone.DECLARED, written.now());
        append();
    }

    private static void milestone(IncidentId incident, Milestone milestone, Instant at) {
        written.add(new MilestoneSet(incident, milestone, null, null, Moment.exactly(at)));
    }

    /** Appends what was written, for whoever asks from there on. */
    static void append() {
        log.append(written);
    }

    static List<String> numbers(String path) {
        Answer answer = ask.from(log.head()).get(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        List<String> numbers = new ArrayList<>();
        answer.json().get("items").forEach(item -> numbers.add(item.get("number").asString()));
        return numbers;
    }
}
