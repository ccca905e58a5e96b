package io.incidentledger.command.relate;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Cause;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Something contributed, or did not after all. */
public record CauseBody(
        @Nullable Cause cause,
        @Nullable Boolean clear,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/cause", cause, "a word of your own, as expired-certificate");
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public RelateCommand change(IncidentId incident) {
        return Boolean.TRUE.equals(clear)
                ? new TakeCauseAway(incident, requireNonNull(cause), reason, by, occurredAt)
                : new NameCause(incident, requireNonNull(cause), reason, by, occurredAt);
    }
}
