package io.incidentledger.eventstore.write;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a proof of ownership is good for. It counts from when the proof was asked for, not from
 * when it was answered: a process may be stopped between the two. Thread-safe.
 *
 * <p>Two clocks are asked, and either may end it. The one that counts on evenly stands still while
 * the machine is suspended; the one on the wall goes on, but can be set back.
 */
final class Lease {

    /**
     * A moment on both clocks.
     *
     * @param nanos {@link System#nanoTime()}
     * @param millis {@link System#currentTimeMillis()}
     */
    record Moment(long nanos, long millis) {

        static Moment now() {
            return new Moment(System.nanoTime(), System.currentTimeMillis());
        }

        /** False, too, of the same moment. */
        boolean isAfter(Moment other) {
            return nanos - other.nanos > 0;
        }
    }

    private final Duration length;
    private final Supplier<Moment> clock;
    private volatile @Nullable Moment provenAt;
    private Moment endedAt;

    Lease(Duration length) {
        this(length, Moment::now);
    }

    Lease(Duration length, Supplier<Moment> clock) {
        this.length = length;
        this.clock = clock;
        this.endedAt = clock.get();
    }

    /** The ledger was this node's at this moment or later. */
    synchronized void proven(Moment askedAt) {
        Moment before = provenAt;
        // One that was asked for before the end says nothing about the time after it.
        if (!endedAt.isAfter(askedAt) && (before == null || askedAt.isAfter(before))) {
            provenAt = askedAt;
        }
    }

    /** No proof counts any more until there is a new one. */
    synchronized void end() {
        provenAt = null;
        endedAt = clock.get();
    }

    /** Whether there is a proof that was asked for at this moment or later. */
    boolean isProvenSince(Moment moment) {
        Moment proven = provenAt;
        return proven != null && !moment.isAfter(proven);
    }

    /** Whether there is a proof that is good still. Ask after reading what is to be answered. */
    boolean holds() {
        Moment proven = provenAt;
        if (proven == null) {
            return false;
        }
        Moment now = clock.get();
        return now.nanos() - proven.nanos() < length.toNanos()
                && now.millis() - proven.millis() < Math.max(1, length.toMillis());
    }

    Duration length() {
        return length;
    }
}
