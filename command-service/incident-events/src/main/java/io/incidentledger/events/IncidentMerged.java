package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * The incident turned out to be part of another one, which goes on alone. Recorded together with
 * {@link OtherMergedIn} of the other one.
 *
 * @param into the incident that goes on
 * @param reason how anybody knows
 */
public record IncidentMerged(
        IncidentId incidentId,
        OtherIncident into,
        String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
