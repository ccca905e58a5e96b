package io.incidentledger.command.respond;

import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadId;
import org.jspecify.annotations.Nullable;

/**
 * Put an entry on the timeline; an update for the public also tells the public for the first time.
 */
public record RecordEntry(
        IncidentId incidentId,
        EntryId entryId,
        EntryContent content,
        @Nullable Marker marker,
        @Nullable ThreadId thread,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RespondCommand {

    /** The same in another thread, or in none. */
    public RecordEntry in(@Nullable ThreadId other) {
        return new RecordEntry(incidentId, entryId, content, marker, other, by, occurredAt);
    }

    /** The same at another time. */
    public RecordEntry at(Moment other) {
        return new RecordEntry(incidentId, entryId, content, marker, thread, by, other);
    }
}
