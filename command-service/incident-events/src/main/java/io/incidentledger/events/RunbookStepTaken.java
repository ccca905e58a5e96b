package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A step of a runbook that is followed was done, skipped or tried in vain. The last one of a step
 * holds.
 *
 * @param number what people call the runbook, RB-n
 * @param version the version that is followed
 * @param step which step of that version, counted from 1: those that find out, then those that mend
 * @param instruction what the step said
 * @param outcome what became of it
 * @param note what was seen
 */
public record RunbookStepTaken(
        IncidentId incidentId,
        RunbookId runbookId,
        String number,
        long version,
        long step,
        String instruction,
        StepOutcome outcome,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements IncidentEvent {}
