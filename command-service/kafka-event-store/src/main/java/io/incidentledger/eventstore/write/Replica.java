package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.Progress;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.index.EventIndex;
import io.incidentledger.eventstore.read.DamagedRecordException;
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
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The log, read into the index: verified as it comes, and only if it is the log that the index
 * remembers. For one thread.
 */
final class Replica implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final EventStoreSettings settings;
    private final IndexHome home;
    private final Progress progress;
    private @Nullable LogConsumer consumer;
    private @Nullable ChainVerifier verifier;
    private @Nullable Checkpoint checkpoint;
    private @Nullable String lastTopicId;
    private @Nullable RestoreMark restore;
    private boolean beginningKnown;

    Replica(EventStoreSettings settings, IndexHome home, Progress progress) {
        this.settings = settings;
        this.home = home;
        this.progress = progress;
    }

    /**
     * Goes on from where the index ends.
     *
     * @param topicId Kafka's id of the topic that was found safe
     * @param end the offset behind its last record, committed or not
     * @throws EventStoreFailure.Refused when the log is not the one that the index remembers
     */
    void begin(String topicId, long end) {
        EventIndex index = home.open();
        Optional<Checkpoint> known = index.checkpoint();
        if (known.isPresent() && !known.get().topicId().equals(topicId)) {
            requireNotBegunAnew(known.get(), end);
            home.startAnew("it is of another topic.");
            known = Optional.empty();
        }
        Checkpoint start = known.orElseGet(() -> Checkpoint.start(topicId));
        LogConsumer log = connected();
        requireSameHistory(log, start, end);
        lookForRestore(log, end);
        log.seek(start.nextOffset());
        verifier = new ChainVerifier(start.nextPosition(), start.lastChain());
        checkpoint = start;
        lastTopicId = topicId;
    }

    /** Whether all is there that a restore announced, if one made this ledger. */
    boolean isWhole() {
        return restore == null || restore.isReached(home.open());
    }

    /** Reads what is committed by now, whatever is open behind it. */
    Checkpoint readCommitted() {
        return read(connected().end());
    }

    /**
     * Reads up to the given offset. What stands before it must be decided soon: an open transaction
     * of somebody else would hide committed events behind it.
     */
    Checkpoint readTo(long end) {
        awaitDecided(settings, connected(), end);
        return read(end);
    }

    /** Reads what comes within the given time; whether something came. */
    boolean follow(Duration time) {
        List<ConsumerRecord<byte[], byte[]>> records =
                whole(checkpoint().nextPosition(), () -> connected().poll(time));
        if (!records.isEmpty()) {
            apply(records);
        }
        return !records.isEmpty();
    }

    /**
     * The topic is still the one that is being read.
     *
     * @throws EventStoreFailure.Refused when it was deleted and made anew
     */
    void requireSame(String topicId) {
        if (!topicId.equals(lastTopicId)) {
            throw new EventStoreFailure.Refused(
                    "The topic "
                            + settings.topic()
                            + " was deleted and made anew while it was in use.");
        }
    }

    /** How far it has come. Only after it has begun. */
    Checkpoint checkpoint() {
        if (checkpoint == null) {
            throw new IllegalStateException("nothing has been read yet");
        }
        return checkpoint;
    }

    @Override
    public void close() {
        LogConsumer connected = consumer;
        consumer = null;
        if (connected != null) {
            connected.close();
        }
    }

    private LogConsumer connected() {
        LogConsumer connected = consumer;
        if (connected == null) {
            connected =
                    new LogConsumer(
                            settings.bootstrapServers(),
                            settings.topic(),
                            settings.clientProperties());
            consumer = connected;
        }
        return connected;
    }

    private void requireNotBegunAnew(Checkpoint known, long end) {
        if (known.topicId().equals(lastTopicId) || end == 0 && known.nextPosition() > 0) {
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

    /** What stands before the first event stays as it is. */
    private void lookForRestore(LogConsumer log, long end) {
        if (!beginningKnown) {
            log.seek(0);
            List<ConsumerRecord<byte[], byte[]>> first = whole(0, () -> log.read(log.end()));
            restore =
                    RestoreMark.last(settings, first.isEmpty() ? end : first.getFirst().offset())
                            .orElse(null);
            beginningKnown = !first.isEmpty();
        }
    }

    /** Waits until every transaction before the end is committed or aborted. */
    static void awaitDecided(EventStoreSettings settings, LogConsumer log, long end) {
        long deadline = System.nanoTime() + settings.transactionTimeout().toNanos();
        while (log.end() < end) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException(log.heldBack());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private void requireSameHistory(LogConsumer log, Checkpoint known, long end) {
        if (known.nextPosition() == 0) {
            return;
        }
        String what = "The topic " + settings.topic();
        if (end <= known.lastOffset()) {
            throw new EventStoreFailure.Refused(
                    what
                            + " ends at offset "
                            + end
                            + ", before position "
                            + (known.nextPosition() - 1)
                            + " that was recorded at offset "
                            + known.lastOffset()
                            + ": its tail was cut off.");
        }
        Optional<ConsumerRecord<byte[], byte[]>> last =
                whole(
                        known.nextPosition() - 1,
                        () -> Optional.ofNullable(log.at(known.lastOffset())));
        if (last.isEmpty() || !event(last.get()).chain().equals(known.lastChain())) {
            throw new EventStoreFailure.Refused(
                    what
                            + " holds another history than the one that was recorded: at offset "
                            + known.lastOffset()
                            + " it lacks the event of position "
                            + (known.nextPosition() - 1)
                            + " that the index remembers.");
        }
    }

    /** What is read there, or a refusal that says where it is damaged. */
    private <T> T whole(long position, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (DamagedRecordException damaged) {
            close(); // the consumer would remember it
            throw new EventStoreFailure.Refused("The log is damaged. " + damaged.at(position));
        }
    }

    private Checkpoint read(long end) {
        LogConsumer log = connected();
        long reported = System.nanoTime() - REPORT_NANOS;
        long patientUntil = System.nanoTime() + PATIENCE_NANOS;
        long offset = log.offset();
        while (offset < end) {
            if (System.nanoTime() - reported >= REPORT_NANOS) {
                reported = System.nanoTime();
                progress.at(new StoreState.CatchingUp(checkpoint().nextPosition(), end));
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new KafkaException("interrupted while reading the log");
            }
            follow(POLL);
            long now = log.offset();
            if (now > offset) {
                patientUntil = System.nanoTime() + PATIENCE_NANOS;
            } else if (System.nanoTime() - patientUntil > 0) {
                throw new KafkaException(
                        "Kafka does not hand out the records of "
                                + settings.topic()
                                + " from offset "
                                + now
                                + " on");
            }
            offset = now;
        }
        return checkpoint();
    }

    private void apply(List<ConsumerRecord<byte[], byte[]>> records) {
        ChainVerifier walk = verifier;
        if (walk == null) {
            throw new IllegalStateException("where reading begins is not known");
        }
        List<RecordedEvent> events = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            walk.verify(record)
                    .ifPresent(
                            fault -> {
                                throw new EventStoreFailure.Refused("The log is damaged. " + fault);
                            });
            events.add(event(record));
        }
        RecordedEvent last = events.getLast();
        Checkpoint next =
                new Checkpoint(
                        checkpoint().topicId(),
                        last.position() + 1,
                        records.getLast().offset(),
                        last.chain(),
                        last.recordedAt().toEpochMilli());
        home.open().apply(events, next);
        checkpoint = next;
    }

    private static RecordedEvent event(ConsumerRecord<byte[], byte[]> record) {
        try {
            return RecordFormat.read(record);
        } catch (UnreadableRecordException foreign) {
            throw new EventStoreFailure.Refused(String.valueOf(foreign.getMessage()));
        }
    }
}
