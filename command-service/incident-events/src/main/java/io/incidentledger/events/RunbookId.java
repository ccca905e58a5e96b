package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The internal name of a runbook, a UUIDv7. People say its number, RB-n. */
public record RunbookId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RunbookId {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException when the text is not a UUID
     */
    public static RunbookId of(String text) {
        return new RunbookId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
