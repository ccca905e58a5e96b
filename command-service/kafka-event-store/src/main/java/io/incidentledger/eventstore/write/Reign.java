package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.index.Checkpoint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's reigns, one at a time: from the taking of the ledger until something ends it, be it
 * in order. The node's thread takes and serves; the others may end it.
 */
final class Reign {

    private static final Logger LOG = LoggerFactory.getLogger(Reign.class);

    private final EventStoreSettings settings;
    private final InstantSource clock;
    private final Standing standing;
    private final Lease lease;
    private final IndexHome home;
    private final OpenAppends appends;
    private final Aftermath aftermath;
    private final Candidacy candidacy;
    private final String ownerGroup;
    private final BooleanSupplier closing;
    private final Runnable onServing;
    private boolean reignedBefore;

    private volatile @Nullable Serving serving;
    private volatile @Nullable Throwable abdication;
    private boolean writing; // guarded by this

    Reign(
            EventStoreSettings settings,
            InstantSource clock,
            Standing standing,
            Lease lease,
            IndexHome home,
            OpenAppends appends,
            Aftermath aftermath,
            Candidacy candidacy,
            String ownerGroup,
            BooleanSupplier closing,
            Runnable onServing) {
        this.settings = settings;
        this.clock = clock;
        this.standing = standing;
        this.lease = lease;
        this.home = home;
        this.appends = appends;
        this.aftermath = aftermath;
        this.candidacy = candidacy;
        this.ownerGroup = ownerGroup;
        this.closing = closing;
        this.onServing = onServing;
    }

    /**
     * Takes the ledger and serves until that ends, if this node may.
     *
     * @return how it ended; null when there was none
     */
    Serving.@Nullable Ended run(Taking taking) {
        if (!begin()) {
            return null;
        }
        try {
            standing.catchingUp();
            Taking.Taken taken = taking.take(reignedBefore);
            reignedBefore = true;
            standing.publish(taken.checkpoint());
            aftermath.settle(home.open());
            return serve(taken);
        } finally {
            end();
        }
    }

    /** There is something to do. From any thread. */
    void wake() {
        Serving now = serving;
        if (now != null) {
            now.wake();
        }
    }

    /** Nobody remembers, or soon will, who has the ledger. From any thread. */
    void claimAgain(Owner owner) {
        Serving now = serving;
        if (now != null) {
            now.claim(ownerGroup, owner);
        }
    }

    /** It must end for this reason, and nothing be answered any more. From any thread. */
    void abdicate(Throwable reason) {
        abdication = reason;
        lease.end();
        wake();
    }

    /** What was to end an earlier reign says nothing about the next. */
    void forgetAbdication() {
        abdication = null;
    }

    /** Waits until nothing is written any more; false when that takes longer. From any thread. */
    synchronized boolean awaitEnd(Duration patience) {
        wake();
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        while (writing) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !writing;
    }

    private synchronized boolean begin() {
        writing = candidacy.isChosen() && !closing.getAsBoolean();
        return writing;
    }

    private synchronized void end() {
        writing = false;
        notifyAll();
    }

    private Serving.Ended serve(Taking.Taken taken) {
        try (Serving now = new Serving(settings, clock, taken, new Court())) {
            standing.endsAt(taken.end());
            serving = now;
            if (candidacy == Candidacy.ALONE) {
                lease.proven(taken.fencedAt());
            }
            standing.otherOwner(null);
            standing.become(new StoreState.Serving());
            standing.publish(taken.checkpoint()); // who could not read until now is told
            onServing.run();
            LOG.info(
                    "Writing {} from position {} on, {} ms after shutting out whoever wrote before.",
                    settings.topic(),
                    standing.head().nextPosition(),
                    (System.nanoTime() - taken.fencedAt().nanos()) / 1_000_000);
            Serving.Ended how = now.run();
            if (how.cause() == null) {
                letGo(taken.log());
            }
            return how;
        } finally {
            serving = null;
            if (!closing.getAsBoolean()) {
                standing.catchingUp();
            }
        }
    }

    /** So that nobody is sent here any more. */
    private void letGo(TransactionalLog log) {
        if (candidacy == Candidacy.ALONE || !lease.holds()) {
            return;
        }
        try {
            log.claim(ownerGroup, "");
        } catch (RuntimeException failure) {
            LOG.debug("Nobody was told that {} is free", settings.topic(), failure);
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
            standing.publish(checkpoint);
            standing.endsAt(Decider.endAfter(batch));
            settings.meter()
                    .committed(
                            batch.members().size(),
                            batch.events().size(),
                            Duration.ofNanos(System.nanoTime() - batch.committedSince().nanos()));
            if (candidacy == Candidacy.ALONE) {
                lease.proven(batch.committedSince());
            }
            for (Batch.Member member : batch.members()) {
                appends.succeed(
                        member.append(),
                        new PendingAppend.Appended(member.firstPosition(), member.lastPosition()));
            }
        }

        @Override
        public void rejected(PendingAppend append, RuntimeException reason) {
            // Decided by what the index holds: nobody else may have written since.
            appends.fail(append, () -> lease.holds() ? reason : standing.unproven());
        }

        @Override
        public @Nullable Throwable abdication() {
            return abdication;
        }

        @Override
        public boolean isClosing() {
            return closing.getAsBoolean() || !candidacy.isChosen();
        }
    }
}
