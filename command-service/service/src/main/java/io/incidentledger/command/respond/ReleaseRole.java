package io.incidentledger.command.respond;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Role;
import org.jspecify.annotations.Nullable;

/** Lay a role down. */
public record ReleaseRole(
        IncidentId incidentId,
        Role role,
        Handle holder,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RespondCommand {}
