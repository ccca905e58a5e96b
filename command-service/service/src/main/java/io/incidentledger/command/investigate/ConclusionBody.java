package io.incidentledger.command.investigate;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadId;
import org.jspecify.annotations.Nullable;

/** What a line of investigation came to. */
public record ConclusionBody(
        @Nullable String conclusion, @Nullable Handle by, @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.text("/conclusion", conclusion, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public CloseThread close(IncidentId incident, ThreadId thread) {
        return new CloseThread(incident, thread, requireNonNull(conclusion), by, occurredAt);
    }
}
