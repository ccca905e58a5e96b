package io.incidentledger.query.projection;

import org.jspecify.annotations.Nullable;

/** An event of the log cannot be read, now or later: it is set aside, and the log goes on. */
public final class UnreadableEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableEventException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
