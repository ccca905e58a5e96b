package io.incidentledger.command.respond;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HypothesisState;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** What became of a hypothesis. */
public record OutcomeBody(
        @Nullable HypothesisState state,
        @Nullable String text,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/state", state, "confirmed, rejected or open");
        checks.optionalText("/text", text, Checks.TEXT);
        checks.moment("/occurredAt", occurredAt);
    }

    public JudgeHypothesis judge(IncidentId incident, EntryId entry) {
        return new JudgeHypothesis(incident, entry, requireNonNull(state), text, by, occurredAt);
    }
}
