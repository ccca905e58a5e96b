package io.incidentledger.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link KafkaEventStore} is doing. It takes appends, and answers what only the writer
 * knows, while {@link Serving} and at no other time.
 */
public sealed interface StoreState {

    /**
     * Taking the ledger: reading what was written since the index was last changed.
     *
     * @param position of the next event to read
     * @param target about where it ends: an offset, which is never smaller than the position there
     */
    record CatchingUp(long position, long target) implements StoreState {}

    /**
     * One of several nodes, and not the one that writes: reads the log into its own index, so that
     * it can take over at any time, and leaves appends to the writer.
     *
     * @param position of the next event to read
     * @param writer the address at which the writer takes commands, null while nobody is known to
     */
    record Following(long position, @Nullable String writer) implements StoreState {}

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
