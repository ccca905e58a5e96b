package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.index.EventIndex;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every so often, beside the writer: whether the ledger is still this writer's own, whether
 * the topic is still safe, and whether somebody has waited for too long.
 */
final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final long OVERDUE_MILLIS = 100;
    private static final long FOLLOWERS_LOOK_MILLIS = 250;
    // Kafka forgets what a group without members committed after seven days, by default.
    private static final long CLAIM_NANOS = TimeUnit.DAYS.toNanos(1);
    private static final int CHECKS_PER_SPOT_CHECK = 10;

    private final EventStoreSettings settings;
    private final Writer writer;
    private final Standing standing;
    private final Lease lease;
    private final Succession succession;
    private final SpotCheck spotCheck;
    private final boolean alone;
    private final ScheduledExecutorService clockwork =
            Executors.newScheduledThreadPool(
                    3, Thread.ofPlatform().daemon().name("event-store-watch-", 0).factory());
    private @Nullable Topic topic; // by one task at a time
    private @Nullable String topicId;
    private long nextCheck;
    private long nextClaim = System.nanoTime() + CLAIM_NANOS;
    private long checkedAt = System.nanoTime();

    Watch(
            EventStoreSettings settings,
            Writer writer,
            Standing standing,
            Lease lease,
            Succession succession,
            SpotCheck spotCheck) {
        this.settings = settings;
        this.writer = writer;
        this.standing = standing;
        this.lease = lease;
        this.succession = succession;
        this.spotCheck = spotCheck;
        this.alone = settings.advertisedAddress() == null;
    }

    void start() {
        long interval = settings.ownershipInterval().toMillis();
        if (!alone) {
            // Whoever is turned away wants to know soon where to go instead.
            interval = Math.min(interval, FOLLOWERS_LOOK_MILLIS);
        }
        clockwork.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.MILLISECONDS);
        long checks = settings.checkInterval().toMillis();
        clockwork.scheduleWithFixedDelay(
                this::checkOneEvent, checks, CHECKS_PER_SPOT_CHECK * checks, TimeUnit.MILLISECONDS);
        clockwork.scheduleWithFixedDelay(
                writer::failOverdue, OVERDUE_MILLIS, OVERDUE_MILLIS, TimeUnit.MILLISECONDS);
        clockwork.scheduleWithFixedDelay(
                standing::tellOfLease, OVERDUE_MILLIS, OVERDUE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        try {
            if (!clockwork.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("A question to Kafka goes on after the store was closed.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (topic != null) {
            topic.close();
        }
    }

    private void look() {
        boolean serving = standing.isServing();
        if (!serving) {
            topicId = null;
            nextCheck = System.nanoTime() + settings.checkInterval().toNanos();
            nextClaim = System.nanoTime() + CLAIM_NANOS;
            checked();
            if (alone) {
                return;
            }
        }
        try {
            Topic asked = topic == null ? new Topic(settings) : topic;
            topic = asked;
            Lease.Moment askedAt = Lease.Moment.now();
            Optional<Owner> claim = asked.owner(succession.ownerGroup());
            Owner another =
                    claim.filter(current -> !current.id().equals(succession.owner().id()))
                            .orElse(null);
            standing.otherOwner(another);
            if (!serving) {
                return;
            }
            if (another != null) {
                succession.abdicate(new Taking.Dispossessed(settings.topic()));
                return;
            }
            if (alone) {
                // Of several nodes, the group proves it: a claim may be as old as its reader.
                lease.proven(askedAt);
            }
            if (claim.isEmpty() || System.nanoTime() - nextClaim >= 0) {
                succession.claimAgain();
                nextClaim = System.nanoTime() + CLAIM_NANOS;
            }
            if (System.nanoTime() - nextCheck >= 0) {
                check(asked);
                checked();
                nextCheck = System.nanoTime() + settings.checkInterval().toNanos();
            }
        } catch (EventStoreFailure.Refused refused) {
            succession.abdicate(refused);
        } catch (RuntimeException failure) {
            LOG.debug("Kafka could not be asked about {}", settings.topic(), failure);
            unchecked(failure);
        }
    }

    private void checked() {
        checkedAt = System.nanoTime();
        standing.unchecked(null);
    }

    /** To serve on is right for a while; to do so for ever without a word is not. */
    private void unchecked(RuntimeException failure) {
        Duration patience = settings.checkInterval().multipliedBy(2);
        if (standing.isServing()
                && standing.unchecked() == null
                && System.nanoTime() - checkedAt > patience.toNanos()) {
            LOG.warn(
                    "Whether history is still safe in the topic {} has not been known for {}: {}",
                    settings.topic(),
                    patience,
                    failure.toString());
            standing.unchecked(failure.toString());
        }
    }

    /** On its own, since it may wait for Kafka for longer than a lease. */
    private void checkOneEvent() {
        if (!standing.isServing()) {
            return;
        }
        try {
            long recorded = writer.head().nextPosition();
            if (recorded > 0) {
                long position = ThreadLocalRandom.current().nextLong(recorded);
                writer.ask(index -> index.event(position)).ifPresent(spotCheck::of);
            }
        } catch (EventStoreFailure.Refused refused) {
            succession.abdicate(refused);
        } catch (RuntimeException failure) {
            LOG.debug("One event of {} could not be checked", settings.topic(), failure);
        }
    }

    private void check(Topic asked) {
        Optional<Checkpoint> known = writer.ask(EventIndex::checkpoint);
        String id = asked.check();
        if (topicId != null && !topicId.equals(id)) {
            throw new EventStoreFailure.Refused(
                    "The topic "
                            + settings.topic()
                            + " was deleted and made anew while it was in use.");
        }
        topicId = id;
        long expectedEnd = standing.end();
        boolean resting = writer.waiting() == 0;
        long end = asked.uncommittedEnd();
        if (known.isPresent() && end <= known.get().lastOffset()) {
            throw new EventStoreFailure.Refused(
                    "The topic "
                            + settings.topic()
                            + " ends at offset "
                            + end
                            + ", before position "
                            + (known.get().nextPosition() - 1)
                            + ", which was recorded: its tail was cut off.");
        }
        if (end > expectedEnd
                && resting
                && writer.waiting() == 0
                && standing.end() == expectedEnd) {
            // Reading the log again tells whether it was an event of somebody else's, or nothing.
            succession.abdicate(
                    new KafkaException(
                            "Somebody else wrote into the topic "
                                    + settings.topic()
                                    + " between offset "
                                    + expectedEnd
                                    + " and "
                                    + end));
        }
    }
}
