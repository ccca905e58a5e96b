package io.incidentledger.command.respond;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** How an entry reads from now on, and why. */
public record CorrectionBody(
        @Nullable String newText,
        @Nullable Moment newOccurredAt,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.optionalText("/newText", newText, Checks.TEXT);
        checks.moment("/newOccurredAt", newOccurredAt);
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public CorrectEntry correct(IncidentId incident, EntryId entry) {
        return new CorrectEntry(incident, entry, newText, newOccurredAt, reason, by, occurredAt);
    }
}
