package io.incidentledger.query.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.incidentledger.events.CancelReason;
import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpStarted;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.RelationKind;
import io.incidentledger.events.RelationStated;
import io.incidentledger.events.RelationTakenAway;
import io.incidentledger.events.Severity;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.query.Database;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.follow.AppliedLog;
import io.incidentledger.query.incident.RelatedIncidents.RelatedAnswer;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.view.Snapshot;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;

class RelatedIncidentsTest {
    private final WrittenLog log = new WrittenLog();

    @Test
    void what_is_stated_is_seen_from_both_sides() {
        IncidentId first = log.declare("Checkout fails", Severity.SEV2);
        IncidentId again = log.declare("Payments fail", Severity.SEV1);
        log.add(stated(again, first, RelationKind.RECURRENCE_OF, "same graph"));
        log.add(stated(again, first, RelationKind.CAUSED_BY, null));
        log.add(
                new RelationTakenAway(
                        again, other(first), RelationKind.CAUSED_BY, "not so", null, null));

        inView(
                view -> {
                    for (String side : List.of("INC-1", "INC-2")) {
                        RelatedAnswer answer = RelatedIncidents.of(view, side, 10);

                        assertThat(answer.stated())
                                .singleElement()
                                .satisfies(
                                        it ->
                                                assertThat(it.relations())
                                                        .extracting("from", "kind", "to", "note")
                                                        .containsExactly(
                                                                tuple(
                                                                        "INC-2",
                                                                        RelationKind.RECURRENCE_OF,
                                                                        "INC-1",
                                                                        "same graph")));
                        assertThat(answer.found()).isEmpty();
                    }
                });
    }

    @Test
    void what_looks_alike_is_found_with_every_reason_the_same_cause_first_and_not_without_end() {
        IncidentId one = log.declare("Checkout fails", Severity.SEV2, "checkout");
        cause(one, "capacity");
        cause(one, "bad-release");
        IncidentId sameCause = log.declare("Disk full", Severity.SEV3, "search");
        cause(sameCause, "capacity");
        IncidentId notAnyMore = log.declare("Queue stuck", Severity.SEV3, "mail");
        cause(notAnyMore, "capacity");
        log.add(new CauseTakenAway(notAnyMore, new Cause("capacity"), "no", null, null));
        IncidentId both = log.declare("Slow", Severity.SEV3, "checkout");
        cause(both, "capacity");
        log.declare("Checkout fails again and again", Severity.SEV3);
        log.declare("Game day", Severity.SEV3, true, List.of("checkout"));
        IncidentId nothing = log.declare("Probe broken", Severity.SEV3, "checkout");
        log.add(new IncidentCancelled(nothing, CancelReason.FALSE_ALARM, "none", null, null));

        inView(
                view -> {
                    assertThat(RelatedIncidents.of(view, "INC-1", 10).found())
                            .extracting(
                                    found -> found.incident().number(), found -> found.reasons())
                            .containsExactly(
                                    tuple(
                                            "INC-4",
                                            List.of(
                                                    "same cause capacity",
                                                    "same service checkout")),
                                    tuple("INC-2", List.of("same cause capacity")),
                                    tuple("INC-5", List.of("the words of the title")));
                    for (int limit : List.of(1, 2)) {
                        assertThat(RelatedIncidents.of(view, "INC-1", limit).found())
                                .extracting(found -> found.incident().number())
                                .containsExactlyElementsOf(
                                        List.of("INC-4", "INC-2").subList(0, limit));
                    }
                });
    }

    @Test
    void the_newest_are_found_for_whatever_reason_and_each_once() {
        log.declare("Checkout fails", Severity.SEV2, "checkout");
        log.declare("Slow", Severity.SEV3, "checkout");
        log.declare("Checkout fails in Spain", Severity.SEV3, "search");
        log.declare("Checkout fails there, too", Severity.SEV3, "checkout");
        log.declare("Queue stuck", Severity.SEV3, "mail");

        inView(
                view -> {
                    List<String> newest = List.of("INC-4", "INC-3", "INC-2");
                    for (int limit : List.of(1, 2, 3, 10)) {
                        assertThat(RelatedIncidents.of(view, "INC-1", limit).found())
                                .extracting(found -> found.incident().number())
                                .containsExactlyElementsOf(newest.subList(0, Math.min(limit, 3)));
                    }
                });
    }

    @Test
    void what_is_stated_takes_no_room_of_what_is_found() {
        IncidentId one = log.declare("Checkout fails", Severity.SEV2, "checkout");
        log.declare("Slow", Severity.SEV3, "checkout");
        IncidentId stated = log.declare("Disk full", Severity.SEV3, "checkout");
        log.add(stated(one, stated, RelationKind.RELATED, null));

        inView(
                view ->
                        assertThat(RelatedIncidents.of(view, "INC-1", 1).found())
                                .extracting(found -> found.incident().number())
                                .containsExactly("INC-2"));
    }

    @Test
    void where_one_was_merged_the_one_it_is_part_of_stands_for_it() {
        log.declare("Checkout fails", Severity.SEV2, "checkout");
        IncidentId alike = log.declare("Cart fails", Severity.SEV3, "checkout");
        IncidentId stands = log.declare("Database down", Severity.SEV1, "database");
        FollowUpId followUp = log.followUp(alike, "Watch the cart", null, "2026-04-01");
        log.add(new OtherMergedIn(stands, other(alike), null, null));
        log.add(new IncidentMerged(alike, other(stands), "one fault", null, null));
        log.add(new FollowUpStarted(alike, followUp, null, null));

        inView(
                view -> {
                    assertThat(RelatedIncidents.of(view, "INC-1", 10).found())
                            .extracting(
                                    found -> found.incident().number(), found -> found.reasons())
                            .containsExactly(tuple("INC-3", List.of("same service checkout")));
                    RelatedAnswer ended = RelatedIncidents.of(view, "INC-2", 10);
                    assertThat(ended.mergedInto()).isEqualTo(other(stands));
                    RelatedAnswer goesOn = RelatedIncidents.of(view, "INC-3", 10);
                    assertThat(goesOn.merged()).containsExactly(other(alike));
                    // Its follow-ups go on, and are shown with it.
                    assertThat(
                                    FindHistory.parts(
                                                    view,
                                                    "INC-3",
                                                    Asked.of(new MockHttpServletRequest()))
                                            .stream()
                                            .flatMap(part -> part.followUps().stream())
                                            .map(FollowUp::title))
                            .containsExactly("Watch the cart");
                });
    }

    @Test
    void a_log_that_merges_in_a_circle_is_walked_once() {
        IncidentId one = log.declare("Checkout fails", Severity.SEV2, "checkout");
        IncidentId two = log.declare("Cart fails", Severity.SEV3, "checkout");
        for (IncidentId id : List.of(one, two)) {
            IncidentId into = id.equals(one) ? two : one;
            log.add(new OtherMergedIn(into, other(id), null, null));
            log.add(new IncidentMerged(id, other(into), "one", null, null));
        }

        inView(
                view -> {
                    assertThat(RelatedIncidents.of(view, "INC-1", 10).merged()).hasSize(1);
                    assertThat(
                                    FindHistory.parts(
                                            view, "INC-1", Asked.of(new MockHttpServletRequest())))
                            .hasSize(2);
                });
    }

    private void inView(Consumer<Snapshot> test) {
        try (Database database = Database.fresh()) {
            AppliedLog.apply(database, log);
            test.accept(new Snapshot(JdbcClient.create(database.jdbc), 1, log.head()));
        }
    }

    private void cause(IncidentId incident, String cause) {
        log.add(new CauseNamed(incident, new Cause(cause), null, null, null));
    }

    private LedgerEvent stated(IncidentId of, IncidentId other, RelationKind kind, String note) {
        return new RelationStated(of, other(other), kind, note, null, null);
    }

    private static OtherIncident other(IncidentId id) {
        return new OtherIncident(id, null);
    }
}
