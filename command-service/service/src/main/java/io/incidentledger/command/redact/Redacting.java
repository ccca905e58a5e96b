package io.incidentledger.command.redact;

import static io.incidentledger.command.incident.Circumstances.reason;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Details;
import io.incidentledger.command.incident.Entry;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.Cancelled;
import io.incidentledger.command.incident.IncidentState.Declared;
import io.incidentledger.command.incident.IncidentState.Merged;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.WordsRedacted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decides what is hidden. A redaction is never taken back: the words can be written anew. */
public final class Redacting {
    private static final String AGAIN = "what took it away or replaced it was redacted";

    private Redacting() {}

    public static List<IncidentEvent> decide(
            IncidentState state, RedactCommand command, Circumstances circumstances) {
        return switch (command) {
            // A secret has to go whatever became of the incident.
            case RedactWords c -> redact(state.declared(), c, circumstances);
        };
    }

    private static List<IncidentEvent> redact(
            Declared state, RedactWords c, Circumstances circumstances) {
        Incident incident = state.incident();
        EntryId entryId = c.entryId();
        if (entryId != null) {
            requireWhole(incident.entries().get(entryId), c.events());
        }
        String reason = reason(c.reason(), "a redaction");
        var redactedAt = circumstances.occurred(incident, c.occurredAt());
        List<HiddenEvent> news =
                c.events().stream()
                        .filter(event -> !incident.hidden().contains(event.position()))
                        .toList();
        List<IncidentEvent> events = new ArrayList<>();
        if (!news.isEmpty()) {
            var redaction =
                    new WordsRedacted(c.incidentId(), entryId, news, reason, c.by(), redactedAt);
            events.add(redaction);
            events.addAll(takenAwayAgain(state, redaction));
        }
        return events;
    }

    /**
     * What was taken away, or replaced, by words that are hidden now would be there again: no
     * reader is told any more what they took. Its name stands where it was said, or it would not be
     * there.
     */
    private static List<IncidentEvent> takenAwayAgain(Declared state, WordsRedacted redaction) {
        if (state instanceof Cancelled || state instanceof Merged) {
            return List.of();
        }
        Details before = state.incident().details();
        Details after = Evolution.evolve(state, redaction).declared().incident().details();
        SortedMap<String, String> labels = new TreeMap<>(after.labels());
        labels.entrySet().removeAll(before.labels().entrySet());
        List<IncidentEvent> events = new ArrayList<>();
        if (!labels.isEmpty()) {
            events.add(
                    new LabelsChanged(
                            redaction.incidentId(),
                            Collections.emptySortedMap(),
                            List.copyOf(labels.keySet()),
                            AGAIN,
                            redaction.by(),
                            redaction.occurredAt()));
        }
        for (Cause cause : after.causes().minusAll(before.causes())) {
            events.add(
                    new CauseTakenAway(
                            redaction.incidentId(),
                            cause,
                            AGAIN,
                            redaction.by(),
                            redaction.occurredAt()));
        }
        return events;
    }

    /** The events of an entry were looked up before the decision: one may have come since. */
    private static void requireWhole(@Nullable Entry entry, List<HiddenEvent> events) {
        if (entry == null) {
            throw new Unknown("there is no such entry on the timeline of this incident");
        }
        if (entry.events() != events.size()) {
            throw new Conflict("somebody corrected the entry at the same time");
        }
    }
}
