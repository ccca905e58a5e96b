package io.incidentledger.command.triage;

import io.incidentledger.events.Handle;
import io.incidentledger.events.Impact;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Answer the four questions of triage anew. */
public record ChangeImpact(
        IncidentId incidentId,
        Impact impact,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements TriageCommand {}
