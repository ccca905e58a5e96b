package io.incidentledger.command.investigate;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadId;
import org.jspecify.annotations.Nullable;

record OwnerBody(
        @Nullable Handle owner,
        @Nullable Boolean nobody,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.owner("/owner", owner, nobody);
        checks.moment("/occurredAt", occurredAt);
    }

    AssignThread assign(IncidentId incident, ThreadId thread) {
        return new AssignThread(incident, thread, owner, by, occurredAt);
    }
}
