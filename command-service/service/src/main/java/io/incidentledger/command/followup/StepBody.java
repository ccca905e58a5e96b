package io.incidentledger.command.followup;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Somebody begins with it. */
public record StepBody(@Nullable Handle by, @Nullable Moment occurredAt) implements Body {
    @Override
    public void check(Checks checks) {
        checks.moment("/occurredAt", occurredAt);
    }

    public StartFollowUp start(FollowUpInIncident it) {
        return new StartFollowUp(it.incidentId(), it.followUpId(), by, occurredAt);
    }
}
