package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.UUID;

/** The name of a thread of an incident, a UUIDv7. */
public record ThreadId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ThreadId {
        Objects.requireNonNull(value, "value");
    }

    /**
     * Reads the canonical text form.
     *
     * @throws IllegalArgumentException when the text is not a UUID
     */
    public static ThreadId of(String text) {
        return new ThreadId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
