package io.incidentledger.embedded.postgres;

import org.jspecify.annotations.Nullable;

/**
 * The embedded PostgreSQL could not be started. The message is one sentence for the person at the
 * console. Nothing was lost: what it holds is derived from the log.
 */
public final class PostgresUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PostgresUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
