package io.incidentledger.command.respond;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Whether an entry is pinned. */
public record PinBody(@Nullable Boolean pinned, @Nullable Handle by, @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/pinned", pinned, "true or false");
        checks.moment("/occurredAt", occurredAt);
    }

    public PinEntry pin(IncidentId incident, EntryId entry) {
        return new PinEntry(incident, entry, requireNonNull(pinned), by, occurredAt);
    }
}
