package io.incidentledger.eventstore.read;

/**
 * Events are missing from the log, or stand where they do not belong. Reading again does not help.
 */
public final class LogGapException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogGapException(long expected, long found, long offset) {
        super(
                "At offset "
                        + offset
                        + " the log goes on with position "
                        + found
                        + " where "
                        + expected
                        + " is due: events are missing or repeated.");
    }
}
