package io.incidentledger.command.triage;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import org.jspecify.annotations.Nullable;

/** Set or change the severity. */
public record ChangeSeverity(
        IncidentId incidentId,
        Severity to,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements TriageCommand {}
