package io.incidentledger.command.followup;

import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Say that what was done was checked and works. */
public record VerifyFollowUp(
        IncidentId incidentId,
        FollowUpId followUpId,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpCommand {}
