package io.incidentledger.command.runbook;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.runbook.FollowCommand.FollowRunbook;
import io.incidentledger.command.runbook.FollowCommand.Found;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

record FollowBody(
        @Nullable String runbook,
        @Nullable Long version,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.text("/runbook", runbook, Checks.LINE);
        checks.moment("/occurredAt", occurredAt);
    }

    FollowRunbook follow(IncidentId incident, Found found) {
        return new FollowRunbook(incident, found, version, by, occurredAt);
    }
}
