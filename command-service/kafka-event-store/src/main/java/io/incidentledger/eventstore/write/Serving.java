package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.record.RecordFormat;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One reign: from a taking of the ledger to the first failure. Decides what is waiting while the
 * batch before is being committed, and takes into the index what was. On the writer's thread.
 */
final class Serving implements AutoCloseable {

    /** What the reign needs of the writer. */
    interface Court {

        /** The next append to decide, or null. */
        @Nullable PendingAppend next();

        /** These are to be decided before all others, in this order. */
        void again(List<PendingAppend> appends);

        /** In the log and in the index. */
        void committed(Batch batch, Checkpoint checkpoint);

        /** Not written, for this reason. */
        void rejected(PendingAppend append, RuntimeException reason);

        /** Why the reign is to end, or null. */
        @Nullable Throwable abdication();

        /** Whether to end as soon as nothing waits. */
        boolean isClosing();
    }

    /**
     * How the reign ended.
     *
     * @param cause null when it was closed in order
     * @param aborted batches that are not in the log and never will be
     * @param unknown batches that may be in the log: only reading it tells
     */
    record Ended(@Nullable Throwable cause, List<Batch> aborted, List<Batch> unknown) {}

    private static final long RESTING_NANOS = 1_000_000_000L;

    private final EventStoreSettings settings;
    private final Court court;
    private final Decider decider;
    private final TransactionalLog log;
    private final Committer committer;
    private final Queue<Committer.Result> results = new ConcurrentLinkedQueue<>();
    private final Deque<Batch> uncommitted = new ArrayDeque<>();
    private final Thread writer = Thread.currentThread();
    private volatile boolean signalled;
    private volatile boolean waitsForRoom;

    Serving(EventStoreSettings settings, InstantSource clock, Taking.Taken taken, Court court) {
        this.settings = settings;
        this.court = court;
        this.log = taken.log();
        RecordFormat format =
                new RecordFormat(
                        settings.topic(),
                        settings.subjectTag(),
                        settings.source(),
                        settings.contentType());
        this.decider = new Decider(taken.index(), taken.checkpoint(), taken.end(), format, clock);
        this.committer =
                new Committer(
                        taken.log(),
                        writer.getName() + "-commit",
                        result -> {
                            results.add(result);
                            wake();
                        },
                        () -> {
                            if (waitsForRoom) {
                                wake();
                            }
                        });
    }

    /** There is something to do. From any thread. */
    void wake() {
        if (!signalled) {
            signalled = true;
            LockSupport.unpark(writer);
        }
    }

    /** Writes down again, between two commits, who has taken the ledger. From any thread. */
    void claim(String group, Owner owner) {
        committer.claim(() -> log.claim(group, owner.text()));
    }

    Ended run() {
        committer.start();
        try {
            return decideUntilTheEnd();
        } catch (RuntimeException failure) {
            // The index, most likely: what is in batches must still be answered for.
            return end(failure);
        }
    }

    private Ended decideUntilTheEnd() {
        PendingAppend held = null;
        while (true) {
            signalled = false;
            Ended ended = takeResults();
            if (ended != null) {
                giveBack(held);
                return ended;
            }
            Throwable abdication = court.abdication();
            if (abdication != null) {
                giveBack(held);
                return end(abdication);
            }
            held = held == null ? court.next() : held;
            if (held == null) {
                if (uncommitted.isEmpty() && court.isClosing()) {
                    committer.close(); // the log is for one thread
                    return new Ended(null, List.of(), List.of());
                }
                rest();
            } else if (hasRoomFor(held)) {
                decide(held);
                held = null;
            } else {
                waitsForRoom = true;
                if (!hasRoomFor(held)) {
                    rest();
                }
                waitsForRoom = false;
            }
        }
    }

    @Override
    public void close() {
        committer.close();
        log.close();
    }

    private boolean hasRoomFor(PendingAppend append) {
        return committer.hasRoomFor(append, settings.maxBatchEvents(), settings.maxBatchBytes());
    }

    private void decide(PendingAppend append) {
        if (!append.enterBatch()) {
            return; // answered meanwhile, for being late
        }
        Decider.Decision decision;
        try {
            decision = decider.decide(append);
        } catch (RuntimeException failure) {
            append.leaveBatch();
            giveBack(append);
            throw failure;
        }
        switch (decision) {
            case Decider.Decision.Rejected(RuntimeException reason) ->
                    court.rejected(append, reason);
            case Decider.Decision.Dependent(Batch batch) -> {
                append.leaveBatch();
                batch.follow(append);
            }
            case Decider.Decision.Accepted accepted -> {
                Batch batch = committer.add(accepted);
                if (uncommitted.peekLast() != batch) {
                    uncommitted.add(batch);
                    decider.assume(batch);
                }
            }
        }
    }

    private @Nullable Ended takeResults() {
        for (Committer.Result result = results.poll(); result != null; result = results.poll()) {
            if (result.failure() != null) {
                Throwable cause = result.failure().getCause();
                return end(cause == null ? result.failure() : cause, result);
            }
            Batch batch = result.batch();
            Checkpoint checkpoint;
            try {
                checkpoint = decider.apply(batch);
            } catch (RuntimeException failure) {
                return end(failure, result);
            }
            uncommitted.remove(batch);
            court.committed(batch, checkpoint);
            court.again(batch.followers());
        }
        return null;
    }

    /**
     * Waits for what is being committed: what becomes of it would otherwise be unknown without
     * need.
     */
    private Ended end(Throwable cause, Committer.Result... taken) {
        committer.close();
        results.addAll(List.of(taken));
        List<Batch> aborted = new ArrayList<>();
        List<Batch> unknown = new ArrayList<>();
        List<PendingAppend> again = new ArrayList<>();
        for (Committer.Result result : results) {
            uncommitted.remove(result.batch());
            // A batch that was committed but is not in the index will be found in the log, as one
            // of unknown outcome may.
            (result.failure() instanceof TransactionalLog.CertainlyAborted ? aborted : unknown)
                    .add(result.batch());
            again.addAll(result.batch().followers());
        }
        // What is left was decided but never sent.
        for (Batch batch : uncommitted) {
            for (Batch.Member member : batch.members()) {
                member.append().leaveBatch();
                again.add(member.append());
            }
            again.addAll(batch.followers());
        }
        uncommitted.clear();
        court.again(again);
        return new Ended(cause, aborted, unknown);
    }

    private void giveBack(@Nullable PendingAppend held) {
        if (held != null) {
            court.again(List.of(held));
        }
    }

    private void rest() {
        if (!signalled) {
            LockSupport.parkNanos(this, RESTING_NANOS);
        }
    }
}
