package io.incidentledger.command.evidence;

import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.InvalidOrder;
import io.incidentledger.command.respond.RecordEntry;
import io.incidentledger.events.EntryContent.EvidenceItem;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.EvidenceFile;
import io.incidentledger.events.EvidenceType;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadId;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a file or a link. A file is never named here: it comes along, or there is none.
 */
public record EvidenceBody(
        @Nullable String text,
        @Nullable EvidenceType type,
        @Nullable String link,
        @Nullable Marker marker,
        @Nullable ThreadId thread,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.optionalText("/text", text, Checks.TEXT);
        checks.link("/link", link);
        checks.moment("/occurredAt", occurredAt);
    }

    RecordEntry entry(IncidentId incident, EntryId entry, EvidenceFile file) {
        EvidenceType shown =
                file.mediaType().startsWith("image/") ? EvidenceType.IMAGE : EvidenceType.LOG;
        return entry(
                incident,
                entry,
                new EvidenceItem(
                        requireNonNullElse(text, file.name()),
                        requireNonNullElse(type, shown),
                        link,
                        file));
    }

    /**
     * @throws InvalidOrder when there is no link, or nothing said of it
     */
    public RecordEntry linked(IncidentId incident, EntryId entry) {
        if (link == null) {
            throw InvalidOrder.of(
                    "/link", null, "a link; a file comes as multipart/form-data instead");
        }
        if (text == null) {
            throw InvalidOrder.of("/text", null, "a text of 1 to " + Checks.TEXT + " characters");
        }
        return entry(
                incident,
                entry,
                new EvidenceItem(text, requireNonNullElse(type, EvidenceType.LINK), link));
    }

    private RecordEntry entry(IncidentId incident, EntryId entry, EvidenceItem evidence) {
        return new RecordEntry(incident, entry, evidence, marker, thread, by, occurredAt);
    }
}
