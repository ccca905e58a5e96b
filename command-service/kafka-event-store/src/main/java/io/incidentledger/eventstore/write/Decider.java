package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.RecordedCommand;
import io.incidentledger.eventstore.index.Checkpoint;
import io.incidentledger.eventstore.index.EventIndex;
import io.incidentledger.eventstore.record.EventDraft;
import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides appends one after the other: each against the index and the batches that are not in it
 * yet, as if they were committed. For one thread. Is thrown away when a batch fails: everything it
 * assumed since may be wrong.
 */
final class Decider {

    /** What became of an append. */
    sealed interface Decision {

        /** Its events, at their places. */
        record Accepted(
                Batch.Member member,
                List<ProducerRecord<byte[], byte[]>> records,
                List<RecordedEvent> events)
                implements Decision {}

        /** It cannot be written, whatever becomes of the open batches. */
        record Rejected(RuntimeException reason) implements Decision {}

        /** It depends on what becomes of an open batch. */
        record Dependent(Batch batch) implements Decision {}
    }

    /** No event has it: criteria that match it without tags match everything. */
    private static final QualifiedName NO_TYPE = new QualifiedName("\0");

    private static final Logger LOG = LoggerFactory.getLogger(Decider.class);

    /** Nodes' clocks differ by less. */
    private static final long NOTEWORTHY_MILLIS = 1_000;

    private final EventIndex index;
    private final RecordFormat format;
    private final InstantSource clock;
    private final Deque<Batch> overlay = new ArrayDeque<>();
    private final Map<String, Long> counters = new HashMap<>();
    private Checkpoint applied;
    private long nextOffset;
    private long nextPosition;
    private String chain;
    private long lastRecordedAt;
    private boolean clockIsBehind;

    /**
     * @param nextOffset where the next record will stand, if nobody else writes into the topic
     */
    Decider(
            EventIndex index,
            Checkpoint checkpoint,
            long nextOffset,
            RecordFormat format,
            InstantSource clock) {
        this.index = index;
        this.format = format;
        this.clock = clock;
        this.applied = checkpoint;
        this.nextOffset = nextOffset;
        this.nextPosition = checkpoint.nextPosition();
        this.chain = checkpoint.lastChain();
        this.lastRecordedAt = checkpoint.lastRecordedAt();
    }

    /**
     * From now on appends are decided as if this batch, in the order of these calls, were
     * committed.
     */
    void assume(Batch batch) {
        overlay.add(batch);
    }

    /** The oldest assumed batch is committed: takes it into the index. */
    Checkpoint apply(Batch batch) {
        if (overlay.peek() != batch) {
            throw new IllegalStateException(
                    "Batches are committed in the order in which they were decided");
        }
        RecordedEvent last = batch.events().getLast();
        long firstOffset = batch.lastOffset() - batch.events().size() + 1;
        if (firstOffset < nextOffset) {
            throw new KafkaException(
                    "Kafka put position "
                            + last.position()
                            + " at offset "
                            + batch.lastOffset()
                            + ", where another was: the tail of the log was cut off");
        }
        if (firstOffset > nextOffset) {
            // Reading the log again tells whether it was an event of somebody else's, or nothing.
            throw new KafkaException(
                    "Somebody else wrote into the topic between offset "
                            + nextOffset
                            + " and "
                            + batch.lastOffset());
        }
        Checkpoint checkpoint =
                new Checkpoint(
                        applied.topicId(),
                        last.position() + 1,
                        batch.lastOffset(),
                        last.chain(),
                        last.recordedAt().toEpochMilli());
        index.apply(batch.events(), checkpoint);
        applied = checkpoint;
        nextOffset = endAfter(batch);
        overlay.remove();
        return checkpoint;
    }

    /** Where the topic ends after a batch of ours: a transaction ends with a marker. */
    static long endAfter(Batch batch) {
        return batch.lastOffset() + 2;
    }

    Decision decide(PendingAppend append) {
        for (PendingAppend.CommandKey command : append.commands()) {
            Optional<RecordedCommand> recorded = index.command(command.scope(), command.key());
            if (recorded.isPresent()) {
                return new Decision.Rejected(
                        recorded.get().hash().equals(command.hash())
                                ? new EventStoreFailure.DuplicateCommand(recorded.get())
                                : new EventStoreFailure.CommandKeyReused(recorded.get()));
            }
            for (Batch batch : overlay) {
                if (batch.holds(command)) {
                    return new Decision.Dependent(batch);
                }
            }
        }
        if (append.unseenFrom() < nextPosition) {
            if (conflictsWithIndex(append.criteria(), append.unseenFrom())) {
                return new Decision.Rejected(
                        new AppendEventsTransactionRejectedException(
                                "Events that matter to this append were recorded at position "
                                        + append.unseenFrom()
                                        + " or later."));
            }
            for (Batch batch : overlay) {
                if (conflictsWith(batch, append.criteria(), append.unseenFrom())) {
                    return new Decision.Dependent(batch);
                }
            }
        }
        return accept(append);
    }

    private Decision accept(PendingAppend append) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(append.drafts().size());
        List<RecordedEvent> events = new ArrayList<>(append.drafts().size());
        long first = nextPosition;
        lastRecordedAt = Math.max(lastRecordedAt, now());
        for (EventDraft draft : append.drafts()) {
            RecordFormat.Written written =
                    format.write(
                            draft, nextPosition, lastRecordedAt, number(draft.counter()), chain);
            records.add(written.record());
            events.add(written.event());
            chain = written.event().chain();
            nextPosition++;
        }
        Batch.Member member =
                new Batch.Member(append, first, nextPosition - 1, append.drafts().getFirst().id());
        return new Decision.Accepted(member, records, events);
    }

    private long now() {
        long now = clock.millis();
        long behind = lastRecordedAt - now;
        if (behind > NOTEWORTHY_MILLIS && !clockIsBehind) {
            clockIsBehind = true;
            LOG.warn(
                    "The clock is {} ms behind the last event of {}: it went backwards here, or ahead"
                            + " where that was written. Times of recording stand still at {} until it"
                            + " has caught up.",
                    behind,
                    format.topic(),
                    Instant.ofEpochMilli(lastRecordedAt));
        } else if (behind <= 0 && clockIsBehind) {
            clockIsBehind = false;
            LOG.info("The clock has caught up with the last event of {}.", format.topic());
        }
        return now;
    }

    private @Nullable String number(@Nullable String counter) {
        return counter == null
                ? null
                : counter
                        + "-"
                        + counters.compute(
                                counter,
                                (name, last) -> (last == null ? index.counter(name) : last) + 1);
    }

    private boolean conflictsWithIndex(EventCriteria criteria, long from) {
        long to = applied.nextPosition();
        if (from >= to) {
            return false;
        }
        if (criteria.matches(NO_TYPE, Set.of())) {
            return true;
        }
        for (EventCriterion criterion : criteria.flatten()) {
            if (conflictsWithIndex(criterion, Math.max(0, from), to)) {
                return true;
            }
        }
        return false;
    }

    private boolean conflictsWithIndex(EventCriterion criterion, long from, long to) {
        for (Tag tag : criterion.tags()) {
            // Cheap, and nearly always the answer: an event must have all of these tags.
            if (index.lastPosition(tag).orElse(-1) < from) {
                return false;
            }
        }
        if (criterion.tags().size() == 1 && criterion.types().isEmpty()) {
            return true;
        }
        return Selection.anyMatch(index, criterion, from, to);
    }

    private static boolean conflictsWith(Batch batch, EventCriteria criteria, long from) {
        boolean possible = criteria.matches(NO_TYPE, Set.of());
        for (EventCriterion criterion : criteria.flatten()) {
            possible |= criterion.tags().stream().allMatch(tag -> batch.lastPosition(tag) >= from);
        }
        return possible
                && batch.events().stream()
                        .anyMatch(
                                event ->
                                        event.position() >= from
                                                && criteria.matches(
                                                        new QualifiedName(event.type()),
                                                        event.tags()));
    }
}
