package io.incidentledger.command.investigate;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadId;
import org.jspecify.annotations.Nullable;

/** A line of investigation. */
public record OpenBody(
        @Nullable String title,
        @Nullable Handle owner,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.text("/title", title, Checks.LINE);
        checks.moment("/occurredAt", occurredAt);
    }

    public OpenThread open(IncidentId incident, ThreadId thread) {
        return new OpenThread(incident, thread, requireNonNull(title), owner, by, occurredAt);
    }
}
