package io.incidentledger.reliability.check;

import io.incidentledger.events.Fact;
import io.incidentledger.events.Handle;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event of the log, and what it says. */
record LogEvent(RecordedEvent recorded, LedgerEvent event) {

    long position() {
        return recorded.position();
    }

    @Nullable String commandId() {
        return recorded.metadata().get("commandId");
    }

    /** The incident it is about, or null. */
    @Nullable String incident() {
        return recorded.tag("incident");
    }

    Fact fact() {
        return new Fact(
                recorded.position(),
                recorded.recordedAt(),
                new Handle(Objects.requireNonNullElse(recorded.metadata().get("actor"), "@nobody")),
                Objects.requireNonNullElse(recorded.metadata().get("authority"), ""),
                Objects.requireNonNullElse(commandId(), ""),
                recorded.number(),
                event);
    }
}
