package io.incidentledger.standalone.serve;

import io.incidentledger.eventstore.StoreState;
import java.time.Duration;

/**
 * Tells the person at the console that reading the log takes a while, as after its index is lost.
 */
final class Reading implements io.incidentledger.eventstore.Progress {
    private final Progress console;
    private final long every;
    private boolean reading;
    private long saidAt;

    /**
     * @param every how long it may take without a word
     */
    Reading(Progress console, Duration every) {
        this.console = console;
        this.every = every.toNanos();
    }

    @Override
    public synchronized void at(StoreState state) {
        long now = System.nanoTime();
        if (!(state instanceof StoreState.CatchingUp(long position, long target))) {
            reading = false;
        } else if (!reading) {
            reading = true;
            saidAt = now;
        } else if (now - saidAt >= every) {
            saidAt = now;
            console.done("event log: at event " + position + " of about " + target);
        }
    }
}
