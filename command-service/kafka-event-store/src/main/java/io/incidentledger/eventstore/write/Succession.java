package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.index.IndexDamagedException;
import io.incidentledger.eventstore.index.IndexUnusableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
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
    private final Function<EventStoreSettings, TransactionalLog> logs;
    private final Standing standing;
    private final IndexHome home;
    private final OpenAppends appends;
    private final SpotCheck spotCheck;
    private final Aftermath aftermath;
    private final Owner owner;
    private final String ownerGroup;
    private final Candidacy candidacy;
    private final Reign reign;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread thread;

    private long pause;
    private int failures;

    private volatile boolean closing;
    private volatile boolean ended;

    Succession(
            EventStoreSettings settings,
            InstantSource clock,
            Function<EventStoreSettings, TransactionalLog> logs,
            Standing standing,
            Lease lease,
            IndexHome home,
            OpenAppends appends,
            SpotCheck spotCheck) {
        this.settings = settings;
        this.logs = logs;
        this.standing = standing;
        this.home = home;
        this.appends = appends;
        this.spotCheck = spotCheck;
        this.aftermath = new Aftermath(settings, appends);
        this.owner = new Owner(UUID.randomUUID().toString(), settings.advertisedAddress());
        this.ownerGroup = Topic.ownerGroup(settings);
        this.candidacy = Candidacy.of(settings, lease, this);
        this.reign =
                new Reign(
                        settings,
                        clock,
                        standing,
                        lease,
                        home,
                        appends,
                        aftermath,
                        candidacy,
                        ownerGroup,
                        () -> closing,
                        () -> ready.complete(null));
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
        reign.wake();
    }

    /** Says again whose the ledger is, if it is served here. From any thread. */
    void claimAgain() {
        reign.claimAgain(owner);
    }

    /** The reign must end for this reason, and nothing be answered any more. From any thread. */
    void abdicate(Throwable reason) {
        reign.abdicate(reason);
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
    public void handOver() {
        if (!reign.awaitEnd(patience())) {
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
                } catch (Taking.NotChosen replaced) {
                    LOG.info("{} This one follows.", replaced.getMessage());
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
            standing.become(new StoreState.Unavailable("The writer ended: " + failure));
            // Nobody else may write while this node goes on proving that it may.
            candidacy.withdraw();
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
        standing.publish(taking.prepare());
        spotCheck.again();
        candidacy.stand();
        if (!candidacy.isChosen()) {
            follow(taking, replica, topic);
        }
        reign.forgetAbdication();
        long began = System.nanoTime();
        Serving.Ended how = reign.run(taking);
        if (how == null) {
            return;
        }
        failures = 0;
        pause = System.nanoTime() - began > SHORT_REIGN_NANOS ? 0 : pause;
        aftermath.after(how);
        if (how.cause() instanceof RuntimeException cause
                && (cause instanceof Taking.NotChosen || !(cause instanceof KafkaException))) {
            throw cause;
        } else if (how.cause() != null) {
            LOG.warn("Writing to {} failed.", settings.topic(), how.cause());
            rest(nextPause());
        }
    }

    private void follow(Taking taking, Replica replica, Topic topic) {
        following();
        standing.publish(replica.checkpoint()); // who could not read until now is told
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
                following(); // reading it said otherwise
            }
            if (System.nanoTime() - nextCheck >= 0) {
                replica.requireSame(topic.check());
                nextCheck = System.nanoTime() + settings.checkInterval().toNanos();
            }
        }
    }

    private void following() {
        standing.become(new StoreState.Following(standing.head().nextPosition(), null));
    }

    private void settle(Checkpoint checkpoint) {
        standing.publish(checkpoint);
        aftermath.settle(home.open());
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
        if (failure instanceof IndexUnusableException) {
            home.close(); // it writes again only when it is opened again
        }
        if (failure instanceof KafkaException || failure instanceof IndexUnusableException) {
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
}
