package io.incidentledger.eventstore.write;

import java.time.Duration;

/**
 * How long a proof of ownership is good for. It counts from when the proof was asked for, not from
 * when it was answered: a process may be stopped between the two. Thread-safe.
 */
final class Lease {

    private final long nanos;
    private volatile long provenAt;
    private volatile boolean given;
    private long endedAt = System.nanoTime();

    Lease(Duration length) {
        this.nanos = length.toNanos();
    }

    /** The ledger was this node's at this time ({@link System#nanoTime()}) or later. */
    synchronized void proven(long askedAt) {
        // One that was asked for before the end says nothing about the time after it.
        if (askedAt - endedAt >= 0 && (!given || askedAt - provenAt > 0)) {
            provenAt = askedAt;
            given = true;
        }
    }

    /** No proof counts any more until there is a new one. */
    synchronized void end() {
        given = false;
        endedAt = System.nanoTime();
    }

    /** Whether there is a proof that was asked for at this time or later. */
    boolean isProvenSince(long time) {
        return given && provenAt - time >= 0;
    }

    /** Whether there is a proof that is good still. Ask after reading what is to be answered. */
    boolean holds() {
        return given && System.nanoTime() - provenAt < nanos;
    }

    Duration length() {
        return Duration.ofNanos(nanos);
    }
}
