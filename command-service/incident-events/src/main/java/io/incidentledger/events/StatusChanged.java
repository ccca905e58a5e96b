package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Work moved on, or went back with a reason, among triage, investigating, identified and
 * monitoring.
 *
 * @param from the status before
 * @param to the status from now on
 * @param reason why; given whenever work goes back
 */
public record StatusChanged(
        IncidentId incidentId,
        Status from,
        Status to,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
