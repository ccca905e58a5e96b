package io.incidentledger.eventstore;

/**
 * What a {@link KafkaEventStore} is doing. It answers commands and questions only while {@link
 * Serving}.
 */
public sealed interface StoreState {

    /**
     * Taking the ledger: reading what was written since the index was last changed.
     *
     * @param position of the next event to read
     * @param target about where it ends: an offset, which is never smaller than the position there
     */
    record CatchingUp(long position, long target) implements StoreState {}

    /** Taking appends and answering. */
    record Serving() implements StoreState {}

    /**
     * Not answering, for a reason that may pass by itself: Kafka cannot be reached, or another
     * writer took the ledger.
     *
     * @param reason a sentence
     */
    record Unavailable(String reason) implements StoreState {}

    /**
     * Not answering, because history is in danger or already damaged; somebody must act.
     *
     * @param reason a sentence
     */
    record Refused(String reason) implements StoreState {}

    /** Closed by its owner. */
    record Closed() implements StoreState {}
}
