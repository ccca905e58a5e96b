package io.incidentledger.command.redact;

import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Take what people wrote in recorded events from every reader.
 *
 * @param entryId the timeline entry whose words these are, or null when it is about others
 * @param events of this incident, in the order of the log; of an entry all that are recorded
 */
public record RedactWords(
        IncidentId incidentId,
        @Nullable EntryId entryId,
        List<HiddenEvent> events,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RedactCommand {
    public RedactWords {
        events = List.copyOf(events);
    }
}
