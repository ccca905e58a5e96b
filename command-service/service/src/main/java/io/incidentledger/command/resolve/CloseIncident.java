package io.incidentledger.command.resolve;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Close a resolved incident; its follow-ups go on. */
public record CloseIncident(
        IncidentId incidentId,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements ResolveCommand {}
