package io.incidentledger.command.followup;

import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Give a follow-up an owner, or none. */
public record AssignFollowUp(
        IncidentId incidentId,
        FollowUpId followUpId,
        @Nullable Handle owner,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpCommand {}
