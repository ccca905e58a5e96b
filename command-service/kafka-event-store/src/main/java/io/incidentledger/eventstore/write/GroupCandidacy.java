package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of several nodes: a member of a consumer group in which whoever holds the ledger's one
 * partition may try to write. Nothing is read through it.
 *
 * <p>While it holds the partition it commits an offset again and again. Kafka takes the commit from
 * a member only, writes it down as safely as anything else, and begins the member's session anew
 * with it: nobody else can be given the partition before the session time-out has passed since the
 * commit was asked for. That is the proof that the lease counts from, and the lease is the shorter
 * of the two.
 *
 * <p>The assignor is cooperative, so that the writer keeps the partition, and goes on, while others
 * come and go.
 */
final class GroupCandidacy implements Candidacy {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCandidacy.class);
    private static final Duration POLL = Duration.ofMillis(20); // a wanted proof waits for it
    private static final Duration LEAVING = Duration.ofSeconds(2);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final EventStoreSettings settings;
    private final Lease lease;
    private final Listener listener;
    private final TopicPartition partition;
    private final Thread thread;

    // All below changed under this lock, those who wait for a change being told.
    private boolean started;
    private boolean standing;
    private volatile boolean chosen;
    private volatile boolean decided;
    private boolean closed;
    private Lease.@Nullable Moment proofWantedSince;

    GroupCandidacy(EventStoreSettings settings, Lease lease, Listener listener) {
        this.settings = settings;
        this.lease = lease;
        this.listener = listener;
        this.partition = new TopicPartition(settings.topic(), 0);
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("event-store-" + settings.topic() + "-candidacy")
                        .unstarted(this::run);
    }

    @Override
    public synchronized void stand() {
        standing = !closed;
        if (!started && !closed) {
            started = true;
            thread.start();
        }
        notifyAll();
    }

    @Override
    public boolean isChosen() {
        return chosen;
    }

    @Override
    public boolean isDecided() {
        return decided;
    }

    @Override
    public boolean prove() {
        Lease.Moment askedAt = Lease.Moment.now();
        long deadline = askedAt.nanos() + settings.sessionTimeout().toNanos();
        synchronized (this) {
            proofWantedSince = askedAt;
            while (chosen && !lease.isProvenSince(askedAt)) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                try {
                    wait(left);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return chosen;
        }
    }

    @Override
    public synchronized void withdraw() {
        standing = false;
        notifyAll();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            standing = false;
            notifyAll();
            if (!started) {
                return;
            }
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
        long pause = FIRST_PAUSE_MILLIS;
        while (awaitStanding()) {
            try {
                takePart();
                pause = FIRST_PAUSE_MILLIS;
            } catch (RuntimeException failure) {
                LOG.warn(
                        "The group that decides who writes {} cannot be taken part in yet.",
                        settings.topic(),
                        failure);
                lose();
                rest(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    /** Until it is told to withdraw. */
    private void takePart() {
        Consumer<byte[], byte[]> consumer = consumer();
        try {
            Membership membership = new Membership(consumer);
            consumer.subscribe(List.of(settings.topic()), membership);
            while (isStanding()) {
                consumer.poll(POLL);
                membership.holdWhatIsAssigned();
                membership.proveIfDue();
            }
        } finally {
            // Calls back before it leaves the group.
            consumer.close(CloseOptions.timeout(LEAVING));
            lose();
        }
    }

    /** One stay in the group; on the candidacy's thread. */
    private final class Membership implements ConsumerRebalanceListener {

        private final Consumer<byte[], byte[]> consumer;
        private final long interval = lease.length().toNanos() / 8;
        private long due = System.nanoTime();

        Membership(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> added) {
            if (added.contains(partition)) {
                // It is held, not read.
                consumer.seek(partition, 0);
                consumer.pause(List.of(partition));
                LOG.info("This node may write {}.", settings.topic());
                become(true);
            } else {
                become(isChosen()); // somebody else's, or kept
            }
            listener.changed();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            if (revoked.contains(partition)) {
                LOG.info("Another node may write {}; this one hands over.", settings.topic());
                become(false);
                // The group waits: nobody else is given the partition before this returns.
                listener.handOver();
                lease.end();
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            if (lost.contains(partition)) {
                LOG.warn(
                        "This node may not write {} any more: the group has gone on without it.",
                        settings.topic());
                lose();
            }
        }

        /** A proof that failed gave it up; if the group has not, the next proof will do. */
        void holdWhatIsAssigned() {
            if (!isChosen() && consumer.assignment().contains(partition)) {
                become(true);
                listener.changed();
            }
        }

        void proveIfDue() {
            if (!isChosen() || System.nanoTime() - due < 0 && !isProofWanted()) {
                return;
            }
            Lease.Moment askedAt = Lease.Moment.now();
            try {
                consumer.commitSync(
                        Map.of(partition, new OffsetAndMetadata(0)), lease.length().dividedBy(4));
                proven(askedAt);
                due = askedAt.nanos() + interval;
            } catch (RebalanceInProgressException | TimeoutException notNow) {
                LOG.debug("Kafka did not say whether this node may still write", notNow);
            } catch (CommitFailedException excluded) {
                onPartitionsLost(List.of(partition));
            }
        }
    }

    private void lose() {
        lease.end();
        if (isChosen()) {
            become(false);
            listener.lost();
        }
    }

    private synchronized void proven(Lease.Moment askedAt) {
        lease.proven(askedAt);
        if (proofWantedSince != null && lease.isProvenSince(proofWantedSince)) {
            proofWantedSince = null;
        }
        notifyAll();
    }

    private synchronized void become(boolean chosenNow) {
        chosen = chosenNow;
        decided = true;
        notifyAll();
    }

    private synchronized boolean isProofWanted() {
        return proofWantedSince != null;
    }

    private synchronized boolean isStanding() {
        return standing;
    }

    /** False when it is over. */
    private synchronized boolean awaitStanding() {
        while (!standing && !closed) {
            rest(0);
        }
        return !closed;
    }

    /** Until something changes, or for so many milliseconds; 0 is for ever. */
    private synchronized void rest(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException ended) {
            closed = true;
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        int session = Math.toIntExact(settings.sessionTimeout().toMillis());
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.transactionalId() + ".candidates");
        // The newer protocol leaves the session time-out to the broker: 45 s at least, by default.
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.max(50, session / 20));
        properties.put(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                session + 3 * (int) settings.transactionTimeout().toMillis());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, -1L);
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
