package io.incidentledger.query.projection;

import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeKind;
import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.Fact;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import io.incidentledger.events.WithoutWords;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that changed in what the organisation runs.
 *
 * @param by who did it
 * @param actor whose token recorded it
 * @param occurredAt when it took effect
 * @param position its place in the ledger
 */
public record RecordedChange(
        ChangeId id,
        String service,
        ChangeKind kind,
        @Nullable String version,
        @Nullable String link,
        @Nullable String text,
        Handle by,
        Handle actor,
        Moment occurredAt,
        Instant recordedAt,
        long position) {

    static RecordedChange of(ChangeRecorded event, Fact fact) {
        return new RecordedChange(
                event.changeId(),
                event.service(),
                event.kind(),
                event.version(),
                event.link(),
                event.text(),
                Objects.requireNonNullElse(event.by(), fact.actor()),
                fact.actor(),
                event.occurredAt(),
                fact.recordedAt(),
                fact.position());
    }

    /** As it is shown once an entry that showed it was redacted. */
    RecordedChange withoutWords() {
        return new RecordedChange(
                id,
                service,
                kind,
                WithoutWords.of(version),
                null,
                WithoutWords.of(text),
                by,
                actor,
                occurredAt,
                recordedAt,
                position);
    }
}
