package io.incidentledger.command.runbook;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.runbook.FollowCommand.MissRunbook;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** There was no runbook. */
public record MissedBody(@Nullable Handle by, @Nullable Moment occurredAt) implements Body {
    @Override
    public void check(Checks checks) {
        checks.moment("/occurredAt", occurredAt);
    }

    public MissRunbook miss(IncidentId incident, FollowUpId followUp) {
        return new MissRunbook(incident, followUp, by, occurredAt);
    }
}
