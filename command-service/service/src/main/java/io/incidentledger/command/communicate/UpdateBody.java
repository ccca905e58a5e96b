package io.incidentledger.command.communicate;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.respond.RecordEntry;
import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Moment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An update for those who wait. */
public record UpdateBody(
        @Nullable String text,
        @Nullable Audience audience,
        @Nullable Instant nextUpdateDue,
        @Nullable String estimate,
        @Nullable Marker marker,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.text("/text", text, Checks.TEXT);
        checks.required("/audience", audience, "internal, stakeholder or public");
        checks.instant("/nextUpdateDue", nextUpdateDue);
        checks.optionalText("/estimate", estimate, Checks.LINE);
        checks.moment("/occurredAt", occurredAt);
    }

    public RecordEntry entry(IncidentId incident, EntryId entry) {
        return new RecordEntry(
                incident,
                entry,
                new EntryContent.Update(
                        requireNonNull(text), requireNonNull(audience), nextUpdateDue, estimate),
                marker,
                null,
                by,
                occurredAt);
    }
}
