package io.incidentledger.command.redact;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

record RedactionBody(@Nullable String reason, @Nullable Handle by, @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    RedactWords redact(IncidentId incident, EntryId entry, List<HiddenEvent> events) {
        return new RedactWords(incident, entry, events, reason, by, occurredAt);
    }
}
