package io.incidentledger.command.triage;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Say that a milestone is unknown or not reached after all. */
public record ClearMilestone(
        IncidentId incidentId,
        Milestone milestone,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements TriageCommand {}
