package io.incidentledger.command.followup;

import io.incidentledger.events.Evidence;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Say that it is done, with proof. */
public record CompleteFollowUp(
        IncidentId incidentId,
        FollowUpId followUpId,
        @Nullable Evidence evidence,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpCommand {}
