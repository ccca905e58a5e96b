package io.incidentledger.command.incident;

import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/**
 * An order about one incident or one of its follow-ups: the incident is the boundary within which
 * orders are decided one after the other.
 */
public interface IncidentCommand {
    IncidentId incidentId();

    /** Who did it; null when it was the actor. */
    @Nullable Handle by();

    /** When it happened; null means now for a live incident, and that nobody knows for history. */
    @Nullable Moment occurredAt();
}
