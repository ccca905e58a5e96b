package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/** A person put an entry on the timeline. */
public record TimelineEntryRecorded(
        IncidentId incidentId,
        EntryId entryId,
        EntryContent content,
        @Nullable Marker marker,
        @Nullable Handle by,
        Moment occurredAt)
        implements IncidentEvent {}
