package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.StoreState;
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

    /** A commit, or Kafka's word, has just shown that the ledger is this writer's. */
    void proven() {
        provenAt = System.nanoTime();
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
            provenAt = Math.max(provenAt, askedAt);
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
        long known = writer.head().nextPosition();
        String id = asked.check();
        if (topicId != null && !topicId.equals(id)) {
            throw new EventStoreFailure.Refused(
                    "The topic "
                            + settings.topic()
                            + " was deleted and made anew while it was in use.");
        }
        topicId = id;
        // An offset is never smaller than the position there.
        if (asked.uncommittedEnd() < known) {
            throw new EventStoreFailure.Refused(
                    "The topic "
                            + settings.topic()
                            + " ends before position "
                            + (known - 1)
                            + ", which was recorded: its tail was cut off.");
        }
    }
}
