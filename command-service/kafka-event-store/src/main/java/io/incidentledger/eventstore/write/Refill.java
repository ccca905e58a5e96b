package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreFailure.Outcome;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.read.LogConsumer;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes records as they are into a ledger that nobody else writes: from the taking until {@link
 * #finish()} a store that is open on the ledger is shut out, and none can be opened. For one
 * thread. That the records follow each other is the caller's business.
 */
public final class Refill implements AutoCloseable {

    private final EventStoreSettings settings;
    private final Topic topic;
    private final TransactionalLog log;
    private final long end;

    private Refill(EventStoreSettings settings, Topic topic, TransactionalLog log, long end) {
        this.settings = settings;
        this.topic = topic;
        this.log = log;
        this.end = end;
    }

    /**
     * Takes the ledger, and makes its topic when there is none.
     *
     * @throws EventStoreFailure.Refused when history would not be safe in the topic
     * @throws EventStoreFailure.Unavailable when Kafka does not do its part; trying again is safe
     */
    public static Refill take(EventStoreSettings settings) {
        Topic topic = new Topic(settings);
        try {
            if (!topic.exists()) {
                topic.create();
            }
            topic.check();
            return take(settings, topic);
        } catch (KafkaException failure) {
            topic.close();
            throw brokenOff(settings, "It could not be taken", failure);
        } catch (RuntimeException failure) {
            topic.close();
            throw failure;
        }
    }

    private static Refill take(EventStoreSettings settings, Topic topic) {
        TransactionalLog log = new TransactionalLog(settings);
        try {
            log.fence();
            log.claim(Topic.ownerGroup(settings), Owner.restore().text());
            long end = topic.uncommittedEnd();
            awaitDecided(settings, end);
            return new Refill(settings, topic, log, end);
        } catch (RuntimeException failure) {
            log.close();
            throw failure;
        }
    }

    /** The offset behind the last record that was there when the ledger was taken. */
    public long end() {
        return end;
    }

    /**
     * Says how much there will be, before the first event is there: from now on no store is opened
     * on the ledger before it is, whatever becomes of this process and of Kafka's memory of it.
     * What a ledger held before it was announced is not protected for longer than Kafka remembers.
     *
     * @param chain of the last event
     * @param firstOffset of the first event that is there already; {@link #end()} without one
     * @throws EventStoreFailure.Refused when more was announced before
     */
    public void announce(long events, String chain, long firstOffset) {
        RestoreMark mark = new RestoreMark(events, chain);
        try {
            RestoreMark before = RestoreMark.last(settings, firstOffset).orElse(null);
            if (firstOffset == end && !mark.equals(before)) {
                log.leave(mark.record(settings.topic()));
            } else if (before != null && before.events() > events) {
                throw new EventStoreFailure.Refused(
                        "The restore of "
                                + settings.topic()
                                + " was begun from an archive of "
                                + before.events()
                                + " events, and this one holds "
                                + events
                                + ". Go on with the first, or restore into an empty ledger.");
            }
        } catch (TransactionalLog.CertainlyAborted | KafkaException failure) {
            throw brokenOff(settings, "Its beginning could not be noted", failure);
        }
    }

    /**
     * Appends records, all or none.
     *
     * @param lastPosition of the last of them
     * @throws EventStoreFailure.Unavailable when that failed or may have failed
     */
    public void append(List<ProducerRecord<byte[], byte[]>> records, long lastPosition) {
        try {
            log.commit(records);
        } catch (TransactionalLog.CertainlyAborted | TransactionalLog.OutcomeUnknown failure) {
            throw brokenOff(settings, "It broke off before position " + lastPosition, failure);
        }
    }

    /**
     * Waits until readers see all that was appended: Kafka answers a commit a moment before.
     *
     * @throws EventStoreFailure.Unavailable when that does not come
     */
    public void awaitVisible() {
        try {
            awaitDecided(settings, topic.uncommittedEnd());
        } catch (KafkaException failure) {
            throw brokenOff(settings, "What was written is not seen", failure);
        }
    }

    /** The ledger is whole: from now on a store can be opened on it. */
    public void finish() {
        try {
            // Another name and not none, so that a store that had the ledger before sees it.
            log.claim(Topic.ownerGroup(settings), Owner.restored().text());
        } catch (KafkaException failure) {
            throw brokenOff(settings, "Its end could not be noted", failure);
        }
    }

    @Override
    public void close() {
        log.close();
        topic.close();
    }

    private static void awaitDecided(EventStoreSettings settings, long end) {
        try (LogConsumer reader =
                new LogConsumer(
                        settings.bootstrapServers(),
                        settings.topic(),
                        settings.clientProperties())) {
            Replica.awaitDecided(settings, reader, end);
        }
    }

    private static EventStoreFailure.Unavailable brokenOff(
            EventStoreSettings settings, String what, Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new EventStoreFailure.Unavailable(
                "The ledger "
                        + settings.topic()
                        + " is not restored yet. "
                        + what
                        + ": "
                        + cause.getMessage()
                        + " Run it again to go on.",
                Outcome.UNKNOWN,
                settings.retryAfter(),
                failure);
    }
}
