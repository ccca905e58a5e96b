package io.incidentledger.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people wrote in earlier events of this incident was taken from every reader. The payloads
 * stay in the log alone; whoever shows them leaves their words out from then on, at whatever
 * position they are asked for. {@code occurredAt} is when it was ordered.
 *
 * @param entryId the timeline entry that was ordered to be redacted, with its corrections; absent
 *     when the events were named by their positions
 * @param hidden the events whose words are hidden, in the order of the log, all before this one
 * @param reason why, without what is hidden
 */
public record WordsRedacted(
        IncidentId incidentId,
        @Nullable EntryId entryId,
        List<HiddenEvent> hidden,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {
    public WordsRedacted {
        hidden = List.copyOf(hidden);
    }
}
