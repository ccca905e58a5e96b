package io.incidentledger.command.respond;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Role;
import org.jspecify.annotations.Nullable;

/** Give somebody a role. There is at most one lead. */
public record AssignRole(
        IncidentId incidentId,
        Role role,
        Handle holder,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RespondCommand {}
