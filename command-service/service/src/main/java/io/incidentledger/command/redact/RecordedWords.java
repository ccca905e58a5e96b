package io.incidentledger.command.redact;

import io.incidentledger.command.dispatch.Decisions;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.events.EntryEvent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.UndecodableEventException;
import io.incidentledger.events.WithoutWords;
import io.incidentledger.eventstore.record.HashChain;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
     * What stands at these positions.
     *
     * @throws RefusedByRule when one is not of this incident, or holds no words
     */
    List<HiddenEvent> at(IncidentId incident, List<Long> positions) {
        Map<Long, RecordedEvent> events = new HashMap<>();
        directory
                .recorded(Decisions.tag(incident))
                .forEach(event -> events.put(event.position(), event));
        List<HiddenEvent> found = new ArrayList<>();
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
            found.add(hidden(event));
        }
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
