package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Somebody took a role.
 *
 * @param holder who took it
 */
public record RoleAssigned(
        IncidentId incidentId,
        Role role,
        Handle holder,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
