package io.incidentledger.command.triage;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Status;
import org.jspecify.annotations.Nullable;

/** Move on among triage, investigating, identified and monitoring; or back, with a reason. */
public record ChangeStatus(
        IncidentId incidentId,
        Status to,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements TriageCommand {}
