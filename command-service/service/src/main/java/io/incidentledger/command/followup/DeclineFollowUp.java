package io.incidentledger.command.followup;

import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Say that it will not be done: the risk is accepted. */
public record DeclineFollowUp(
        IncidentId incidentId,
        FollowUpId followUpId,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpCommand {}
