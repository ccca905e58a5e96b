package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.index.EventIndex;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private static final long SHORTEST_LEASE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final EventStoreSettings settings;
    private final Writer writer;
    private final String ownerGroup;
    private final String owner;
    private final long leaseNanos;
    private final ScheduledExecutorService clockwork =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("event-store-watch-", 0).factory());
    private @Nullable Topic topic; // by one task at a time
    private @Nullable String topicId;
    private long nextCheck;
    private volatile long provenAt = System.nanoTime();

    Watch(EventStoreSettings settings, Writer writer, String ownerGroup, String owner) {
        this.settings = settings;
        this.writer = writer;
        this.ownerGroup = ownerGroup;
        this.owner = owner;
        this.leaseNanos =
                Math.max(SHORTEST_LEASE_NANOS, 10 * settings.ownershipInterval().toNanos());
    }

    void start() {
        long interval = settings.ownershipInterval().toMillis();
        clockwork.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.MILLISECONDS);
        clockwork.scheduleWithFixedDelay(
                writer::failOverdue, OVERDUE_MILLIS, OVERDUE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * A commit, or Kafka's word, has shown that the ledger was this writer's at this time or later.
     * When it was asked for, not when it was answered: a process may be stopped between the two.
     */
    synchronized void proven(long nanos) {
        if (nanos - provenAt > 0) {
            provenAt = nanos;
        }
    }

    /** Whether that was shown within the lease: 10 s, or ten times the interval of looking. */
    boolean isProven() {
        return System.nanoTime() - provenAt < leaseNanos;
    }

    @Override
    public void close() {
        clockwork.shutdown();
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
        if (!(writer.state() instanceof StoreState.Serving)) {
            topicId = null;
            nextCheck = System.nanoTime() + settings.checkInterval().toNanos();
            return;
        }
        try {
            Topic asked = topic == null ? new Topic(settings) : topic;
            topic = asked;
            long askedAt = System.nanoTime();
            Optional<String> current = asked.owner(ownerGroup);
            if (current.isPresent() && !current.get().equals(owner)) {
                writer.abdicate(new Taking.Dispossessed(settings.topic()));
                return;
            }
            proven(askedAt);
            if (System.nanoTime() - nextCheck >= 0) {
                check(asked);
                nextCheck = System.nanoTime() + settings.checkInterval().toNanos();
            }
        } catch (EventStoreFailure.Refused refused) {
            writer.abdicate(refused);
        } catch (RuntimeException failure) {
            LOG.debug("Kafka could not be asked about {}", settings.topic(), failure);
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
    }
}
