package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreFailure.Outcome;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.Head;
import io.incidentledger.eventstore.Progress;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.record.HashChain;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where the node stands, for whoever asks: what it is doing, how far its index goes, who writes,
 * and whether it may answer. Changed by the node's thread and the watch. Thread-safe.
 */
final class Standing {

    private static final String UNPROVEN =
            "The store has not been able to ask Kafka whether the ledger is still its own.";

    private final EventStoreSettings settings;
    private final Progress progress;
    private final Executor answers;
    private final Lease lease;
    private final Set<Runnable> headListeners = ConcurrentHashMap.newKeySet();

    private volatile StoreState state = new StoreState.CatchingUp(0, 0);
    private volatile Head head = new Head(0, HashChain.ORIGIN, null);
    private volatile @Nullable Owner otherOwner;
    private volatile @Nullable String unchecked;
    private boolean lapsed;
    private volatile long end;

    Standing(EventStoreSettings settings, Progress progress, Executor answers, Lease lease) {
        this.settings = settings;
        this.progress = progress;
        this.answers = answers;
        this.lease = lease;
    }

    /** What it is doing, as it would be told to an operator. */
    StoreState state() {
        StoreState now = state;
        return switch (now) {
            case StoreState.Serving serving when !lease.holds() ->
                    new StoreState.Unavailable(UNPROVEN);
            case StoreState.Following following ->
                    new StoreState.Following(head.nextPosition(), writer());
            case StoreState.Serving serving -> serving;
            case StoreState.CatchingUp catchingUp -> catchingUp;
            case StoreState.Unavailable unavailable -> unavailable;
            case StoreState.Refused refused -> refused;
            case StoreState.Closed closed -> closed;
        };
    }

    synchronized void become(StoreState next) {
        if (!next.equals(state)) {
            state = next;
            lapsed = false;
            progress.at(next);
        }
    }

    /** Tells when the time of the last proof is over, or there is a new one. From any thread. */
    synchronized void tellOfLease() {
        boolean lapsedNow = isServing() && !lease.holds();
        if (lapsedNow != lapsed) {
            lapsed = lapsedNow;
            progress.at(state());
        }
    }

    void catchingUp() {
        long position = head.nextPosition();
        become(new StoreState.CatchingUp(position, position));
    }

    boolean isServing() {
        return state instanceof StoreState.Serving;
    }

    /** Whether appends may wait here: they are written soon, or told that they are not. */
    boolean takesAppends() {
        return state instanceof StoreState.Serving || state instanceof StoreState.CatchingUp;
    }

    Head head() {
        return head;
    }

    /** The index has come so far. */
    void publish(Checkpoint checkpoint) {
        head =
                new Head(
                        checkpoint.nextPosition(),
                        checkpoint.lastChain(),
                        checkpoint.nextPosition() == 0
                                ? null
                                : Instant.ofEpochMilli(checkpoint.lastRecordedAt()));
        for (Runnable listener : headListeners) {
            answers.execute(listener);
        }
    }

    Runnable onHeadMoved(Runnable listener) {
        headListeners.add(listener);
        return () -> headListeners.remove(listener);
    }

    /**
     * While serving: where the topic ends if nobody else writes into it and nothing is on its way.
     */
    void endsAt(long offset) {
        this.end = offset;
    }

    long end() {
        return end;
    }

    /** Who else has taken the ledger, as last seen; null when nobody else has. */
    void otherOwner(@Nullable Owner owner) {
        this.otherOwner = owner;
    }

    @Nullable Owner otherOwner() {
        return otherOwner;
    }

    /** Why it has not been known for long whether the topic is safe; null when it is known. */
    void unchecked(@Nullable String reason) {
        this.unchecked = reason;
    }

    @Nullable String unchecked() {
        return unchecked;
    }

    /** Where another node takes commands. */
    Optional<String> writerAddress() {
        return Optional.ofNullable(state instanceof StoreState.Serving ? null : writer());
    }

    /**
     * Fails unless this node serves and can prove it. To be asked after what is to be answered was
     * read.
     */
    void requireServing() {
        if (!isServing()) {
            throw notServing();
        }
        if (!lease.holds()) {
            throw unproven();
        }
    }

    /** Fails unless this node follows, or serves and can prove it. */
    void requireReading() {
        if (!(state instanceof StoreState.Following)) {
            requireServing();
        }
    }

    /** Instead of an answer, when the time of the last proof is over. */
    EventStoreFailure.Unavailable unproven() {
        return unavailable(UNPROVEN, null);
    }

    EventStoreFailure notServing() {
        return switch (state) {
            case StoreState.Refused(String reason) -> new EventStoreFailure.Refused(reason);
            case StoreState.Unavailable(String reason) -> unavailable(reason, null);
            case StoreState.CatchingUp catchingUp ->
                    unavailable("The store is reading the log and does not serve yet.", null);
            case StoreState.Following following -> unavailable(whoWrites(), null);
            case StoreState.Serving busy -> unavailable("The store does not serve.", null);
            case StoreState.Closed closed -> unavailable("The store is closed.", null);
        };
    }

    /** For those who came to a node that does not write. */
    String whoWrites() {
        String writer = writer();
        return writer == null
                ? "This node follows the ledger, and no other one is known to write it yet."
                : "The node at " + writer + " writes this ledger.";
    }

    /** Nothing was written, and nothing will be. */
    EventStoreFailure.Unavailable unavailable(String message, @Nullable Throwable cause) {
        return new EventStoreFailure.Unavailable(
                message, Outcome.NONE, settings.retryAfter(), cause);
    }

    private @Nullable String writer() {
        Owner owner = otherOwner;
        // A node that was killed finds its own address there, from its life before.
        return owner == null || Objects.equals(owner.address(), settings.advertisedAddress())
                ? null
                : owner.address();
    }
}
