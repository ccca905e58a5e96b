package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A role passed from one to another.
 *
 * @param from who held it until now
 * @param to who holds it from now on
 * @param note what the next one has to know
 */
public record RoleHandedOver(
        IncidentId incidentId,
        Role role,
        Handle from,
        Handle to,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
