package io.incidentledger.command.runbook;

import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookWritten;
import io.incidentledger.events.StepOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an incident does with runbooks. */
public sealed interface FollowCommand extends IncidentCommand {

    /**
     * A runbook as it was found in the ledger.
     *
     * @param number what people call it, RB-n
     * @param versions in their order; more may have come since, and none ever changes
     */
    record Found(RunbookId id, String number, List<RunbookWritten> versions) {}

    /**
     * Begin to follow a runbook, or go over to another version of it.
     *
     * @param version null for the last
     */
    record FollowRunbook(
            IncidentId incidentId,
            Found runbook,
            @Nullable Long version,
            @Nullable Handle by,
            @Nullable Moment occurredAt)
            implements FollowCommand {}

    /** Say what became of a step, counted from 1. */
    record TakeStep(
            IncidentId incidentId,
            Found runbook,
            long step,
            StepOutcome outcome,
            @Nullable String note,
            @Nullable Handle by,
            @Nullable Moment occurredAt)
            implements FollowCommand {}

    /** Say that there was none, so that somebody writes one. */
    record MissRunbook(
            IncidentId incidentId,
            FollowUpId followUpId,
            @Nullable Handle by,
            @Nullable Moment occurredAt)
            implements FollowCommand {}
}
