package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.Head;
import io.incidentledger.eventstore.Progress;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.index.EventIndex;
import io.incidentledger.eventstore.index.IndexDamagedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A ledger's node as its users see it: takes appends and answers questions, as far as it may. What
 * it may is the matter of its {@link Succession}. Thread-safe.
 */
public final class Writer implements AutoCloseable {

    private static final Duration LEASE_OF_THE_ONLY_NODE = Duration.ofSeconds(10);

    private final EventStoreSettings settings;
    private final IndexHome home;
    private final OpenAppends appends;
    private final ExecutorService answers =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("event-store-answer-", 0).factory());
    private final Standing standing;
    private final Succession succession;
    private final Watch watch;

    /** Does nothing before {@link #start()}. */
    public Writer(EventStoreSettings settings, InstantSource clock, Progress progress) {
        this(settings, clock, progress, TransactionalLog::new);
    }

    Writer(
            EventStoreSettings settings,
            InstantSource clock,
            Progress progress,
            Function<EventStoreSettings, TransactionalLog> logs) {
        this.settings = settings;
        this.home = new IndexHome(settings.indexDirectory());
        this.appends = new OpenAppends(settings, answers);
        Lease lease = new Lease(lease(settings));
        SpotCheck spotCheck = new SpotCheck(settings);
        this.standing = new Standing(settings, progress, answers, lease);
        this.succession =
                new Succession(settings, clock, logs, standing, lease, home, appends, spotCheck);
        this.watch = new Watch(settings, this, standing, lease, succession, spotCheck);
    }

    /**
     * Shorter than the session, so that a node that was stopped and goes on notices before it
     * answers that it may have been replaced.
     */
    private static Duration lease(EventStoreSettings settings) {
        if (settings.advertisedAddress() != null) {
            return settings.sessionTimeout().multipliedBy(2).dividedBy(3);
        }
        Duration several = settings.ownershipInterval().multipliedBy(10);
        return several.compareTo(LEASE_OF_THE_ONLY_NODE) > 0 ? several : LEASE_OF_THE_ONLY_NODE;
    }

    /**
     * Starts it. The future completes when it serves or follows for the first time, or fails when
     * it is refused.
     */
    public CompletableFuture<Void> start() {
        CompletableFuture<Void> ready = succession.start();
        watch.start();
        return ready;
    }

    /** Hands an append to the writer; its outcome comes by {@link PendingAppend#result()}. */
    public void submit(PendingAppend append) {
        settings.guard()
                .refusal()
                .ifPresent(
                        refusal -> {
                            throw standing.unavailable(refusal, null);
                        });
        if (append.largestEvent() > settings.maxEventBytes()) {
            throw new EventStoreFailure.TooLarge(
                    "The event", append.largestEvent(), settings.maxEventBytes());
        }
        if (append.size() > settings.maxBatchBytes()) {
            throw new EventStoreFailure.TooLarge(
                    "What is to be appended together", append.size(), settings.maxBatchBytes());
        }
        if (!succession.takesAppends()) {
            throw standing.isServing()
                    ? standing.unavailable("This node is handing over.", null)
                    : standing.notServing();
        }
        if (!appends.offer(append)) {
            throw standing.unavailable(
                    "Too many appends are waiting (" + settings.queueBound() + ").", null);
        }
        succession.wake();
        if (succession.hasEnded()) {
            // It ended between the question above and the offer: nobody else will answer.
            appends.failAll("the store does not write any more.");
        }
    }

    /**
     * Asks the index what only the writer knows.
     *
     * @throws EventStoreFailure.Unavailable when this node does not serve, has not been able to
     *     prove lately that the ledger is still its own, or has just lost its index
     */
    public <T> T ask(Function<EventIndex, T> question) {
        standing.requireServing();
        T answer = read(question);
        // As late as possible: the process may have been stopped while it read.
        standing.requireServing();
        return answer;
    }

    /**
     * Asks the index as far as it goes, which while following may be a little behind the log.
     *
     * @throws EventStoreFailure.Unavailable when this node neither serves nor follows, or cannot
     *     prove that it still serves
     */
    public <T> T look(Function<EventIndex, T> question) {
        standing.requireReading();
        T answer = read(question);
        standing.requireReading();
        return answer;
    }

    /**
     * Asks the index as it is, whatever the node is doing: the answer may be old.
     *
     * @throws EventStoreFailure.Unavailable when the index is not open
     */
    public <T> T remember(Function<EventIndex, T> question) {
        return read(question);
    }

    /** Fails unless this node serves and can prove it. */
    public void requireServing() {
        standing.requireServing();
    }

    /** The end of the log as of the last append that was taken into the index. */
    public Head head() {
        return standing.head();
    }

    /** Where another node takes commands, as last seen. */
    public Optional<String> writerAddress() {
        return standing.writerAddress();
    }

    /** What it is doing. */
    public StoreState state() {
        return standing.state();
    }

    /** Why it has not been known for long whether the topic is safe; empty when it is known. */
    public Optional<String> unchecked() {
        return Optional.ofNullable(standing.unchecked());
    }

    /** How many appends have not been answered. */
    public int waiting() {
        return appends.size();
    }

    /**
     * Calls back, on an unnamed thread, whenever the head has moved, until the returned action is
     * run.
     */
    public Runnable onHeadMoved(Runnable listener) {
        return standing.onHeadMoved(listener);
    }

    /** Writes what is waiting, if that is possible soon, and ends. Idempotent. */
    @Override
    public void close() {
        // Also when the caller is interrupted: the index and those who wait are still in use.
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= succession.end();
            standing.become(new StoreState.Closed());
            watch.close();
            home.close();
            answers.shutdown();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void failOverdue() {
        String reason =
                standing.state() instanceof StoreState.Unavailable(String why)
                        ? why
                        : "its outcome did not come within " + settings.appendTimeout() + ".";
        appends.failOverdue(reason);
    }

    private <T> T read(Function<EventIndex, T> question) {
        EventIndex index = home.current();
        if (index == null) {
            throw standing.unavailable("The index is not open.", null);
        }
        try {
            return question.apply(index);
        } catch (IndexDamagedException damaged) {
            succession.abdicate(damaged);
            throw standing.unavailable("The index is damaged and is built again.", damaged);
        } catch (EventIndex.ClosedException closed) {
            throw standing.unavailable("The index was just closed.", closed);
        }
    }
}
