package io.incidentledger.eventstore.record;

/**
 * A record in the log is none of ours, or its headers are damaged. Reading it again does not help:
 * somebody must look at the topic.
 */
public final class UnreadableRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRecordException(long offset, String what) {
        super("The record at offset " + offset + " is not an event of this event store: " + what);
    }
}
