package io.incidentledger.command.investigate;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadId;
import org.jspecify.annotations.Nullable;

record ReopenBody(@Nullable String reason, @Nullable Handle by, @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    ReopenThread reopen(IncidentId incident, ThreadId thread) {
        return new ReopenThread(incident, thread, reason, by, occurredAt);
    }
}
