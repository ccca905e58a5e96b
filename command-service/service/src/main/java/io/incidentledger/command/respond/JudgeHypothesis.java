package io.incidentledger.command.respond;

import io.incidentledger.command.incident.EntryCommand;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Say what became of a hypothesis.
 *
 * @param text what showed it
 */
public record JudgeHypothesis(
        IncidentId incidentId,
        EntryId entryId,
        HypothesisState state,
        @Nullable String text,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements RespondCommand, EntryCommand {}
