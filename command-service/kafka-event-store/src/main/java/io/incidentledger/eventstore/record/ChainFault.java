package io.incidentledger.eventstore.record;

/**
 * The first place where a log is not what was recorded.
 *
 * @param position the position that is due there: of the first event that does not fit
 * @param place where the record stands: its offset in a topic, its line in a file
 * @param kind how it does not fit
 * @param what how it does not fit, as the end of a sentence
 */
public record ChainFault(long position, long place, Kind kind, String what) {

    /** How a record does not fit. */
    public enum Kind {
        /** It is no event of an event store, or its position cannot be read. */
        FOREIGN,
        /** It has another position: events are missing, repeated or moved. */
        POSITION,
        /** It was recorded before the event in front of it. */
        TIME,
        /** Its payload is not the one whose hash was recorded. */
        PAYLOAD,
        /** Its key, a header or its time was changed, or something before it was. */
        CHAIN,
        /**
         * Its bytes, or those of one written together with it, were changed where Kafka keeps them.
         */
        DAMAGED,
        /** There is none: the log ends before a position that is said to be in it. */
        MISSING
    }

    @Override
    public String toString() {
        return "At offset " + place + ", where position " + position + " is due: " + what;
    }
}
