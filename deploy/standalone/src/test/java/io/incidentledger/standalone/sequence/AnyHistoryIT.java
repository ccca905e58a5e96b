package io.incidentledger.standalone.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.events.Fact;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Redactions;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.postmortem.document.DocumentSettings;
import io.incidentledger.postmortem.document.PostmortemRenderer;
import io.incidentledger.postmortem.history.Correction;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.IncidentState;
import io.incidentledger.postmortem.history.TimelineItem;
import io.incidentledger.query.projection.States;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import tools.jackson.databind.json.JsonMapper;

/** What is told of any sequence of orders. A failure names its seed. */
@PropertyDefaults(tries = 20, edgeCases = EdgeCasesMode.NONE)
class AnyHistoryIT {

    @Property
    void folds_to_the_same_at_once_in_pieces_and_twice(
            @ForAll(supplier = Sequence.Any.class) Sequence sequence) {
        PaperLedger ledger = sequence.run();
        for (IncidentId id : ledger.incidents.keySet()) {
            List<Fact> facts = ledger.facts(id);

            IncidentHistory once = IncidentHistory.of(facts);

            List<Fact> twice = Stream.concat(facts.stream(), facts.stream()).toList();
            assertThat(IncidentHistory.of(twice)).isEqualTo(once);
            assertThat(IncidentHistory.of(readAgain(ledger, facts))).isEqualTo(once);
            List<Fact> amongOthers =
                    ledger.facts.subList((int) facts.getFirst().position(), ledger.facts.size());
            assertThat(IncidentHistory.of(amongOthers)).isEqualTo(once);
            assertThat(inPieces(facts)).isEqualTo(once.state());
            assertThatObject(decidedUpon(readAgain(ledger, facts))).isEqualTo(ledger.state(id));
        }
    }

    /** As a view keeps it from batch to batch. */
    private static IncidentState inPieces(List<Fact> facts) {
        Redactions redactions = Redactions.of(facts);
        IncidentState state = null;
        for (Fact fact : facts) {
            state = IncidentState.evolve(state, redactions.applied(fact));
            if (fact.position() % 5 == 0) {
                state = States.incident(JsonMapper.shared().writeValueAsString(state));
            }
        }
        return state;
    }

    @Property
    void loses_no_word_and_no_time_that_was_recorded(
            @ForAll(supplier = Sequence.Any.class) Sequence sequence) {
        PaperLedger ledger = sequence.run();
        for (IncidentId id : ledger.incidents.keySet()) {
            List<Fact> facts = ledger.facts(id);
            Redactions redactions = Redactions.of(facts);
            IncidentHistory history = IncidentHistory.of(facts);
            Set<String> told = words(history);
            for (Fact fact : facts) {
                if (redactions.at(fact.position()) == null) {
                    assertThat(told).as("%s", fact).containsAll(words(fact));
                }
            }
            for (TimelineItem item : history.timeline()) {
                if (item.event() instanceof TimelineEntryRecorded entry) {
                    keepsAllVersions(item, entry, facts, redactions);
                }
            }
        }
    }

    private static void keepsAllVersions(
            TimelineItem item,
            TimelineEntryRecorded entry,
            List<Fact> facts,
            Redactions redactions) {
        Set<String> texts = new HashSet<>(List.of(entry.content().text(), item.text()));
        Set<Moment> times = new HashSet<>(List.of(entry.occurredAt(), item.occurredAt()));
        for (Correction correction : item.corrections()) {
            texts.add(correction.formerText());
            times.add(correction.formerOccurredAt());
        }
        for (Fact fact : facts) {
            switch (redactions.applied(fact).event()) {
                case TimelineEntryRecorded it when it.entryId().equals(entry.entryId()) -> {
                    assertThat(texts).contains(it.content().text());
                    assertThat(times).contains(it.occurredAt());
                }
                case TimelineEntryCorrected it when it.entryId().equals(entry.entryId()) -> {
                    assertThat(it.newText()).isIn(with(texts, null));
                    assertThat(it.newOccurredAt()).isIn(with(times, null));
                }
                default -> {}
            }
        }
    }

    private static <T> Set<T> with(Set<T> values, T value) {
        Set<T> more = new HashSet<>(values);
        more.add(value);
        return more;
    }

    @Property
    void says_nowhere_what_was_redacted(@ForAll(supplier = Sequence.Any.class) Sequence sequence) {
        PaperLedger ledger = sequence.run();
        for (IncidentId id : ledger.incidents.keySet()) {
            List<Fact> facts = ledger.facts(id);
            Redactions redactions = Redactions.of(facts);
            Set<String> hidden = new HashSet<>();
            facts.stream()
                    .filter(fact -> redactions.at(fact.position()) != null)
                    .forEach(fact -> hidden.addAll(words(fact)));
            // Whoever writes them anew, or wrote them elsewhere, has to be redacted, too.
            facts.stream()
                    .filter(fact -> redactions.at(fact.position()) == null)
                    .forEach(fact -> hidden.removeAll(words(fact)));
            if (hidden.isEmpty()) {
                continue;
            }
            for (int known = 1; known <= facts.size(); known += 7) {
                assertThat(words(IncidentHistory.of(facts.subList(0, known), redactions)))
                        .doesNotContainAnyElementsOf(hidden);
            }
            IncidentHistory history = IncidentHistory.of(facts);
            assertThat(words(history)).doesNotContainAnyElementsOf(hidden);
            assertThat(words(PostmortemRenderer.html(history, settings(facts))))
                    .doesNotContainAnyElementsOf(hidden);
            assertThat(words(ledger.state(id))).doesNotContainAnyElementsOf(hidden);
            assertThat(history.redactions()).isNotEmpty();
        }
    }

    @Property
    void is_as_of_any_position_what_was_told_then(
            @ForAll(supplier = Sequence.Any.class) Sequence sequence) {
        Map<IncidentId, TreeMap<Long, IncidentHistory>> then = new HashMap<>();
        PaperLedger ledger =
                sequence.run(
                        (so, outcome) -> {
                            for (IncidentId id : outcome.incidents()) {
                                then.computeIfAbsent(id, key -> new TreeMap<>())
                                        .put(
                                                so.facts.size() - 1L,
                                                IncidentHistory.of(so.facts(id)));
                            }
                        });
        then.forEach(
                (id, histories) -> {
                    List<Fact> facts = ledger.facts(id);
                    Redactions toDate = Redactions.of(facts);
                    assertThat(histories.lastEntry().getValue())
                            .isEqualTo(asOf(ledger.facts.size() - 1L, facts, toDate))
                            .isEqualTo(IncidentHistory.of(facts));
                    histories.forEach(
                            (position, told) -> {
                                IncidentHistory asOf = asOf(position, facts, toDate);
                                if (redactedAfter(position, facts)) {
                                    assertThat(withoutWords(asOf)).isEqualTo(withoutWords(told));
                                } else {
                                    assertThat(asOf).isEqualTo(told);
                                }
                            });
                });
    }

    private static IncidentHistory asOf(long position, List<Fact> facts, Redactions toDate) {
        return IncidentHistory.of(
                facts.stream().filter(fact -> fact.position() <= position).toList(), toDate);
    }

    private static boolean redactedAfter(long position, List<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.position() > position)
                .map(Fact::event)
                .filter(WordsRedacted.class::isInstance)
                .flatMap(event -> ((WordsRedacted) event).hidden().stream())
                .mapToLong(HiddenEvent::position)
                .anyMatch(hidden -> hidden <= position);
    }

    /** What a redaction leaves: all but words. */
    private static List<Object> withoutWords(IncidentHistory history) {
        List<Object> left = new ArrayList<>();
        left.add(history.state().measured());
        left.add(history.state().severity());
        left.add(history.state().drill());
        left.add(history.state().updates());
        left.add(history.statuses());
        left.add(history.severities());
        left.add(history.roles());
        history.threads().forEach(it -> left.add(List.of(it.id(), it.state())));
        history.followUps()
                .forEach(it -> left.add(List.of(it.id(), it.state(), it.priority(), it.moves())));
        history.timeline()
                .forEach(
                        it ->
                                left.add(
                                        Stream.of(
                                                        it.key(),
                                                        it.kind(),
                                                        it.occurredAt(),
                                                        it.late(),
                                                        it.by(),
                                                        it.hypothesis(),
                                                        it.pinned(),
                                                        it.marker())
                                                .map(String::valueOf)
                                                .toList()));
        return left;
    }

    @Property
    void becomes_a_document_and_always_the_same(
            @ForAll(supplier = Sequence.Any.class) Sequence sequence) {
        PaperLedger ledger = sequence.run();
        for (IncidentId id : ledger.incidents.keySet()) {
            List<Fact> facts = ledger.facts(id);

            String document = PostmortemRenderer.html(IncidentHistory.of(facts), settings(facts));

            assertThat(document)
                    .contains(String.valueOf(facts.getFirst().number()))
                    .isEqualTo(
                            PostmortemRenderer.html(
                                    IncidentHistory.of(readAgain(ledger, facts)), settings(facts)));
        }
    }

    private static DocumentSettings settings(List<Fact> facts) {
        return new DocumentSettings(ZoneId.of("Europe/Lisbon"), facts.getLast().position(), null);
    }

    private static List<Fact> readAgain(PaperLedger ledger, List<Fact> facts) {
        return facts.stream().map(ledger::readAgain).toList();
    }

    /** As the next order finds it. */
    private static Object decidedUpon(List<Fact> facts) {
        io.incidentledger.command.incident.IncidentState state = new NotDeclared();
        for (Fact fact : facts) {
            state = Evolution.evolve(state, (IncidentEvent) fact.event(), fact.position());
        }
        return state;
    }

    private static Set<String> words(Object of) {
        return Chance.WORD
                .matcher(of.toString())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }
}
