package io.incidentledger.command.triage;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keep how long a record of elsewhere says something took. */
public record StateDuration(
        IncidentId incidentId,
        Milestone from,
        Milestone to,
        Duration duration,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements TriageCommand {}
