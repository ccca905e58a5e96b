package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Somebody laid a role down.
 *
 * @param holder who held it
 * @param reason why
 */
public record RoleReleased(
        IncidentId incidentId,
        Role role,
        Handle holder,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
