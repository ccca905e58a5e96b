package io.incidentledger.people;

import io.incidentledger.eventstore.read.LogConsumer;
import io.incidentledger.people.ContactFormat.UnreadableContactException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in memory, following its topic. What another node changed shows within
 * milliseconds; what it erased is gone from here then, too. Thread-safe.
 *
 * <p>Nobody waits for it to start: until it was read once it says that it is not available, and it
 * tries for as long as it takes.
 */
public final class PeopleDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeopleDirectory.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Not at once: at the first start of a ledger another node may be about to make it. */
    private static final int WORTH_A_WORD = 10;

    /** A node that was away for longer than the marks of erasures are kept would miss them. */
    private static final Duration ANEW = DirectorySettings.MARKS_KEPT.dividedBy(4);

    private final DirectorySettings settings;
    private final Runnable before;
    private final Thread thread;

    private record Read(KnownPeople people, long next) {}

    private volatile @Nullable Read read;
    private volatile String trouble = "it was not read yet";
    private volatile @Nullable LogConsumer reading;
    private volatile boolean closed;

    /** Begins to read it. */
    public static PeopleDirectory follow(DirectorySettings settings) {
        return new PeopleDirectory(settings, () -> {});
    }

    /**
     * @param before done before each reading from the beginning; its failure is tried again
     */
    PeopleDirectory(DirectorySettings settings, Runnable before) {
        this.settings = settings;
        this.before = before;
        this.thread = Thread.ofVirtual().name("people-directory").start(this::run);
    }

    /**
     * All of it, as of now.
     *
     * @throws DirectoryUnavailableException until it was read for the first time
     */
    public KnownPeople now() {
        Read known = read;
        if (known == null) {
            throw new DirectoryUnavailableException(
                    "The directory of people cannot be read: " + trouble, false, null);
        }
        return known.people;
    }

    /**
     * Waits until it includes a version, and everything before that.
     *
     * @return false when it does not within the patience
     */
    public synchronized boolean await(long version, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!includes(version)) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (left <= 0 || closed) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        LogConsumer consumer = reading;
        if (consumer != null) {
            consumer.wakeUp();
        } else {
            thread.interrupt();
        }
        try {
            thread.join(PAUSE.multipliedBy(5));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean includes(long version) {
        Read known = read;
        return known != null && known.next > version;
    }

    private synchronized void become(KnownPeople people, long next) {
        read = new Read(people, next);
        notifyAll();
    }

    private void run() {
        long failing = 0;
        while (!closed) {
            try {
                before.run();
                if (followed()) {
                    failing = 0;
                    continue;
                }
                trouble = "there is no topic " + settings.topic();
            } catch (KafkaException | DirectoryUnavailableException failure) {
                trouble = String.valueOf(failure.getMessage());
            } catch (RuntimeException fault) {
                LOG.error("Reading the directory of people failed for a reason of ours", fault);
                trouble = fault.toString();
            }
            if (closed) {
                return; // Woken up, or refused what it asked for last.
            }
            if (++failing == WORTH_A_WORD) {
                LOG.warn("The directory of people cannot be read, trying on: {}", trouble);
            }
            pause();
        }
    }

    /** Reads it from its beginning, and goes with it for a while; false when it is not there. */
    private boolean followed() {
        try (LogConsumer consumer =
                new LogConsumer(
                        settings.bootstrapServers(),
                        settings.topic(),
                        settings.clientProperties())) {
            reading = consumer;
            if (closed || !consumer.exists()) {
                return false;
            }
            long anew = System.nanoTime() + ANEW.toNanos();
            consumer.seek(consumer.beginning());
            long end = consumer.end();
            SortedMap<String, Listing> listings = new TreeMap<>();
            while (consumer.offset() < end && !closed) {
                apply(consumer.poll(POLL), listings);
            }
            KnownPeople people = new KnownPeople(listings);
            become(people, consumer.offset());
            while (!closed && System.nanoTime() < anew) {
                var records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    SortedMap<String, Listing> changed = new TreeMap<>(people.listings());
                    apply(records, changed);
                    people = new KnownPeople(changed);
                }
                become(people, consumer.offset());
            }
            return true;
        } finally {
            reading = null;
        }
    }

    private static void apply(
            List<ConsumerRecord<byte[], byte[]>> records, SortedMap<String, Listing> listings) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String key = ContactFormat.key(record);
            try {
                if (record.value() == null) {
                    listings.remove(key);
                } else {
                    listings.put(key, ContactFormat.read(record));
                }
            } catch (UnreadableContactException foreign) {
                // Without the cause, which quotes what it could not read: logs are kept.
                LOG.warn("Passed over in {}: {}", record.topic(), foreign.getMessage());
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
