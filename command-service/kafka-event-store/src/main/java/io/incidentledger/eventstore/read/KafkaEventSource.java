package io.incidentledger.eventstore.read;

import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamableEventSource;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * The committed events of a ledger for Axon's event processors, read from the topic without an
 * index.
 *
 * <p>Tokens are {@link GlobalSequenceTrackingToken}s with the position of the next event to read.
 * Messages are {@link io.incidentledger.eventstore.record.RecordedEventMessage}s whose payload is
 * the stored bytes: a damaged payload is a matter of the handler that decodes it, and does not stop
 * the stream. A gap in the positions, or records deleted from the front, end the stream with an
 * error.
 *
 * <p>Thread-safe. Each open stream has a consumer and a thread of its own until it is closed. The
 * topic must exist when a stream is opened; that Kafka cannot be reached shows as an error of the
 * stream, which processors answer by opening another.
 */
public final class KafkaEventSource implements StreamableEventSource, AutoCloseable {

    private final EventSourceSettings settings;
    private final Set<LogStream> streams = ConcurrentHashMap.newKeySet();
    private final ExecutorService questions =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("event-source-questions").factory());
    private @Nullable LogConsumer consumer; // by the questions' thread only
    private volatile boolean closed;

    /** A source that connects when it is first asked. */
    public KafkaEventSource(EventSourceSettings settings) {
        this.settings = settings;
    }

    @Override
    public MessageStream<EventMessage> open(
            StreamingCondition condition, @Nullable ProcessingContext context) {
        if (closed) {
            throw new IllegalStateException("The event source is closed");
        }
        LogStream stream = new LogStream(settings, condition, streams::remove);
        streams.add(stream);
        stream.start();
        return stream;
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return headPosition().thenApply(GlobalSequenceTrackingToken::new);
    }

    /** The token before the first event that was recorded at this time or later. */
    @Override
    public CompletableFuture<TrackingToken> tokenAt(
            Instant at, @Nullable ProcessingContext context) {
        return ask(log -> log.positionAt(at.toEpochMilli()))
                .thenApply(GlobalSequenceTrackingToken::new);
    }

    /**
     * The position that the next event will get: how far a projection has to go. Costs a few small
     * requests; the future fails when Kafka does not answer, and asking again is safe.
     */
    public CompletableFuture<Long> headPosition() {
        return ask(LogConsumer::nextPosition);
    }

    /**
     * The last committed event, empty in an empty log. Costs a few small requests; the future fails
     * when Kafka does not answer, and asking again is safe.
     */
    public CompletableFuture<Optional<RecordedEvent>> last() {
        return ask(log -> log.last().map(RecordFormat::read));
    }

    /**
     * Verifies a stretch of the log on the caller's thread, with a connection of its own.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not do its part; trying again
     *     is safe
     */
    public LogAudit audit(LogAudit.Stretch stretch, LogAudit.Walk walk) {
        return LogAudit.of(settings, stretch, walk);
    }

    /** The topic that is read. */
    public String topic() {
        return settings.topic();
    }

    /** Ends all streams. Idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        streams.forEach(LogStream::close);
        if (!questions.isShutdown()) {
            questions.execute(this::disconnect);
            questions.shutdown();
        }
    }

    private <T> CompletableFuture<T> ask(Function<LogConsumer, T> question) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return question.apply(connected());
                    } catch (RuntimeException failure) {
                        // The next question gets a fresh consumer.
                        disconnect();
                        throw failure;
                    }
                },
                questions);
    }

    private LogConsumer connected() {
        LogConsumer connected = consumer;
        if (connected == null) {
            connected =
                    LogConsumer.ofWhatIsThere(
                            settings.bootstrapServers(),
                            settings.topic(),
                            settings.clientProperties());
            consumer = connected;
        }
        return connected;
    }

    private void disconnect() {
        LogConsumer connected = consumer;
        consumer = null;
        if (connected != null) {
            connected.close();
        }
    }
}
