package io.incidentledger.postmortem.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.Audience;
import io.incidentledger.events.CancelReason;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.RemindedOfUpdate;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.postmortem.Facts;
import io.incidentledger.postmortem.history.AwaitedUpdate;
import io.incidentledger.postmortem.history.IncidentHistory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the document says of updates: sent, late, missed. */
class CommunicationTest {
    private final Facts facts = new Facts("communication", Instant.parse("2026-03-02T10:00:00Z"));

    @Test
    void the_first_updates_are_in_time_late_or_missed() {
        facts.declare("Checkout fails", Severity.SEV1, false);
        demand(Audience.INTERNAL, "2026-03-02T10:30:00Z");
        demand(Audience.STAKEHOLDER, "2026-03-02T11:00:00Z");
        demand(Audience.PUBLIC, "2026-03-02T11:00:00Z");
        facts.at("2026-03-02T10:20:00Z");
        tell(Audience.INTERNAL, null, null);
        facts.at("2026-03-02T11:12:00Z");
        tell(Audience.STAKEHOLDER, null, null);

        assertThat(document())
                .contains("| internal | 2026-03-02 10:30; came in time | standard/1 |")
                .contains("| stakeholder | 2026-03-02 11:00; came 12 min late | standard/1 |")
                .contains("| public | 2026-03-02 11:00; missed | standard/1 |")
                .contains("An update is late when it came after its time");
    }

    @Test
    void an_update_before_the_first_is_told_among_the_notes() {
        facts.declare("Checkout fails", Severity.SEV1, false);
        facts.at("2026-03-02T10:20:00Z");
        tell(Audience.PUBLIC, null, null);
        facts.milestone(
                Milestone.PUBLIC_TOLD, Moment.exactly(Instant.parse("2026-03-02T10:50:00Z")));

        assertThat(document())
                .contains(
                        "An update for the public was sent 30 min before the first one is said to"
                                + " have been (events 101 and 102).");
    }

    @Test
    void what_ends_the_incident_ends_the_waiting() {
        facts.declare("Checkout fails", Severity.SEV1, false);
        demand(Audience.PUBLIC, "2026-03-02T11:00:00Z");
        tell(Audience.INTERNAL, "2026-03-02T10:40:00Z", "standard/1");
        facts.at("2026-03-02T10:30:00Z");
        facts.add(new IncidentResolved(facts.incident(), null, null, null, null, now()));
        facts.at("2026-03-02T10:50:00Z");
        facts.add(new IncidentReopened(facts.incident(), Status.MONITORING, "again", null, now()));
        facts.at("2026-03-02T12:00:00Z");
        facts.note("Still there");

        assertThat(document())
                .contains("| public | 2026-03-02 11:00; resolved before | standard/1 |")
                .contains("2026-03-02 10:40 (cadence standard/1); resolved before |");
    }

    @Test
    void a_false_alarm_was_never_resolved() {
        facts.declare("Checkout fails", Severity.SEV1, false);
        demand(Audience.PUBLIC, "2026-03-02T11:00:00Z");
        facts.add(
                new IncidentCancelled(
                        facts.incident(), CancelReason.FALSE_ALARM, "a probe", null, now()));

        assertThat(document())
                .contains("| public | 2026-03-02 11:00; cancelled before | standard/1 |");
    }

    @Test
    void what_became_part_of_another_was_never_resolved() {
        facts.declare("Checkout fails", Severity.SEV1, false);
        demand(Audience.PUBLIC, "2026-03-02T11:00:00Z");
        facts.add(
                new IncidentMerged(
                        facts.incident(),
                        new OtherIncident(new IncidentId(new UUID(0, 1)), "INC-1"),
                        "one fault",
                        null,
                        now()));

        assertThat(document())
                .contains("| public | 2026-03-02 11:00; merged before | standard/1 |");
    }

    @Test
    void what_was_to_be_told_of_a_part_is_to_be_told_of_the_whole() {
        facts.declare("Checkout fails", Severity.SEV3, false);
        facts.at("2026-03-02T10:40:00Z");
        takeOver(Audience.PUBLIC, "2026-03-02T10:30:00Z");

        AwaitedUpdate awaited = history().state().updates().getFirst();
        assertThat(awaited.due()).isEqualTo("2026-03-02T10:30:00Z");
        assertThat(awaited.policy()).isNull();
        assertThat(document())
                .contains("unless an incident that is part of this one had them.")
                .contains("| public | 2026-03-02 10:30; missed | from INC-1 |");
    }

    @Test
    void a_time_that_was_brought_forward_or_taken_back_is_not_missed() {
        facts.declare("Checkout fails", Severity.SEV2, false);
        demand(Audience.INTERNAL, "2026-03-02T11:00:00Z");
        facts.at("2026-03-02T10:10:00Z");
        demand(Audience.INTERNAL, "2026-03-02T10:40:00Z");
        facts.at("2026-03-02T12:00:00Z");
        facts.note("Nobody said anything");

        assertThat(document())
                .contains("| internal | 2026-03-02 11:00; replaced | standard/1 |")
                .contains("| internal | 2026-03-02 10:40; missed | standard/1 |");
    }

    @Test
    void a_time_that_is_said_again_after_a_merge_is_one_time() {
        facts.declare("Checkout fails", Severity.SEV1, false);
        tell(Audience.STAKEHOLDER, "2026-03-02T10:50:00Z", "standard/1");
        demand(Audience.INTERNAL, "2026-03-02T10:30:00Z");
        demand(Audience.PUBLIC, "2026-03-02T11:00:00Z");
        facts.at("2026-03-02T10:40:00Z");
        for (Audience audience : Audience.values()) {
            takeOver(audience, "2026-03-02T12:00:00Z");
        }
        demand(Audience.INTERNAL, "2026-03-02T10:30:00Z");
        demand(Audience.STAKEHOLDER, "2026-03-02T10:50:00Z");
        demand(Audience.PUBLIC, "2026-03-02T11:00:00Z");
        facts.at("2026-03-02T11:30:00Z");
        takeOver(Audience.INTERNAL, "2026-03-02T12:00:00Z");
        facts.at("2026-03-02T11:50:00Z");
        tell(Audience.INTERNAL, null, null);
        facts.at("2026-03-02T13:00:00Z");
        facts.note("Nobody said anything else");

        assertThat(document().lines().filter(line -> line.contains(" |") && line.contains("; ")))
                .containsExactlyInAnyOrder(
                        "| 2026-03-02 10:00 | stakeholder | We know | 2026-03-02 10:50 (cadence standard/1); missed |",
                        "| internal | 2026-03-02 10:30; came 1 h 20 min late | standard/1 |",
                        "| public | 2026-03-02 11:00; missed | standard/1 |",
                        "| internal | 2026-03-02 12:00; came in time | from INC-1 |",
                        "| stakeholder | 2026-03-02 12:00; replaced | from INC-1 |",
                        "| public | 2026-03-02 12:00; replaced | from INC-1 |");
    }

    @Test
    void a_last_update_says_so() {
        facts.declare("Checkout fails", Severity.SEV3, false);
        facts.entry(
                new EntryContent.Update("Done", Audience.PUBLIC, null, null, null, true, null),
                null,
                null,
                now());

        assertThat(document()).contains("| Done | nothing further |");
    }

    @Test
    void a_reminder_stands_on_the_timeline_and_names_the_reporter_where_nobody_leads() {
        facts.declare("Checkout fails", Severity.SEV1, false);
        demand(Audience.INTERNAL, "2026-03-02T10:30:00Z");
        facts.at("2026-03-02T10:30:05Z");
        facts.add(
                new RemindedOfUpdate(
                        facts.incident(),
                        Audience.INTERNAL,
                        Instant.parse("2026-03-02T10:30:00Z"),
                        null,
                        null,
                        null,
                        now()),
                "@ledger");
        facts.add(
                new RemindedOfUpdate(
                        facts.incident(),
                        Audience.STAKEHOLDER,
                        Instant.parse("2026-03-02T10:30:00Z"),
                        new Handle("@cem"),
                        new Handle("@lea"),
                        null,
                        now()),
                "@ledger");

        assertThat(document())
                .contains("Reminder")
                .contains("@cem and @lea, that the stakeholder update due 2026-03-02 10:30")
                .contains("@ana, that the internal update due 2026-03-02 10:30 has not come");
    }

    @Test
    void what_is_awaited_follows_what_was_told_latest_and_ends_with_the_incident() {
        facts.declare("Checkout fails", Severity.SEV1, false);
        demand(Audience.INTERNAL, "2026-03-02T10:30:00Z");
        facts.at("2026-03-02T10:20:00Z");
        tell(Audience.INTERNAL, "2026-03-02T10:50:00Z", "standard/1");
        facts.entry(
                new EntryContent.Update("Found later", Audience.INTERNAL, null, null),
                null,
                null,
                Moment.exactly(Instant.parse("2026-03-02T10:05:00Z")));

        AwaitedUpdate awaited = history().state().updates().getFirst();
        assertThat(awaited.due()).isEqualTo("2026-03-02T10:50:00Z");
        assertThat(awaited.lastSent()).isEqualTo("2026-03-02T10:20:00Z");
        assertThat(awaited.overdue(Instant.parse("2026-03-02T10:50:00Z"))).isFalse();
        assertThat(awaited.overdue(Instant.parse("2026-03-02T10:50:01Z"))).isTrue();
        assertThat(awaited.overdueMinutes(Instant.parse("2026-03-02T10:50:59Z"))).isZero();
        assertThat(awaited.overdueMinutes(Instant.parse("2026-03-02T11:05:00Z"))).isEqualTo(15);

        facts.add(new IncidentResolved(facts.incident(), null, null, null, null, now()));
        assertThat(history().state().updates().getFirst().due()).isNull();
    }

    private void demand(Audience audience, String due) {
        facts.add(
                new UpdateDueChanged(
                        facts.incident(), audience, Instant.parse(due), "standard/1", null, now()));
    }

    private void takeOver(Audience audience, String due) {
        facts.add(
                new UpdateDueChanged(
                        facts.incident(),
                        audience,
                        Instant.parse(due),
                        "standard/1",
                        new OtherIncident(new IncidentId(new UUID(0, 1)), "INC-1"),
                        null,
                        now()));
    }

    private void tell(Audience audience, String next, String policy) {
        facts.entry(
                new EntryContent.Update(
                        "We know",
                        audience,
                        next == null ? null : Instant.parse(next),
                        null,
                        policy,
                        null,
                        null),
                null,
                null,
                now());
    }

    private Moment now() {
        return Moment.exactly(facts.now());
    }

    private IncidentHistory history() {
        return IncidentHistory.of(facts.all());
    }

    private String document() {
        return PostmortemRenderer.markdown(
                history(), new DocumentSettings(ZoneOffset.UTC, 200, null));
    }
}
