package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.index.IndexDamagedException;
import io.incidentledger.eventstore.index.NoSpaceException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a node: follows the log until it may write, takes the ledger, serves until something
 * ends that, and begins again. It stands down when it is the only node and another writer came
 * later, and stops where history is in danger. One thread; what others may call is said so.
 */
final class Succession implements Candidacy.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long SHORT_REIGN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int FAILURES_BEFORE_OTHERS_MAY_TRY = 3;

    private final EventStoreSettings settings;
    private final InstantSource clock;
    private final Function<EventStoreSettings, TransactionalLog> logs;
    private final Standing standing;
    private final Lease lease;
    private final IndexHome home;
    private final OpenAppends appends;
    private final Aftermath aftermath;
    private final Owner owner;
    private final String ownerGroup;
    private final Candidacy candidacy;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread thread;

    private boolean reignedBefore;
    private long pause;
    private int failures;

    private volatile @Nullable Serving serving;
    private volatile @Nullable Throwable abdication;
    private volatile boolean closing;
    private volatile boolean ended;
    private boolean writing; // guarded by this

    Succession(
            EventStoreSettings settings,
            InstantSource clock,
            Function<EventStoreSettings, TransactionalLog> logs,
            Standing standing,
            Lease lease,
            IndexHome home,
            OpenAppends appends) {
        this.settings = settings;
        this.clock = clock;
        this.logs = logs;
        this.standing = standing;
        this.lease = lease;
        this.home = home;
        this.appends = appends;
        this.aftermath = new Aftermath(settings, appends);
        this.owner = new Owner(UUID.randomUUID().toString(), settings.advertisedAddress());
        this.ownerGroup = settings.transactionalId() + ".owner";
        this.candidacy = Candidacy.of(settings, lease, this);
        this.thread =
                Thread.ofPlatform()
                        .name("event-store-" + settings.topic())
                        .daemon()
                        .unstarted(this::live);
    }

    /** Completes when it serves or follows for the first time; fails when it is refused. */
    CompletableFuture<Void> start() {
        thread.start();
        return ready;
    }

    Owner owner() {
        return owner;
    }

    String ownerGroup() {
        return ownerGroup;
    }

    /** Whether what is submitted will be written here. From any thread. */
    boolean takesAppends() {
        return !closing && standing.takesAppends() && candidacy.isChosen();
    }

    /** Whether nothing will be decided any more. From any thread. */
    boolean hasEnded() {
        return ended;
    }

    /** There is something to do. From any thread. */
    void wake() {
        Serving reign = serving;
        if (reign != null) {
            reign.wake();
        }
    }

    /** The reign must end for this reason, and nothing be answered any more. From any thread. */
    void abdicate(Throwable reason) {
        abdication = reason;
        lease.end();
        wake();
    }

    @Override
    public void changed() {
        LockSupport.unpark(thread);
    }

    @Override
    public void lost() {
        abdicate(new Taking.NotChosen(settings.topic()));
    }

    @Override
    public synchronized void handOver() {
        wake();
        long deadline = System.nanoTime() + patience().toNanos();
        long left = patience().toMillis();
        while (writing && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                left = 0;
            }
            left = Math.min(left, (deadline - System.nanoTime()) / 1_000_000);
        }
        if (writing) {
            lost();
        }
    }

    /**
     * Writes what is waiting, if that is possible soon, lets the ledger go, and ends. From any
     * thread; true when the caller was interrupted meanwhile.
     */
    boolean end() {
        closing = true;
        LockSupport.unpark(thread);
        wake();
        boolean interrupted = false;
        long deadline = System.nanoTime() + patience().toNanos();
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
        // Only now, so that nobody is chosen while something is still being committed here.
        candidacy.close();
        return interrupted;
    }

    private Duration patience() {
        return settings.appendTimeout().plus(settings.transactionTimeout());
    }

    private void live() {
        try (Topic topic = new Topic(settings);
                Replica replica = new Replica(settings, home, standing::become)) {
            Taking taking =
                    new Taking(settings, topic, home, replica, candidacy, owner, ownerGroup, logs);
            while (!closing) {
                try {
                    turn(taking, replica, topic);
                } catch (Taking.Dispossessed dispossessed) {
                    settle(taking.readWhatWasLeft());
                    standDown(String.valueOf(dispossessed.getMessage()));
                    return;
                } catch (EventStoreFailure.Refused refused) {
                    refuse(refused);
                } catch (IndexDamagedException damaged) {
                    home.startAnew(String.valueOf(damaged.getMessage()));
                    rest(nextPause());
                } catch (RuntimeException failure) {
                    replica.close();
                    failed(failure);
                }
            }
        } catch (RuntimeException | Error failure) {
            LOG.error("The writer of {} ended.", settings.topic(), failure);
            standing.become(
                    new StoreState.Unavailable("The writer ended: " + failure.getMessage()));
            ready.completeExceptionally(failure);
        } finally {
            ended = true;
            if (closing) {
                standing.become(new StoreState.Closed());
            }
            appends.failAll("the store does not write any more.");
            ready.completeExceptionally(standing.notServing());
        }
    }

    /** From following to the end of a reign. */
    private void turn(Taking taking, Replica replica, Topic topic) {
        abdication = null;
        standing.publish(taking.prepare());
        candidacy.stand();
        if (!candidacy.isChosen()) {
            follow(taking, replica, topic);
        }
        if (closing || !beginWriting()) {
            return;
        }
        Serving.Ended how;
        try {
            catchingUp();
            Taking.Taken taken = taking.take(reignedBefore);
            reignedBefore = true;
            settle(taken.checkpoint());
            how = reign(taken);
        } finally {
            endWriting();
        }
        aftermath.after(how);
        if (how.cause() instanceof RuntimeException cause && !(cause instanceof KafkaException)) {
            throw cause;
        } else if (how.cause() != null) {
            LOG.warn("Writing to {} failed.", settings.topic(), how.cause());
            rest(nextPause());
        }
    }

    private void follow(Taking taking, Replica replica, Topic topic) {
        standing.become(new StoreState.Following(standing.head().nextPosition(), null));
        failures = 0;
        long since = System.nanoTime();
        long session = settings.sessionTimeout().toNanos();
        long nextCheck = since + settings.checkInterval().toNanos();
        while (!closing && !candidacy.isChosen()) {
            appends.failWaiting(standing.whoWrites());
            if (replica.follow(POLL)) {
                standing.publish(replica.checkpoint());
            }
            if (candidacy.isDecided()
                    && (standing.otherOwner() != null || System.nanoTime() - since > session)) {
                ready.complete(null);
            }
            if (aftermath.isOpen() && taking.otherOwner().isPresent()) {
                // Fenced: what is not in the log by now will never be.
                settle(taking.readWhatWasLeft());
            }
            if (System.nanoTime() - nextCheck >= 0) {
                replica.requireSame(topic.check());
                nextCheck = System.nanoTime() + settings.checkInterval().toNanos();
            }
        }
    }

    private Serving.Ended reign(Taking.Taken taken) {
        long began = System.nanoTime();
        try (Serving reign = new Serving(settings, clock, taken, new Court())) {
            standing.publish(taken.checkpoint());
            standing.endsAt(taken.end());
            serving = reign;
            if (candidacy == Candidacy.ALONE) {
                lease.proven(began);
            }
            standing.otherOwner(null);
            standing.become(new StoreState.Serving());
            failures = 0;
            ready.complete(null);
            LOG.info(
                    "Writing {} from position {} on, {} ms after shutting out whoever wrote before.",
                    settings.topic(),
                    standing.head().nextPosition(),
                    (System.nanoTime() - taken.fencedAt()) / 1_000_000);
            Serving.Ended how = reign.run();
            if (how.cause() == null) {
                letGo(taken.log());
            }
            return how;
        } finally {
            serving = null;
            if (System.nanoTime() - began > SHORT_REIGN_NANOS) {
                pause = 0;
            }
            if (!closing) {
                catchingUp();
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

    private synchronized boolean beginWriting() {
        writing = candidacy.isChosen();
        return writing;
    }

    private synchronized void endWriting() {
        writing = false;
        notifyAll();
    }

    private void settle(Checkpoint checkpoint) {
        standing.publish(checkpoint);
        aftermath.settle(home.open());
    }

    private void catchingUp() {
        long position = standing.head().nextPosition();
        standing.become(new StoreState.CatchingUp(position, position));
    }

    private void refuse(EventStoreFailure.Refused refused) {
        String reason = String.valueOf(refused.getMessage());
        StoreState next = new StoreState.Refused(reason);
        if (!next.equals(standing.state())) {
            LOG.error("{} The ledger is not written until that is mended.", reason);
        }
        standing.become(next);
        ready.completeExceptionally(refused);
        appends.failAll(reason);
        // It may be this node's index alone.
        candidacy.withdraw();
        rest(settings.checkInterval().toNanos());
    }

    private void standDown(String reason) {
        LOG.warn("{} This one stands down.", reason);
        standing.become(new StoreState.Unavailable(reason));
        appends.failAll(reason);
    }

    private void failed(RuntimeException failure) {
        if (failure instanceof NoSpaceException) {
            home.close(); // it writes again only when it is opened again
        }
        if (failure instanceof KafkaException || failure instanceof NoSpaceException) {
            LOG.warn("The ledger {} cannot be taken yet: {}", settings.topic(), failure.toString());
        } else {
            LOG.warn("The ledger {} cannot be taken yet.", settings.topic(), failure);
        }
        standing.become(
                new StoreState.Unavailable("The ledger cannot be taken: " + failure.getMessage()));
        if (++failures % FAILURES_BEFORE_OTHERS_MAY_TRY == 0) {
            candidacy.withdraw();
        }
        rest(Math.max(FIRST_PAUSE_NANOS, nextPause()));
    }

    /**
     * None after a long reign, then more and more: two nodes must not fence each other for ever.
     */
    private long nextPause() {
        long now = pause;
        pause = Math.min(Math.max(FIRST_PAUSE_NANOS, 2 * pause), LONGEST_PAUSE_NANOS);
        return now;
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
            standing.publish(checkpoint);
            standing.endsAt(Decider.endAfter(batch));
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
            return closing || !candidacy.isChosen();
        }
    }
}
