package io.incidentledger.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HypothesisJudged;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import io.incidentledger.events.ThreadAssigned;
import io.incidentledger.events.ThreadClosed;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.ThreadOpened;
import io.incidentledger.events.ThreadReopened;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.postmortem.document.DocumentSettings;
import io.incidentledger.postmortem.document.PostmortemRenderer;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.Investigation;
import io.incidentledger.postmortem.history.Outcome;
import io.incidentledger.postmortem.history.TimelineItem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Threads, what became of hypotheses, pins and markers: in the history and in the document. */
class InvestigatedIncidentTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Handle ANA = new Handle("@ana");
    private static final Handle BEN = new Handle("@ben");
    private static final ThreadId THREAD = new ThreadId(new UUID(7, 7));

    private final Facts facts = new Facts("investigated", START);

    @Test
    void a_thread_stands_as_its_last_events_say() {
        facts.declare("It fails", Severity.SEV2, false);
        facts.add(opened());
        facts.add(new ThreadAssigned(facts.incident(), THREAD, BEN, null, now()));
        facts.at("2026-03-01T10:10:00Z");
        facts.add(new ThreadClosed(facts.incident(), THREAD, "It leaks", null, now()));
        Investigation closed = history().threads().getFirst();
        facts.add(new ThreadReopened(facts.incident(), THREAD, "still", null, now()));
        Investigation reopened = history().threads().getFirst();

        assertThat(closed)
                .isEqualTo(
                        new Investigation(
                                THREAD,
                                "The | pool",
                                BEN,
                                Investigation.State.CLOSED,
                                "It leaks",
                                Moment.exactly(START),
                                now()));
        assertThat(reopened.state()).isEqualTo(Investigation.State.OPEN);
        assertThat(reopened.conclusion()).isNull();
        assertThat(reopened.closedAt()).isNull();
    }

    @Test
    void what_was_never_opened_is_no_thread() {
        facts.declare("It fails", Severity.SEV2, false);
        facts.add(new ThreadClosed(facts.incident(), THREAD, "It leaks", null, now()));

        assertThat(history().threads()).isEmpty();
        assertThat(markdown()).contains("one closed: It leaks");
    }

    @Test
    void a_hypothesis_shows_what_became_of_it_and_how_that_came_about() {
        facts.declare("It fails", Severity.SEV2, false);
        EntryId guess = hypothesis(null);
        facts.at("2026-03-01T10:05:00Z");
        judge(guess, HypothesisState.CONFIRMED, "the *graph*", BEN);
        judge(guess, HypothesisState.OPEN, null, null);

        TimelineItem item = item(guess);

        assertThat(item.hypothesis()).isEqualTo(HypothesisState.OPEN);
        assertThat(item.outcomes())
                .containsExactly(
                        new Outcome(
                                102,
                                facts.now(),
                                now(),
                                BEN,
                                HypothesisState.CONFIRMED,
                                "the *graph*"),
                        new Outcome(103, facts.now(), now(), ANA, HypothesisState.OPEN, null));
        assertThat(markdown())
                .contains("*Hypothesis, open* It leaks")
                .contains("  - Confirmed by @ben on 2026-03-01 10:05: the *graph*\n")
                .contains("  - Open again by @ana on 2026-03-01 10:05.\n");
    }

    @Test
    void what_is_no_hypothesis_has_no_outcome() {
        facts.declare("It fails", Severity.SEV2, false);
        EntryId note = facts.note("Restarted");
        judge(note, HypothesisState.CONFIRMED, "x", null);

        assertThat(item(note).hypothesis()).isNull();
        assertThat(item(note).outcomes()).isEmpty();
    }

    @Test
    void a_pin_and_a_marker_stand_as_they_were_said_last_and_the_document_is_seeded_by_them() {
        facts.declare("It fails", Severity.SEV2, false);
        EntryId note = facts.note("Restarted the pods");
        facts.add(flagged(note, true, Marker.REPAIR));

        assertThat(item(note).pinned()).isTrue();
        assertThat(item(note).marker()).isEqualTo(Marker.REPAIR);
        assertThat(markdown())
                .contains("*Note, repair, pinned* Restarted the pods")
                .contains("- **Repair, pinned:** 2026-03-01 10:00 — Restarted the pods");

        facts.add(flagged(note, false, null));

        assertThat(item(note).pinned()).isFalse();
        assertThat(markdown()).contains("*Note* Restarted").doesNotContain("**Repair");
    }

    @Test
    void the_document_lists_the_threads_and_says_of_an_entry_to_which_it_belongs() {
        facts.declare("It fails", Severity.SEV2, false);
        facts.add(opened());
        hypothesis(THREAD);
        facts.add(new ThreadClosed(facts.incident(), THREAD, "It | leaks", null, now()));

        assertThat(markdown())
                .contains("| Thread | Owner | State | Conclusion |")
                .contains("| The \\| pool | @ana | closed | It \\| leaks |")
                .contains("  - Thread: The \\| pool\n")
                .contains("*Thread* opened: The \\| pool")
                .contains("*Thread* The \\| pool closed: It \\| leaks");
    }

    private ThreadOpened opened() {
        return new ThreadOpened(facts.incident(), THREAD, "The | pool", ANA, null, now());
    }

    private EntryId hypothesis(ThreadId thread) {
        EntryId id = new EntryId(new UUID(7, 8));
        facts.add(
                new TimelineEntryRecorded(
                        facts.incident(),
                        id,
                        new EntryContent.Hypothesis("It leaks", HypothesisState.OPEN),
                        null,
                        thread,
                        null,
                        now()));
        return id;
    }

    private void judge(EntryId entry, HypothesisState state, String text, Handle by) {
        facts.add(new HypothesisJudged(facts.incident(), entry, state, text, by, now()));
    }

    private TimelineEntryFlagged flagged(EntryId entry, boolean pinned, Marker marker) {
        return new TimelineEntryFlagged(facts.incident(), entry, pinned, marker, null, now());
    }

    private TimelineItem item(EntryId entry) {
        return history().timeline().stream()
                .filter(item -> item.key().equals(entry.toString()))
                .findFirst()
                .orElseThrow();
    }

    private IncidentHistory history() {
        return IncidentHistory.of(List.copyOf(facts.all()));
    }

    private String markdown() {
        return PostmortemRenderer.markdown(
                history(), new DocumentSettings(ZoneOffset.UTC, history().state().version(), null));
    }

    private Moment now() {
        return Moment.exactly(facts.now());
    }
}
