package io.incidentledger.events;

import org.jspecify.annotations.Nullable;

/** A stored payload is not what its type and version promise. Trying again does not help. */
public final class UndecodableEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndecodableEventException(String storedName, String version, @Nullable Throwable cause) {
        super("payload of " + storedName + " version " + version + " cannot be read", cause);
    }
}
