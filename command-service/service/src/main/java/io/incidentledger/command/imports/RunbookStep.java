package io.incidentledger.command.imports;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.runbook.FollowCommand.Found;
import io.incidentledger.command.runbook.StepBody;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.StepOutcome;
import org.jspecify.annotations.Nullable;

/** What became of a step, with its number, counted from 1, in the body instead of the address. */
record RunbookStep(
        @Nullable Long step,
        @Nullable StepOutcome outcome,
        @Nullable String note,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/step", step, "the number of a step, counted from 1");
        checks.range("/step", step, 1, Long.MAX_VALUE);
        checks.within("", body());
    }

    IncidentCommand order(IncidentId incident, Found runbook) {
        return body().take(incident, runbook, requireNonNull(step));
    }

    private StepBody body() {
        return new StepBody(outcome, note, by, occurredAt);
    }
}
