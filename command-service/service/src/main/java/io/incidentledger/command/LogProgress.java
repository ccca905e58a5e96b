package io.incidentledger.command;

import io.incidentledger.eventstore.Progress;
import io.incidentledger.eventstore.StoreState;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes to the log file what this node does with the ledger: a line when it begins to do something
 * else, and while it catches up one every few seconds. Thread-safe.
 */
final class LogProgress implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger(LogProgress.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);

    private final String ledger;
    private final Progress also;
    private final LongSupplier nanos;
    private @Nullable StoreState said;
    private long beganAt;
    private long beganWith;
    private long saidAt;

    /**
     * @param also is told everything, too
     */
    LogProgress(String ledger, Progress also) {
        this(ledger, also, System::nanoTime);
    }

    LogProgress(String ledger, Progress also, LongSupplier nanos) {
        this.ledger = ledger;
        this.also = also;
        this.nanos = nanos;
    }

    @Override
    public void at(StoreState state) {
        say(state);
        also.at(state);
    }

    private synchronized void say(StoreState state) {
        long now = nanos.getAsLong();
        if (said == null || said.getClass() != state.getClass()) {
            beganAt = now;
            beganWith = state instanceof StoreState.CatchingUp it ? it.position() : 0;
        } else if (!(state instanceof StoreState.CatchingUp)
                || now - saidAt < TELL_EVERY.toNanos()) {
            return;
        }
        said = state;
        saidAt = now;
        LOG.atLevel(level(state))
                .log(
                        "The ledger {}: {}{}",
                        ledger,
                        CommandLogHealthIndicator.name(state),
                        detail(state, now));
    }

    private static Level level(StoreState state) {
        return state instanceof StoreState.Unavailable || state instanceof StoreState.Refused
                ? Level.WARN
                : Level.INFO;
    }

    private String detail(StoreState state, long now) {
        return switch (state) {
            case StoreState.CatchingUp it -> howFar(it, (now - beganAt) / 1e9);
            case StoreState.Unavailable it -> ". " + it.reason();
            case StoreState.Refused it -> ". " + it.reason();
            case StoreState.Serving serving -> "";
            case StoreState.Following following -> "";
            case StoreState.Closed closed -> "";
        };
    }

    private String howFar(StoreState.CatchingUp it, double seconds) {
        double rate = seconds > 0 ? (it.position() - beganWith) / seconds : 0;
        return String.format(
                Locale.ROOT,
                ", %,d of about %,d events%s",
                it.position(),
                it.target(),
                rate > 0
                        ? String.format(
                                Locale.ROOT,
                                ", %,.0f a second, %,.0f s left",
                                rate,
                                Math.max(0, it.target() - it.position()) / rate)
                        : "");
    }
}
