package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Another incident turned out to be part of this one. Recorded together with {@link IncidentMerged}
 * of the other one, which says why.
 *
 * @param other the incident that ended by it
 */
public record OtherMergedIn(
        IncidentId incidentId,
        OtherIncident other,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
