package io.incidentledger.command.respond;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Why an entry is struck out. */
public record RetractionBody(
        @Nullable String reason, @Nullable Handle by, @Nullable Moment occurredAt) implements Body {
    @Override
    public void check(Checks checks) {
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public RetractEntry retract(IncidentId incident, EntryId entry) {
        return new RetractEntry(incident, entry, reason, by, occurredAt);
    }
}
