package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * There was no runbook for this incident.
 *
 * @param followUpId the follow-up, recorded together with this, to write one
 */
public record RunbookMissed(
        IncidentId incidentId,
        FollowUpId followUpId,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
