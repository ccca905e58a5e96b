package io.incidentledger.command.runbook;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.runbook.FollowCommand.Found;
import io.incidentledger.command.runbook.FollowCommand.TakeStep;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.StepOutcome;
import org.jspecify.annotations.Nullable;

/** What became of a step. */
public record StepBody(
        @Nullable StepOutcome outcome,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/outcome", outcome, "done, skipped or failed");
        checks.optionalText("/note", note, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public TakeStep take(IncidentId incident, Found found, long step) {
        return new TakeStep(incident, found, step, requireNonNull(outcome), note, by, occurredAt);
    }
}
