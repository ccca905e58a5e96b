package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreFailure.Outcome;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.Head;
import io.incidentledger.eventstore.Progress;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.index.EventIndex;
import io.incidentledger.eventstore.index.IndexDamagedException;
import io.incidentledger.eventstore.record.HashChain;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a ledger's writer: takes the ledger, serves until something fails, and takes it
 * again; stands down when another one has taken it, and stops where history is in danger.
 */
public final class Writer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final EventStoreSettings settings;
    private final InstantSource clock;
    private final Progress progress;
    private final Function<EventStoreSettings, TransactionalLog> logs;
    private final IndexHome home;
    private final OpenAppends appends;
    private final Aftermath aftermath;
    private final ExecutorService answers =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("event-store-answer-", 0).factory());
    private final String owner = UUID.randomUUID().toString();
    private final String ownerGroup;
    private final Thread thread;
    private final Set<Runnable> headListeners = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> firstServing = new CompletableFuture<>();
    private final Watch watch;

    private volatile StoreState state = new StoreState.CatchingUp(0, 0);
    private volatile Head head = new Head(0, HashChain.ORIGIN, null);
    private volatile @Nullable Serving serving;
    private volatile @Nullable Throwable abdication;
    private volatile boolean closing;
    private volatile boolean ended;

    /** Does nothing before {@link #start()}. */
    public Writer(EventStoreSettings settings, InstantSource clock, Progress progress) {
        this(settings, clock, progress, TransactionalLog::new);
    }

    Writer(
            EventStoreSettings settings,
            InstantSource clock,
            Progress progress,
            Function<EventStoreSettings, TransactionalLog> logs) {
        this.logs = logs;
        this.settings = settings;
        this.clock = clock;
        this.progress = progress;
        this.home = new IndexHome(settings.indexDirectory());
        this.appends = new OpenAppends(settings, answers);
        this.aftermath = new Aftermath(settings, appends);
        this.ownerGroup = settings.transactionalId() + ".owner";
        this.thread =
                Thread.ofPlatform()
                        .name("event-store-" + settings.topic())
                        .daemon()
                        .unstarted(this::live);
        this.watch = new Watch(settings, this, ownerGroup, owner);
    }

    /**
     * Starts it. The future completes when it serves for the first time, or fails when it is
     * refused.
     */
    public CompletableFuture<Void> start() {
        thread.start();
        watch.start();
        return firstServing;
    }

    /** Hands an append to the writer; its outcome comes by {@link PendingAppend#result()}. */
    public void submit(PendingAppend append) {
        settings.guard()
                .refusal()
                .ifPresent(
                        refusal -> {
                            throw appends.unavailable(refusal, Outcome.NONE, null);
                        });
        if (append.largestEvent() > settings.maxEventBytes()) {
            throw new EventStoreFailure.TooLarge(
                    "The event", append.largestEvent(), settings.maxEventBytes());
        }
        if (closing
                || !(state instanceof StoreState.Serving
                        || state instanceof StoreState.CatchingUp)) {
            throw notServing();
        }
        if (!appends.offer(append)) {
            throw appends.unavailable(
                    "Too many appends are waiting (" + settings.queueBound() + ").",
                    Outcome.NONE,
                    null);
        }
        wake();
        if (ended) {
            // It ended between the question above and the offer: nobody else will answer.
            appends.failAll("the store does not write any more.");
        }
    }

    /**
     * Asks the index.
     *
     * @throws EventStoreFailure.Unavailable when this writer does not serve, has not been able to
     *     prove lately that the ledger is still its own, or has just lost its index
     */
    public <T> T ask(Function<EventIndex, T> question) {
        EventIndex index = home.current();
        if (!(state instanceof StoreState.Serving) || index == null || abdication != null) {
            throw notServing();
        }
        if (!watch.isProven()) {
            throw appends.unavailable(
                    "The store has not been able to ask Kafka whether the ledger is still its own.",
                    Outcome.NONE,
                    null);
        }
        try {
            return question.apply(index);
        } catch (IndexDamagedException damaged) {
            abdicate(damaged);
            throw appends.unavailable(
                    "The index is damaged and is built again.", Outcome.NONE, damaged);
        } catch (EventIndex.ClosedException closed) {
            throw appends.unavailable("The index was just closed.", Outcome.NONE, closed);
        }
    }

    /** The end of the log as of the last append that was taken into the index. */
    public Head head() {
        return head;
    }

    /** Where another writer takes commands, as last seen. */
    public Optional<String> writerAddress() {
        return Optional.empty();
    }

    /** What it is doing. */
    public StoreState state() {
        return state;
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
        headListeners.add(listener);
        return () -> headListeners.remove(listener);
    }

    /** Writes what is waiting, if that is possible soon, and ends. Idempotent. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        wake();
        // Also when the caller is interrupted: the index and those who wait are still in use.
        boolean interrupted = Thread.interrupted();
        try {
            interrupted |= awaitEnd();
            become(new StoreState.Closed());
            watch.close();
            home.close();
            answers.shutdown();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** True when the caller was interrupted meanwhile. */
    private boolean awaitEnd() {
        boolean interrupted = false;
        long deadline =
                System.nanoTime()
                        + settings.appendTimeout().plus(settings.transactionTimeout()).toNanos();
        while (thread.isAlive()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                thread.interrupt();
            }
            try {
                thread.join(left <= 0 ? Duration.ofSeconds(1) : Duration.ofNanos(left));
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /** The reign must end for this reason. From the watch. */
    void abdicate(Throwable reason) {
        abdication = reason;
        wake();
    }

    void failOverdue() {
        String reason =
                state instanceof StoreState.Unavailable(String why)
                        ? why
                        : "its outcome did not come within " + settings.appendTimeout() + ".";
        appends.failOverdue(reason);
    }

    private void wake() {
        Serving reign = serving;
        if (reign != null) {
            reign.wake();
        }
    }

    private void live() {
        try (Topic topic = new Topic(settings)) {
            Taking taking =
                    new Taking(settings, topic, home, ownerGroup, owner, logs, this::become);
            long pause = FIRST_PAUSE_NANOS;
            boolean reigned = false;
            while (!closing) {
                try {
                    become(new StoreState.CatchingUp(head.nextPosition(), head.nextPosition()));
                    abdication = null;
                    Taking.Taken taken = taking.take(reigned);
                    reigned = true;
                    settle(taken.checkpoint());
                    pause = FIRST_PAUSE_NANOS;
                    Serving.Ended ended = reign(taken);
                    aftermath.after(ended);
                    if (ended.cause() == null) {
                        return;
                    }
                    LOG.warn("Writing to {} failed.", settings.topic(), ended.cause());
                    if (ended.cause() instanceof IndexDamagedException damaged) {
                        home.startAnew(String.valueOf(damaged.getMessage()));
                    }
                } catch (EventStoreFailure.Refused refused) {
                    become(new StoreState.Refused(String.valueOf(refused.getMessage())));
                    firstServing.completeExceptionally(refused);
                    appends.failAll(String.valueOf(refused.getMessage()));
                    rest(settings.checkInterval().toNanos());
                } catch (Taking.Dispossessed dispossessed) {
                    settle(taking.follow());
                    standDown(String.valueOf(dispossessed.getMessage()));
                    return;
                } catch (RuntimeException failure) {
                    LOG.warn("The ledger {} cannot be taken yet.", settings.topic(), failure);
                    become(
                            new StoreState.Unavailable(
                                    "The ledger cannot be taken: " + failure.getMessage()));
                    rest(pause);
                    pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
                }
            }
        } catch (RuntimeException | Error failure) {
            LOG.error("The writer of {} ended.", settings.topic(), failure);
            become(new StoreState.Unavailable("The writer ended: " + failure.getMessage()));
            firstServing.completeExceptionally(failure);
        } finally {
            end();
        }
    }

    private void settle(Checkpoint checkpoint) {
        publish(checkpoint);
        aftermath.settle(home.open());
    }

    private Serving.Ended reign(Taking.Taken taken) {
        try (Serving reign = new Serving(settings, clock, taken, new Court())) {
            publish(taken.checkpoint());
            serving = reign;
            watch.proven(System.nanoTime());
            become(new StoreState.Serving());
            firstServing.complete(null);
            return reign.run();
        } finally {
            serving = null;
            if (!closing) {
                become(new StoreState.CatchingUp(head.nextPosition(), head.nextPosition()));
            }
        }
    }

    private void standDown(String reason) {
        LOG.warn("{} This one stands down.", reason);
        become(new StoreState.Unavailable(reason));
        appends.failAll(reason);
    }

    private void end() {
        ended = true;
        if (closing) {
            become(new StoreState.Closed());
        }
        appends.failAll("the store does not write any more.");
        firstServing.completeExceptionally(notServing());
    }

    private void publish(Checkpoint checkpoint) {
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

    private void become(StoreState next) {
        if (!next.equals(state)) {
            state = next;
            progress.at(next);
        }
    }

    private EventStoreFailure notServing() {
        return switch (state) {
            case StoreState.Refused(String reason) -> new EventStoreFailure.Refused(reason);
            case StoreState.Unavailable(String reason) ->
                    appends.unavailable(reason, Outcome.NONE, null);
            case StoreState.CatchingUp catchingUp ->
                    appends.unavailable(
                            "The store is reading the log and does not serve yet.",
                            Outcome.NONE,
                            null);
            case StoreState.Following(long position, String writer) ->
                    appends.unavailable(
                            writer == null
                                    ? "Another node is about to write this ledger."
                                    : "The node at " + writer + " writes this ledger.",
                            Outcome.NONE,
                            null);
            case StoreState.Serving busy ->
                    appends.unavailable("The store does not serve.", Outcome.NONE, null);
            case StoreState.Closed closed ->
                    appends.unavailable("The store is closed.", Outcome.NONE, null);
        };
    }

    private void rest(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !closing; left = until - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private final class Court implements Serving.Court {

        @Override
        public @Nullable PendingAppend next() {
            return appends.next();
        }

        @Override
        public void again(List<PendingAppend> again) {
            appends.again(again);
        }

        @Override
        public void committed(Batch batch, Checkpoint checkpoint) {
            publish(checkpoint);
            watch.proven(batch.committedSince());
            for (Batch.Member member : batch.members()) {
                appends.succeed(
                        member.append(),
                        new PendingAppend.Appended(member.firstPosition(), member.lastPosition()));
            }
        }

        @Override
        public void rejected(PendingAppend append, RuntimeException reason) {
            appends.fail(append, reason);
        }

        @Override
        public @Nullable Throwable abdication() {
            return abdication;
        }

        @Override
        public boolean isClosing() {
            return closing;
        }
    }
}
