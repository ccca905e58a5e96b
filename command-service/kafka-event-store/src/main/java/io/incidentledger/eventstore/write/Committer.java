package io.incidentledger.eventstore.write;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Commits batches one after the other on a thread of its own, so that the next one is decided
 * meanwhile. Stops at the first failure: what was decided after it rests on what did not happen.
 */
final class Committer implements AutoCloseable {

    /** How the commit of a batch ended; without a failure, it is in the log. */
    record Result(Batch batch, @Nullable Exception failure) {}

    /** After a stall of Kafka nobody should wait for those who have given up. */
    private static final long LONGEST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final TransactionalLog log;
    private final Consumer<Result> onResult;
    private final Runnable onTaken;
    private final Thread thread;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All below guarded by the lock.
    private @Nullable Batch open;
    private @Nullable Runnable claim;
    private boolean full;
    private boolean closed;
    private int expected;
    private long patientUntil;

    Committer(TransactionalLog log, String name, Consumer<Result> onResult, Runnable onTaken) {
        this.log = log;
        this.onResult = onResult;
        this.onTaken = onTaken;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether an append could join the open batch or begin one. */
    boolean hasRoomFor(PendingAppend append, int maxEvents, int maxBytes) {
        lock.lock();
        try {
            boolean room = open == null || !open.isClosedFor(append, maxEvents, maxBytes);
            if (!room && !full) {
                full = true;
                changed.signal();
            }
            return room;
        } finally {
            lock.unlock();
        }
    }

    /** Adds to the open batch, or begins one. Only where there is room. */
    Batch add(Decider.Decision.Accepted accepted) {
        lock.lock();
        try {
            Batch batch = open;
            if (batch == null) {
                batch = new Batch();
                open = batch;
                full = false;
            }
            batch.add(accepted.member(), accepted.records(), accepted.events());
            int members = batch.members().size();
            if (members == 1 || members == expected) {
                changed.signal();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Does this before the next commit, or at once: it fails, and ends all, as a commit does. */
    void claim(Runnable asked) {
        lock.lock();
        try {
            claim = asked;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Finishes what it is at and takes nothing more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn && awaitWork()) {
            Runnable asked = takeClaim();
            goesOn = asked == null ? commitNext() : claimed(asked);
        }
    }

    private boolean commitNext() {
        Batch batch = take();
        if (batch == null) {
            return false;
        }
        onTaken.run();
        long start = System.nanoTime();
        Exception failure = commit(batch);
        expect(batch, start, System.nanoTime());
        onResult.accept(new Result(batch, failure));
        return failure == null;
    }

    private boolean claimed(Runnable asked) {
        try {
            asked.run();
            return true;
        } catch (RuntimeException | Error failure) {
            // Nobody's events were in it.
            onResult.accept(
                    new Result(new Batch(), new TransactionalLog.CertainlyAborted(failure)));
            return false;
        }
    }

    private @Nullable Exception commit(Batch batch) {
        List<ProducerRecord<byte[], byte[]>> records = batch.records();
        try {
            Lease.Moment askedAt = Lease.Moment.now();
            batch.committedAt(log.commit(records), askedAt);
            return null;
        } catch (TransactionalLog.CertainlyAborted | TransactionalLog.OutcomeUnknown failure) {
            return failure;
        } catch (RuntimeException | Error failure) {
            // Not foreseen, so nothing can be said about it.
            return new TransactionalLog.OutcomeUnknown(failure);
        }
    }

    /**
     * Those who are answered now come back in a moment with their next append, and a transaction
     * costs nearly the same for one as for all of them. Without waiting for them, the writers fall
     * into two halves that miss each other's transactions for ever. Who does not come is waited for
     * no longer than the commit took; who is alone waits for nobody.
     */
    private void expect(Batch committed, long start, long end) {
        lock.lock();
        try {
            expected = committed.members().size() + (open == null ? 0 : open.members().size());
            patientUntil = end + Math.min(end - start, LONGEST_PATIENCE_NANOS);
        } finally {
            lock.unlock();
        }
    }

    /** False when nothing more is to be done. */
    private boolean awaitWork() {
        lock.lock();
        try {
            while (open == null && claim == null && !closed) {
                changed.await();
            }
        } catch (InterruptedException ended) {
            closed = true;
        } finally {
            lock.unlock();
        }
        return !closed;
    }

    private @Nullable Runnable takeClaim() {
        lock.lock();
        try {
            Runnable asked = claim;
            claim = null;
            return asked;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Batch take() {
        lock.lock();
        try {
            long left = patientUntil - System.nanoTime();
            while (open != null
                    && !closed
                    && !full
                    && open.members().size() < expected
                    && left > 0) {
                left = changed.awaitNanos(left);
            }
            Batch batch = closed ? null : open;
            open = null;
            return batch;
        } catch (InterruptedException ended) {
            closed = true;
            return null;
        } finally {
            lock.unlock();
        }
    }
}
