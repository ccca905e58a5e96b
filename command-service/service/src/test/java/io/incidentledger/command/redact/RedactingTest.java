package io.incidentledger.command.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.DecisionTest;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.DueDatePolicy;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.command.incident.UpdateCadence;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.respond.CorrectEntry;
import io.incidentledger.command.respond.RetractEntry;
import io.incidentledger.command.triage.ChangeDetails;
import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.Severity;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.TimelineEntryRetracted;
import io.incidentledger.events.WordsRedacted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RedactingTest extends DecisionTest {
    private static final EntryId ENTRY = EntryId.of("01970000-0000-7000-8000-000000000002");
    private static final Cause CAPACITY = new Cause("capacity");
    private static final String AGAIN = "what took it away or replaced it was redacted";

    @Test
    void an_entry_is_struck_out_with_a_reason_whatever_became_of_the_incident() {
        given(declared(), recorded()).when(retract("another cluster")).leadsTo(retracted());
        given(declared(), recorded(), cancelled())
                .when(retract("another cluster"))
                .leadsTo(retracted());
        given(declared(), recorded()).when(retract(" ")).isRefusedBy(Rule.REASON_NEEDED);
        given(declared()).when(retract("x")).isRefusedAs(Unknown.class);
        given().when(retract("x")).isRefusedAs(Unknown.class);
    }

    @Test
    void what_is_struck_out_is_not_struck_out_again() {
        given(declared(), recorded(), retracted()).when(retract("once more")).changesNothing();
        given(declared(), recorded(), retracted())
                .when(new CorrectEntry(INCIDENT, ENTRY, "New", null, "why", null, null))
                .leadsTo(corrected("New"));
    }

    @Test
    void the_words_of_an_entry_are_hidden_with_its_corrections_whatever_became_of_the_incident() {
        given(declared(), recorded(), corrected("New"), cancelled())
                .when(redact(ENTRY, "a password", 1, 2))
                .leadsTo(redacted(ENTRY, 1, 2));
    }

    @Test
    void a_redaction_needs_its_entry_and_a_reason() {
        given(declared()).when(redact(ENTRY, "a password")).isRefusedAs(Unknown.class);
        given().when(redact(null, "a password", 0)).isRefusedAs(Unknown.class);
        given(declared(), recorded()).when(redact(ENTRY, null, 1)).isRefusedBy(Rule.REASON_NEEDED);
    }

    @Test
    void a_correction_that_came_in_between_is_not_left_readable() {
        given(declared(), recorded(), corrected("New"))
                .when(redact(ENTRY, "a password", 1))
                .isRefusedAs(Conflict.class);
        given(declared(), recorded(), retracted())
                .when(redact(ENTRY, "a password", 1))
                .isRefusedAs(Conflict.class);
    }

    @Test
    void what_is_hidden_is_not_hidden_again() {
        given(declared(), recorded(), redacted(ENTRY, 1))
                .when(redact(ENTRY, "a password", 1))
                .changesNothing();
        given(declared(), recorded(), redacted(ENTRY, 1))
                .when(redact(null, "a password", 0, 1))
                .leadsTo(redacted(null, 0));
        given(declared(), recorded(), redacted(ENTRY, 1), corrected("New"))
                .when(redact(ENTRY, "a password", 1, 3))
                .leadsTo(redacted(ENTRY, 3));
    }

    @Test
    void nobody_finds_out_what_is_hidden_by_saying_it_again() {
        given(declared(), recorded(), redacted(ENTRY, 1))
                .when(new CorrectEntry(INCIDENT, ENTRY, "Old", null, "why", null, null))
                .leadsTo(corrected("Old"));
        given(declared(), redacted(null, 0))
                .when(
                        new ChangeDetails(
                                INCIDENT,
                                "Checkout fails",
                                null,
                                List.of("checkout"),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null))
                .leadsTo(
                        new IncidentDetailsChanged(
                                INCIDENT,
                                "Checkout fails",
                                null,
                                List.of("checkout"),
                                null,
                                null,
                                null,
                                null,
                                null,
                                JUST_NOW));
    }

    @Test
    void only_what_is_redacted_is_forgotten() {
        List<IncidentEvent> log =
                List.of(
                        declared(),
                        recorded(),
                        new LabelsChanged(
                                INCIDENT,
                                new TreeMap<>(Map.of("region", "eu")),
                                List.of(),
                                null,
                                null,
                                JUST_NOW),
                        new IncidentDetailsChanged(
                                INCIDENT,
                                "Checkout fails for Eve",
                                "It began at noon",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                JUST_NOW),
                        new IncidentClosed(INCIDENT, "hunter2", null, JUST_NOW));

        Incident whole = folded(log, redacted(null, 4));
        Incident later = folded(log, redacted(null, 3));
        Incident first = folded(log, redacted(null, 0, 1));

        assertThat(whole.details()).isEqualTo(folded(log).details());
        assertThat(whole.details().labels()).isEqualTo(Map.of("region", "eu"));
        assertThat(whole.entries().get(ENTRY).text()).isEqualTo("Old");
        assertThat(later.details().title()).isEqualTo("(redacted)");
        assertThat(later.details().summary()).isEqualTo("(redacted)");
        assertThat(later.details().services()).containsExactly("checkout");
        assertThat(first.details().title()).isEqualTo("Checkout fails for Eve");
        assertThat(first.details().services()).isEmpty();
        assertThat(first.details().severity()).isEqualTo(Severity.SEV2);
        assertThat(first.entries().get(ENTRY).text()).isEqualTo("(redacted)");
    }

    @Test
    void what_was_taken_away_in_words_that_are_hidden_does_not_come_back() {
        var region = labels(Map.of("region", "eu", "tier", "gold"), List.of());
        var named = new CauseNamed(INCIDENT, CAPACITY, null, null, JUST_NOW);
        List<IncidentEvent> log =
                List.of(
                        declared(),
                        region,
                        named,
                        labels(Map.of("tier", "hunter2"), List.of("region")),
                        new CauseTakenAway(INCIDENT, CAPACITY, "hunter2", null, JUST_NOW));

        assertThat(decided(log, 3))
                .containsExactly(redacted(null, 3), again(List.of("region", "tier")));
        assertThat(decided(log, 4))
                .containsExactly(
                        redacted(null, 4),
                        new CauseTakenAway(INCIDENT, CAPACITY, AGAIN, null, JUST_NOW));
        // Where nobody says any more that it was there, nobody needs to say that it is not.
        assertThat(decided(log, 1, 2, 3, 4)).containsExactly(redacted(null, 1, 2, 3, 4));
        assertThat(decided(log, 0)).containsExactly(redacted(null, 0));
    }

    @Test
    void what_was_there_again_already_and_what_is_no_incident_any_more_gets_no_word_beside() {
        var set = labels(Map.of("region", "eu"), List.of());
        var removed = labels(Map.of(), List.of("region"));

        assertThat(decided(List.of(declared(), set, removed, set), 2))
                .containsExactly(redacted(null, 2));
        assertThat(decided(List.of(declared(), set, removed, cancelled()), 2))
                .containsExactly(redacted(null, 2));
    }

    private static List<IncidentEvent> decided(List<IncidentEvent> log, long... positions) {
        return Redacting.decide(
                state(log),
                redact(null, "a password", positions),
                new Circumstances(
                        NOW, Duration.ofMinutes(2), DueDatePolicy.STANDARD, UpdateCadence.NONE));
    }

    private static LabelsChanged labels(Map<String, String> set, List<String> removed) {
        return new LabelsChanged(INCIDENT, new TreeMap<>(set), removed, "hunter2", null, JUST_NOW);
    }

    private static LabelsChanged again(List<String> removed) {
        return new LabelsChanged(INCIDENT, new TreeMap<>(), removed, AGAIN, null, JUST_NOW);
    }

    /** As the log has it: the redactions come last. */
    private static Incident folded(List<IncidentEvent> log, WordsRedacted... redactions) {
        return state(Stream.concat(log.stream(), Stream.of(redactions)).toList())
                .declared()
                .incident();
    }

    private static IncidentState state(List<IncidentEvent> log) {
        IncidentState state = new NotDeclared();
        long position = 0;
        for (IncidentEvent event : log) {
            state = Evolution.evolve(state, event, position++);
        }
        return state;
    }

    private static TimelineEntryRecorded recorded() {
        return new TimelineEntryRecorded(
                INCIDENT, ENTRY, new EntryContent.Note("Old"), null, null, JUST_NOW);
    }

    private static TimelineEntryCorrected corrected(String text) {
        return new TimelineEntryCorrected(INCIDENT, ENTRY, text, null, "why", null, JUST_NOW);
    }

    private static RetractEntry retract(String reason) {
        return new RetractEntry(INCIDENT, ENTRY, reason, null, null);
    }

    private static TimelineEntryRetracted retracted() {
        return new TimelineEntryRetracted(INCIDENT, ENTRY, "another cluster", null, JUST_NOW);
    }

    private static RedactWords redact(EntryId entry, String reason, long... positions) {
        return new RedactWords(INCIDENT, entry, hidden(positions), reason, null, null);
    }
}
