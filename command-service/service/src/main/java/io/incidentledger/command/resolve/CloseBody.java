package io.incidentledger.command.resolve;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Nothing is left to do but follow-ups. */
public record CloseBody(@Nullable String note, @Nullable Handle by, @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.optionalText("/note", note, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public CloseIncident close(IncidentId incident) {
        return new CloseIncident(incident, note, by, occurredAt);
    }
}
