package io.incidentledger.command.followup;

import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Priority;
import org.jspecify.annotations.Nullable;

/** Change the priority; a date that the policy set follows it. */
public record ReprioritiseFollowUp(
        IncidentId incidentId,
        FollowUpId followUpId,
        Priority to,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpCommand {}
