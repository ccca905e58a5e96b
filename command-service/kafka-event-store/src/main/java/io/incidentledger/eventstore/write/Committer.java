package io.incidentledger.eventstore.write;

import java.util.List;
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

    private final TransactionalLog log;
    private final Consumer<Result> onResult;
    private final Runnable onTaken;
    private final Thread thread;

    // All below guarded by this.
    private @Nullable Batch open;
    private boolean closed;

    Committer(TransactionalLog log, String name, Consumer<Result> onResult, Runnable onTaken) {
        this.log = log;
        this.onResult = onResult;
        this.onTaken = onTaken;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether an append of so many events could join the open batch or begin one. */
    synchronized boolean hasRoomFor(PendingAppend append, int maxEvents) {
        return open == null || !open.isClosedFor(append, maxEvents);
    }

    /** Adds to the open batch, or begins one. Only where there is room. */
    synchronized Batch add(Decider.Decision.Accepted accepted) {
        Batch batch = open;
        if (batch == null) {
            batch = new Batch();
            open = batch;
            notifyAll();
        }
        batch.add(accepted.member(), accepted.records(), accepted.events());
        return batch;
    }

    /** Finishes what it is at and takes nothing more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
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
        Batch batch = take();
        while (batch != null) {
            onTaken.run();
            Exception failure = commit(batch);
            onResult.accept(new Result(batch, failure));
            if (failure != null) {
                return;
            }
            batch = take();
        }
    }

    private @Nullable Exception commit(Batch batch) {
        List<ProducerRecord<byte[], byte[]>> records = batch.records();
        try {
            long askedAt = System.nanoTime();
            batch.committedAt(log.commit(records), askedAt);
            return null;
        } catch (TransactionalLog.CertainlyAborted | TransactionalLog.OutcomeUnknown failure) {
            return failure;
        } catch (RuntimeException | Error failure) {
            // Not foreseen, so nothing can be said about it.
            return new TransactionalLog.OutcomeUnknown(failure);
        }
    }

    private synchronized @Nullable Batch take() {
        while (open == null && !closed) {
            try {
                wait();
            } catch (InterruptedException ended) {
                closed = true;
            }
        }
        Batch batch = closed ? null : open;
        open = null;
        return batch;
    }
}
