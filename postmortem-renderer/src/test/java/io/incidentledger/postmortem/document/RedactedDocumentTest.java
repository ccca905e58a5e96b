package io.incidentledger.postmortem.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Fact;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Redactions;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRetracted;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.postmortem.Facts;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Struck out means readable still; redacted means nowhere, at whatever position. */
class RedactedDocumentTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final Facts facts = new Facts("redacted", START);

    @Property(tries = 60)
    void no_document_of_any_position_holds_a_word_that_was_redacted_since(@ForAll long seed) {
        Random random = new Random(seed);
        Facts written = anyIncident(random);
        List<Fact> all = written.all();
        Redactions toDate = Redactions.of(all);
        Set<Long> hidden = hidden(all);

        for (int length = 1; length <= all.size(); length++) {
            IncidentHistory history = IncidentHistory.of(all.subList(0, length), toDate);
            String markdown = markdown(history);
            String html = PostmortemRenderer.html(history, settings(history));

            for (long position : hidden) {
                assertThat(markdown).doesNotContain(secret(position));
                assertThat(html).doesNotContain(secret(position));
                assertThat(history.toString()).doesNotContain(secret(position));
            }
            // The same to the byte, whoever folds it, and of facts that lost their words before.
            List<Fact> stored = all.stream().map(toDate::applied).toList();
            assertThat(markdown(IncidentHistory.of(stored.subList(0, length), toDate)))
                    .isEqualTo(markdown);
        }
        // What nobody redacted is there.
        assertThat(IncidentHistory.of(all).toString())
                .contains(
                        all.stream()
                                .filter(fact -> !(fact.event() instanceof WordsRedacted))
                                .map(Fact::position)
                                .filter(position -> !hidden.contains(position))
                                .map(RedactedDocumentTest::secret)
                                .toList());
        assertThat(IncidentHistory.of(all)).isEqualTo(IncidentHistory.of(all, toDate));
    }

    @Test
    void a_redaction_leaves_that_there_was_an_entry_and_who_hid_it_and_why() {
        facts.declare("It fails", Severity.SEV2, false);
        facts.note("The password is hunter2");
        redact("it held a password", 101);

        String markdown = markdown(IncidentHistory.of(facts.all()));

        assertThat(markdown)
                .doesNotContain("hunter2")
                .contains("*Note* (redacted) — @ana")
                .contains("Redacted by @ana on 2026-03-01 10:00 (it held a password).")
                .contains("The words of event 101 are redacted, by @ana")
                .contains("what was recorded has the SHA-256 `00ff`")
                .contains("with the redactions up to position 102");
    }

    @Test
    void a_redaction_whose_reason_was_redacted_says_so_too() {
        facts.declare("It fails", Severity.SEV2, false);
        facts.note("The password is hunter2");
        redact("it held hunter2", 101);
        redact("the reason repeated it", 102);

        String markdown = markdown(IncidentHistory.of(facts.all()));

        assertThat(markdown)
                .doesNotContain("hunter2")
                .contains("The words of event 101 are redacted")
                .contains("The words of event 102 are redacted, by @ana")
                .contains("(the reason repeated it)")
                .contains("with the redactions up to position 103");
    }

    @Test
    void what_is_struck_out_stays_readable_in_both_forms() {
        facts.declare("It fails", Severity.SEV2, false);
        EntryId entry = facts.note("The pool\n  is `dry`~~\nand **gone**.");
        EntryId update =
                facts.entry(
                        new EntryContent.Update("All is well", Audience.PUBLIC, null, null),
                        null,
                        null,
                        Moment.exactly(START));
        Metrics before = Metrics.of(IncidentHistory.of(facts.all()).state());
        retract(entry, "another cluster");
        retract(update, "it was not");

        IncidentHistory history = IncidentHistory.of(facts.all());
        String markdown = markdown(history);
        String html = PostmortemRenderer.html(history, settings(history));

        assertThat(markdown)
                .contains("~~The pool~~\\\n")
                .contains("~~is `dry`\\~\\~~~\\\n")
                .contains("~~and **gone**.~~ — @ana")
                .contains("Struck out by @ben on 2026-03-01 10:00 (another cluster).")
                .contains("| ~~All is well~~ |")
                .contains("2 entries struck out");
        assertThat(html)
                .contains("<del>The pool</del>")
                .contains("<del>is <code>dry</code>~~</del>")
                .contains("<del>and <strong>gone</strong>.</del>")
                .contains("<td><del>All is well</del></td>");
        assertThat(Metrics.of(history.state())).isEqualTo(before);
    }

    private void retract(EntryId entry, String reason) {
        facts.add(
                new TimelineEntryRetracted(
                        facts.incident(), entry, reason, null, Moment.exactly(START)),
                "@ben");
    }

    private void redact(String reason, long... positions) {
        redact(facts, reason, positions);
    }

    private static void redact(Facts facts, String reason, long... positions) {
        List<HiddenEvent> hidden = new ArrayList<>();
        for (long position : positions) {
            hidden.add(new HiddenEvent(position, "00ff"));
        }
        facts.add(new WordsRedacted(facts.incident(), null, hidden, reason, null, null));
    }

    /** Each event holds the secret of its position, wherever it has a place for words. */
    private static Facts anyIncident(Random random) {
        Facts facts = new Facts("any", START);
        facts.declare(secret(100), Severity.SEV3, false);
        List<EntryId> entries = new ArrayList<>();
        while (facts.all().size() < 14) {
            facts.later(Duration.ofMinutes(1));
            String words = secret(100 + facts.all().size());
            Moment now = Moment.exactly(facts.now());
            EntryId entry = entries.isEmpty() ? null : entries.get(random.nextInt(entries.size()));
            switch (random.nextInt(entry == null ? 4 : 7)) {
                case 0 -> entries.add(facts.note(words));
                case 1 ->
                        facts.add(
                                new IncidentDetailsChanged(
                                        facts.incident(),
                                        words,
                                        words,
                                        null,
                                        null,
                                        words,
                                        null,
                                        words,
                                        null,
                                        now));
                case 2 ->
                        facts.add(
                                new SeverityChanged(
                                        facts.incident(), null, Severity.SEV1, words, null, now));
                case 3 -> facts.add(new IncidentClosed(facts.incident(), words, null, now));
                case 4, 5 ->
                        facts.add(
                                new TimelineEntryCorrected(
                                        facts.incident(), entry, words, null, words, null, now));
                default -> {
                    List<Long> before = new ArrayList<>();
                    for (long position = 100; position < 100 + facts.all().size(); position++) {
                        before.add(position);
                    }
                    Collections.shuffle(before, random);
                    redact(
                            facts,
                            words,
                            before.subList(0, 1 + random.nextInt(2)).stream()
                                    .mapToLong(Long::longValue)
                                    .toArray());
                }
            }
        }
        return facts;
    }

    private static Set<Long> hidden(List<Fact> facts) {
        Set<Long> hidden = new TreeSet<>();
        for (Fact fact : facts) {
            if (fact.event() instanceof WordsRedacted redacted) {
                redacted.hidden().forEach(event -> hidden.add(event.position()));
            }
        }
        return hidden;
    }

    private static String secret(long position) {
        return "secret" + position + "x";
    }

    private static String markdown(IncidentHistory history) {
        return PostmortemRenderer.markdown(history, settings(history));
    }

    private static DocumentSettings settings(IncidentHistory history) {
        return new DocumentSettings(ZoneOffset.UTC, history.state().version(), null);
    }
}
