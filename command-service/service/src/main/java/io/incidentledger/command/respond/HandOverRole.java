package io.incidentledger.command.respond;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Role;
import org.jspecify.annotations.Nullable;

/** Pass a role from one to another. */
public record HandOverRole(
        IncidentId incidentId,
        Role role,
        Handle from,
        Handle to,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RespondCommand {}
