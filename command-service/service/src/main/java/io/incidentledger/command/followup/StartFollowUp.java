package io.incidentledger.command.followup;

import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Begin the work. */
public record StartFollowUp(
        IncidentId incidentId,
        FollowUpId followUpId,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpCommand {}
