package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/** A role passed from one to another. */
public record RoleHandedOver(
        IncidentId incidentId,
        Role role,
        Handle from,
        Handle to,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
