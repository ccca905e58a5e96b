package io.incidentledger.command.relate;

import io.incidentledger.events.Cause;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Say that a named cause did not contribute after all. */
public record TakeCauseAway(
        IncidentId incidentId,
        Cause cause,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RelateCommand {}
