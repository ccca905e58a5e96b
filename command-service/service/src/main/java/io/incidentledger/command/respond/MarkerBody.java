package io.incidentledger.command.respond;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** What an entry marks in the story, or nothing. */
public record MarkerBody(
        @Nullable Marker marker,
        @Nullable Boolean none,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        if ((marker == null) != Boolean.TRUE.equals(none)) {
            checks.reject(
                    "/marker",
                    null,
                    "detection, diagnosis, repair or turning-point; or \"none\": true instead");
        }
        checks.moment("/occurredAt", occurredAt);
    }

    public MarkEntry mark(IncidentId incident, EntryId entry) {
        return new MarkEntry(incident, entry, marker, by, occurredAt);
    }
}
