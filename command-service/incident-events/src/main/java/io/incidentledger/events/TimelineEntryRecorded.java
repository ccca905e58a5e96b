package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A person put an entry on the timeline.
 *
 * @param entryId the name of this entry, a UUIDv7
 * @param content what was put there, by kind
 * @param occurredAt when what the entry tells of happened
 */
public record TimelineEntryRecorded(
        IncidentId incidentId,
        EntryId entryId,
        EntryContent content,
        @Nullable Marker marker,
        @Nullable Handle by,
        Moment occurredAt)
        implements IncidentEvent {}
