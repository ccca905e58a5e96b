package io.incidentledger.command.redact;

import static io.incidentledger.command.incident.Circumstances.reason;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Entry;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.WordsRedacted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what is hidden. A redaction is never taken back: the words can be written anew. */
public final class Redacting {
    private Redacting() {}

    public static List<IncidentEvent> decide(
            IncidentState state, RedactCommand command, Circumstances circumstances) {
        return switch (command) {
            // A secret has to go whatever became of the incident.
            case RedactWords c -> redact(state.declared().incident(), c, circumstances);
        };
    }

    private static List<IncidentEvent> redact(
            Incident incident, RedactWords c, Circumstances circumstances) {
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
        return news.isEmpty()
                ? List.of()
                : List.of(
                        new WordsRedacted(
                                c.incidentId(), entryId, news, reason, c.by(), redactedAt));
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
