package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A record of elsewhere says how long something took, whatever its times say: a published log, a
 * report, a vendor. It stands beside the milestones, and replaces what was stated for the same two
 * before.
 *
 * @param from the milestone from which the record counts
 * @param to the milestone up to which it counts
 * @param seconds how long it says it took; below zero where it says so
 * @param note which record, and what it says of how it was counted
 * @param occurredAt when the record said so
 */
public record DurationStated(
        IncidentId incidentId,
        Milestone from,
        Milestone to,
        long seconds,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
