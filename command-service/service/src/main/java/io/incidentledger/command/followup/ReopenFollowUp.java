package io.incidentledger.command.followup;

import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Say that it is not done with after all. */
public record ReopenFollowUp(
        IncidentId incidentId,
        FollowUpId followUpId,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpCommand {}
