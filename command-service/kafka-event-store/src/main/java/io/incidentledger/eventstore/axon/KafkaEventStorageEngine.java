package io.incidentledger.eventstore.axon;

import io.incidentledger.eventstore.index.EventIndex;
import io.incidentledger.eventstore.record.EventDraft;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.eventstore.record.RecordedEventMessage;
import io.incidentledger.eventstore.write.PendingAppend;
import io.incidentledger.eventstore.write.Selection;
import io.incidentledger.eventstore.write.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.ConversionException;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EmptyAppendTransaction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as Axon's storage engine. Tokens and markers alike hold the position of the next event:
 * everything before it was seen. Messages are {@link RecordedEventMessage}s, their payload the
 * stored bytes.
 *
 * <p>Thread-safe. Sourcing and streaming read the local index and do not wait for Kafka; sourcing
 * fails with {@link io.incidentledger.eventstore.EventStoreFailure.Unavailable} while the store
 * does not serve. Streams go on while it follows another writer.
 */
public final class KafkaEventStorageEngine implements EventStorageEngine {

    private final Writer writer;
    private final String subjectTag;
    private final @Nullable Converter converter;

    /**
     * Over a writer.
     *
     * @param converter turns payloads into bytes where they are neither bytes nor text; null when
     *     they always are
     */
    public KafkaEventStorageEngine(
            Writer writer, String subjectTag, @Nullable Converter converter) {
        this.writer = writer;
        this.subjectTag = subjectTag;
        this.converter = converter;
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition,
            @Nullable ProcessingContext context,
            List<TaggedEventMessage<?>> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(EmptyAppendTransaction.INSTANCE);
        }
        try {
            List<EventDraft> drafts = new ArrayList<>(events.size());
            for (TaggedEventMessage<?> event : events) {
                drafts.add(draft(event));
            }
            var append =
                    new PendingAppend(
                            drafts,
                            condition.criteria(),
                            GlobalIndexConsistencyMarker.position(condition.consistencyMarker()));
            return CompletableFuture.completedFuture(new Transaction(append));
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    @Override
    public MessageStream<EventMessage> source(
            SourcingCondition condition, @Nullable ProcessingContext context) {
        try {
            return writer.ask(
                    index -> {
                        // Before reading: what is recorded meanwhile is not seen, and must
                        // conflict.
                        long unseenFrom = writer.head().nextPosition();
                        long from = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
                        List<RecordedEvent> events =
                                Selection.of(index, condition.criteria(), from, unseenFrom);
                        return new SourcedStream(
                                events, new GlobalIndexConsistencyMarker(unseenFrom), subjectTag);
                    });
        } catch (RuntimeException failure) {
            return MessageStream.<EventMessage>failed(failure);
        }
    }

    @Override
    public MessageStream<EventMessage> stream(
            StreamingCondition condition, @Nullable ProcessingContext context) {
        return new IndexStream(writer, condition, subjectTag);
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(
                new GlobalSequenceTrackingToken(writer.head().nextPosition()));
    }

    /**
     * The token before the first event that was recorded at this time or later (whatever the
     * events' own times say).
     */
    @Override
    public CompletableFuture<TrackingToken> tokenAt(
            Instant at, @Nullable ProcessingContext context) {
        try {
            long position =
                    writer.look(index -> firstRecordedAt(index, at, writer.head().nextPosition()));
            return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(position));
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("state", writer.state());
        descriptor.describeProperty("head", writer.head());
    }

    private static long firstRecordedAt(EventIndex index, Instant at, long end) {
        long low = 0;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            boolean before =
                    index.event(middle).map(event -> event.recordedAt().isBefore(at)).orElse(false);
            low = before ? middle + 1 : low;
            high = before ? high : middle;
        }
        return low;
    }

    private EventDraft draft(TaggedEventMessage<?> tagged) {
        EventMessage event = tagged.event();
        return new EventDraft(
                event.identifier(),
                event.type().name(),
                event.type().version(),
                event.timestamp(),
                tagged.tags(),
                event.metadata(),
                payload(event));
    }

    private byte[] payload(EventMessage event) {
        Object payload = event.payload();
        if (payload instanceof byte[] bytes) {
            // Its hash is taken now and the bytes are sent later: nobody may change them between.
            return bytes.clone();
        }
        if (converter != null) {
            byte[] converted = event.payloadAs(byte[].class, converter);
            return converted == null ? new byte[0] : converted;
        }
        if (payload instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw new ConversionException(
                "The payload of "
                        + event.type()
                        + " is neither bytes nor text, and the store has no"
                        + " converter.");
    }

    private final class Transaction implements AppendTransaction<PendingAppend.Appended> {

        private final PendingAppend append;
        private final AtomicBoolean finished = new AtomicBoolean();

        Transaction(PendingAppend append) {
            this.append = append;
        }

        @Override
        public CompletableFuture<PendingAppend.Appended> commit(
                @Nullable ProcessingContext context) {
            if (finished.getAndSet(true)) {
                return CompletableFuture.failedFuture(
                        new IllegalStateException("Already committed or rolled back"));
            }
            try {
                writer.submit(append);
                return append.result();
            } catch (RuntimeException failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }

        @Override
        public void rollback(@Nullable ProcessingContext context) {
            finished.set(true);
        }

        @Override
        public CompletableFuture<ConsistencyMarker> afterCommit(
                PendingAppend.Appended appended, @Nullable ProcessingContext context) {
            return CompletableFuture.completedFuture(
                    new GlobalIndexConsistencyMarker(appended.lastPosition() + 1));
        }
    }
}
