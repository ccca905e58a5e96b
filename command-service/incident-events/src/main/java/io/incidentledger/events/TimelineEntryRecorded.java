package io.incidentledger.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person put an entry on the timeline.
 *
 * @param entryId the name of this entry, a UUIDv7
 * @param content what was put there, by kind
 * @param thread the line of investigation that it belongs to
 * @param occurredAt when what the entry tells of happened
 */
public record TimelineEntryRecorded(
        IncidentId incidentId,
        EntryId entryId,
        EntryContent content,
        @Nullable Marker marker,
        @Nullable ThreadId thread,
        @Nullable Handle by,
        Moment occurredAt)
        implements EntryEvent {

    /**
     * With {@code evidence}, the hash of a file that it names, or {@code change}, the recorded
     * change that it shows: by them the entries are found.
     */
    @Override
    public Map<String, String> tags() {
        String incident = incidentId.toString();
        if (content instanceof EntryContent.EvidenceItem evidence && evidence.file() != null) {
            return Map.of("incident", incident, "evidence", evidence.file().sha256());
        }
        return content instanceof EntryContent.Change change && change.changeId() != null
                ? Map.of("incident", incident, "change", change.changeId().toString())
                : Map.of("incident", incident);
    }

    /** An entry that belongs to no thread. */
    public TimelineEntryRecorded(
            IncidentId incidentId,
            EntryId entryId,
            EntryContent content,
            @Nullable Marker marker,
            @Nullable Handle by,
            Moment occurredAt) {
        this(incidentId, entryId, content, marker, null, by, occurredAt);
    }
}
