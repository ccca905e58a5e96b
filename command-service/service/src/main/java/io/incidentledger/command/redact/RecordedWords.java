package io.incidentledger.command.redact;

import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryEvent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.ImpactChanged;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.RunbookMissed;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.UndecodableEventException;
import io.incidentledger.events.WithoutWords;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.eventstore.record.HashChain;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds in the log which recorded events hold the words that are to go. Thread-safe. */
final class RecordedWords {
    private final Directory directory;
    private final EventCodec codec;

    RecordedWords(Directory directory, EventCodec codec) {
        this.directory = directory;
        this.codec = codec;
    }

    /** All that was recorded of an entry; empty when there is no such entry. */
    List<HiddenEvent> of(IncidentId incident, EntryId entry) {
        return directory.recorded(Decisions.tag(incident)).stream()
                .filter(event -> decoded(event).filter(it -> entry.equals(entry(it))).isPresent())
                .map(RecordedWords::hidden)
                .toList();
    }

    /**
     * What stands at these positions, and what was made of it later, in the order of the log.
     *
     * @throws RefusedByRule when one is not of this incident, or holds no words
     */
    List<HiddenEvent> at(IncidentId incident, List<Long> positions) {
        SortedMap<Long, RecordedEvent> events = new TreeMap<>();
        directory
                .recorded(Decisions.tag(incident))
                .forEach(event -> events.put(event.position(), event));
        SortedMap<Long, RecordedEvent> found = new TreeMap<>();
        for (long position : positions) {
            RecordedEvent event = events.get(position);
            if (event == null) {
                throw nothing("event " + position + " is not of this incident");
            }
            if (event.erased()) {
                throw nothing("event " + position + " has lost its payload already");
            }
            // Nobody knows what stands in a payload that cannot be read.
            if (decoded(event).filter(it -> it.equals(WithoutWords.of(it))).isPresent()) {
                throw nothing("event " + position + " holds nothing that anybody put into words");
            }
            found.put(position, event);
            decoded(event)
                    .ifPresent(
                            source -> found.putAll(madeOf(source, events.tailMap(position + 1))));
        }
        found.putAll(takingAway(events, found));
        return found.values().stream().map(RecordedWords::hidden).toList();
    }

    /**
     * What repeats the words of an event: updates in the words of a template, with what was said of
     * them, the follow-up for a missed runbook, and the reason of a reopening once more.
     */
    private Map<Long, RecordedEvent> madeOf(
            LedgerEvent source, SortedMap<Long, RecordedEvent> later) {
        return switch (source) {
            case IncidentDeclared it -> madeOfDetails(later);
            case IncidentDetailsChanged it -> madeOfDetails(later);
            case ImpactChanged it -> madeOfDetails(later);
            case IncidentReopened it ->
                    matching(
                            later,
                            event ->
                                    event instanceof MilestoneCleared cleared
                                            && cleared.reason().equals(it.reason()));
            case LedgerEvent other -> Map.of();
        };
    }

    private Map<Long, RecordedEvent> madeOfDetails(SortedMap<Long, RecordedEvent> later) {
        Set<Record> made = new HashSet<>();
        for (RecordedEvent event : later.values()) {
            switch (decoded(event).orElse(null)) {
                case TimelineEntryRecorded it when fromTemplate(it) -> made.add(it.entryId());
                case RunbookMissed it -> made.add(it.followUpId());
                case null -> {}
                case LedgerEvent other -> {}
            }
        }
        return matching(
                later,
                event ->
                        event instanceof FollowUpAdded added && made.contains(added.followUpId())
                                || entry(event) instanceof EntryId id && made.contains(id));
    }

    /**
     * Where labels and causes were taken away that nothing says any more were there once these
     * events are hidden. While another event says it, the name is read there anyway, and without
     * what took it away it would be back.
     */
    private Map<Long, RecordedEvent> takingAway(
            SortedMap<Long, RecordedEvent> events, SortedMap<Long, RecordedEvent> going) {
        Set<Object> names = new HashSet<>();
        for (RecordedEvent event : going.values()) {
            decoded(event).ifPresent(it -> names.addAll(named(it)));
        }
        if (names.isEmpty()) {
            return Map.of();
        }
        Set<Long> hidden = new HashSet<>(going.keySet());
        for (RecordedEvent event : events.values()) {
            if (decoded(event).orElse(null) instanceof WordsRedacted redaction) {
                redaction.hidden().forEach(it -> hidden.add(it.position()));
            }
        }
        events.forEach(
                (position, event) -> {
                    if (!hidden.contains(position)) {
                        decoded(event).ifPresent(it -> names.removeAll(named(it)));
                    }
                });
        return matching(
                events,
                event ->
                        switch (event) {
                            case LabelsChanged it -> !Collections.disjoint(it.removed(), names);
                            case CauseTakenAway it ->
                                    it.cause() != null && names.contains(it.cause());
                            case LedgerEvent other -> false;
                        });
    }

    /** The labels and causes that an event says are there. */
    private static Set<?> named(LedgerEvent event) {
        return switch (event) {
            case IncidentDeclared it -> it.labels().keySet();
            case LabelsChanged it -> it.set().keySet();
            case CauseNamed it -> it.cause() == null ? Set.of() : Set.of(it.cause());
            case LedgerEvent other -> Set.of();
        };
    }

    private static boolean fromTemplate(TimelineEntryRecorded entry) {
        return entry.content() instanceof EntryContent.Update update && update.template() != null;
    }

    private Map<Long, RecordedEvent> matching(
            SortedMap<Long, RecordedEvent> events, Predicate<LedgerEvent> made) {
        Map<Long, RecordedEvent> found = new HashMap<>();
        events.forEach(
                (position, event) -> {
                    if (!event.erased() && decoded(event).filter(made).isPresent()) {
                        found.put(position, event);
                    }
                });
        return found;
    }

    /** The hashes of the files that these events name. */
    Set<String> files(IncidentId incident, List<HiddenEvent> hidden) {
        Set<Long> positions =
                hidden.stream().map(HiddenEvent::position).collect(Collectors.toSet());
        return directory.recorded(Decisions.tag(incident)).stream()
                .filter(event -> positions.contains(event.position()))
                .flatMap(event -> Stream.ofNullable(event.tag("evidence")))
                .collect(Collectors.toSet());
    }

    private static RefusedByRule nothing(String detail) {
        return new RefusedByRule(Rule.NOTHING_TO_REDACT, detail, "/positions");
    }

    private Optional<LedgerEvent> decoded(RecordedEvent event) {
        try {
            return Optional.of(codec.decode(event.type(), event.version(), event.payload()));
        } catch (UndecodableEventException damaged) {
            return Optional.empty();
        }
    }

    private static @Nullable EntryId entry(LedgerEvent event) {
        return switch (event) {
            // It holds no words.
            case TimelineEntryFlagged it -> null;
            case EntryEvent it -> it.entryId();
            case LedgerEvent other -> null;
        };
    }

    private static HiddenEvent hidden(RecordedEvent event) {
        return new HiddenEvent(event.position(), HashChain.sha256(event.payload()));
    }
}
