package io.incidentledger.eventstore.record;

/**
 * The metadata keys of an event that the event store understands. All others it keeps and hands
 * back as they came.
 */
public final class EventMetadata {

    /**
     * Who gave the order; the scope in which a {@link #COMMAND_ID} is unique. Absent means the
     * empty scope.
     */
    public static final String ACTOR = "actor";

    /**
     * The idempotency key of the order. Absent means that the order may be repeated with effect.
     */
    public static final String COMMAND_ID = "commandId";

    /**
     * A hash of the order's content: the same key with another hash is refused. Absent means the
     * empty hash.
     */
    public static final String COMMAND_HASH = "commandHash";

    /**
     * The name of a counter, {@code INC} for example: asks the writer for its next number. The
     * request itself is not stored; the event gets the header {@code ce_number} and the tag {@link
     * #NUMBER_TAG}, {@code INC-42} for example. Letters and digits only.
     */
    public static final String NUMBERED = "numbered";

    /**
     * The key of the tag under which an event that asked for a number is found: {@code
     * number=INC-42}.
     */
    public static final String NUMBER_TAG = "number";

    private EventMetadata() {}
}
