package io.incidentledger.eventstore.index;

import org.jspecify.annotations.Nullable;

/**
 * The index cannot be read or written any more. It is to be deleted and built again from the log;
 * nothing is lost.
 */
public final class IndexDamagedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With what was found. */
    public IndexDamagedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
