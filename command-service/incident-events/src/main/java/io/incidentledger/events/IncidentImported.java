package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The incident was entered as a whole, from elsewhere; what was recorded together with this event
 * is what was known there.
 *
 * @param source absent once it is redacted
 */
public record IncidentImported(
        IncidentId incidentId,
        @Nullable Source source,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
