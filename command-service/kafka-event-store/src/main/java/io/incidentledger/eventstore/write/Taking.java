package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.Progress;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.index.EventIndex;
import io.incidentledger.eventstore.index.IndexDamagedException;
import io.incidentledger.eventstore.read.LogConsumer;
import io.incidentledger.eventstore.record.ChainVerifier;
import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.eventstore.record.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Taking the ledger: shut out the older writer, see where the log ends, read up to there, and only
 * then serve. On the writer's thread.
 */
final class Taking {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final EventStoreSettings settings;
    private final Topic topic;
    private final IndexHome home;
    private final String ownerGroup;
    private final String owner;
    private final Function<EventStoreSettings, TransactionalLog> logs;
    private final Progress progress;
    private @Nullable String taken; // the topic's id, from the first taking on

    /** A ledger that was taken: what is needed to serve it. */
    record Taken(TransactionalLog log, EventIndex index, Checkpoint checkpoint) {}

    Taking(
            EventStoreSettings settings,
            Topic topic,
            IndexHome home,
            String ownerGroup,
            String owner,
            Function<EventStoreSettings, TransactionalLog> logs,
            Progress progress) {
        this.ownerGroup = ownerGroup;
        this.owner = owner;
        this.logs = logs;
        this.settings = settings;
        this.topic = topic;
        this.home = home;
        this.progress = progress;
    }

    /** The ledger belongs to another writer, which came later. */
    static final class Dispossessed extends KafkaException {

        private static final long serialVersionUID = 1L;

        Dispossessed(String topic) {
            super("Another writer has taken the ledger " + topic + ".");
        }
    }

    /**
     * Takes the ledger from whoever had it; or, once it was this writer's, only as long as nobody
     * else has taken it since.
     *
     * @throws Dispossessed when somebody has
     * @throws EventStoreFailure.Refused when history is in danger or damaged
     * @throws KafkaException when Kafka does not do its part; trying again is safe
     */
    Taken take(boolean again) {
        if (again) {
            requireStillOwned();
        }
        prepareTopic();
        String topicId = topic.check();
        TransactionalLog log = logs.apply(settings);
        try {
            log.fence();
            if (again) {
                // Only now is the answer final: whoever was about to write down a name can no
                // longer.
                requireStillOwned();
            }
            log.claim(ownerGroup, owner);
            // Uncommitted, since a foreign open transaction would hide committed events behind it.
            Checkpoint checkpoint = catchUp(topicId, topic.uncommittedEnd());
            taken = topicId;
            return new Taken(log, home.open(), checkpoint);
        } catch (RuntimeException failure) {
            log.close();
            throw failure;
        }
    }

    private void requireStillOwned() {
        if (topic.owner(ownerGroup).filter(another -> !another.equals(owner)).isPresent()) {
            throw new Dispossessed(settings.topic());
        }
    }

    /** Reads what is in the log, without having taken it. */
    Checkpoint follow() {
        return catchUp(topic.check(), topic.uncommittedEnd());
    }

    private void prepareTopic() {
        if (topic.exists()) {
            return;
        }
        long known = home.checkpoint().map(Checkpoint::nextPosition).orElse(0L);
        if (known > 0) {
            throw new EventStoreFailure.Refused(
                    "The topic "
                            + settings.topic()
                            + " is gone, and with it "
                            + known
                            + " events that the index in "
                            + settings.indexDirectory()
                            + " remembers. Bring the topic back, or delete the index to begin anew.");
        }
        topic.create();
    }

    private Checkpoint catchUp(String topicId, long end) {
        try {
            return catchUp(topicId, end, home.open());
        } catch (IndexDamagedException damaged) {
            return catchUp(topicId, end, home.startAnew(String.valueOf(damaged.getMessage())));
        }
    }

    private Checkpoint catchUp(String topicId, long end, EventIndex opened) {
        EventIndex index = opened;
        Optional<Checkpoint> known = index.checkpoint();
        if (known.isPresent() && !known.get().topicId().equals(topicId)) {
            requireNotBegunAnew(known.get(), end);
            index = home.startAnew("it is of another topic.");
            known = Optional.empty();
        }
        Checkpoint checkpoint = known.orElseGet(() -> Checkpoint.start(topicId));
        try (LogConsumer log =
                new LogConsumer(
                        settings.bootstrapServers(),
                        settings.topic(),
                        settings.clientProperties())) {
            awaitDecided(log, end);
            requireSameHistory(log, checkpoint, end);
            return read(log, index, checkpoint, end);
        } catch (UnreadableRecordException foreign) {
            throw new EventStoreFailure.Refused(String.valueOf(foreign.getMessage()));
        }
    }

    private void requireNotBegunAnew(Checkpoint known, long end) {
        if (known.topicId().equals(taken) || end == 0 && known.nextPosition() > 0) {
            throw new EventStoreFailure.Refused(
                    "The topic "
                            + settings.topic()
                            + " was deleted and made anew, and its "
                            + known.nextPosition()
                            + " events are not in it. Bring them back, or delete the index in "
                            + settings.indexDirectory()
                            + " to begin anew.");
        }
    }

    /**
     * Waits until every transaction before the end is committed or aborted: our own was by the
     * fencing.
     */
    private void awaitDecided(LogConsumer log, long end) {
        long deadline = System.nanoTime() + settings.transactionTimeout().toNanos();
        while (log.end() < end) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException(
                        "An open transaction of another producer hides the end of the topic "
                                + settings.topic());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private void requireSameHistory(LogConsumer log, Checkpoint checkpoint, long end) {
        if (checkpoint.nextPosition() == 0) {
            return;
        }
        String what = "The topic " + settings.topic();
        if (end <= checkpoint.lastOffset()) {
            throw new EventStoreFailure.Refused(
                    what
                            + " ends at offset "
                            + end
                            + ", before position "
                            + (checkpoint.nextPosition() - 1)
                            + " that was recorded at offset "
                            + checkpoint.lastOffset()
                            + ": its tail was cut off.");
        }
        ConsumerRecord<byte[], byte[]> last = log.at(checkpoint.lastOffset());
        if (last == null || !RecordFormat.read(last).chain().equals(checkpoint.lastChain())) {
            throw new EventStoreFailure.Refused(
                    what
                            + " holds another history than the one that was recorded: at offset "
                            + checkpoint.lastOffset()
                            + " it lacks the event of position "
                            + (checkpoint.nextPosition() - 1)
                            + " that the index remembers.");
        }
    }

    private Checkpoint read(LogConsumer log, EventIndex index, Checkpoint start, long end) {
        Checkpoint checkpoint = start;
        ChainVerifier verifier = new ChainVerifier(start.nextPosition(), start.lastChain());
        log.seek(start.nextOffset());
        long reported = System.nanoTime() - REPORT_NANOS;
        while (log.offset() < end) {
            if (System.nanoTime() - reported >= REPORT_NANOS) {
                reported = System.nanoTime();
                progress.at(new StoreState.CatchingUp(checkpoint.nextPosition(), end));
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new KafkaException("interrupted while reading the log");
            }
            List<ConsumerRecord<byte[], byte[]>> records = log.poll(POLL);
            if (!records.isEmpty()) {
                checkpoint = apply(index, checkpoint.topicId(), verifier, records);
            }
        }
        return checkpoint;
    }

    private static Checkpoint apply(
            EventIndex index,
            String topicId,
            ChainVerifier verifier,
            List<ConsumerRecord<byte[], byte[]>> records) {
        List<RecordedEvent> events = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            verifier.verify(record)
                    .ifPresent(
                            fault -> {
                                throw new EventStoreFailure.Refused("The log is damaged. " + fault);
                            });
            events.add(RecordFormat.read(record));
        }
        RecordedEvent last = events.getLast();
        Checkpoint checkpoint =
                new Checkpoint(
                        topicId,
                        last.position() + 1,
                        records.getLast().offset(),
                        last.chain(),
                        last.recordedAt().toEpochMilli());
        index.apply(events, checkpoint);
        return checkpoint;
    }
}
