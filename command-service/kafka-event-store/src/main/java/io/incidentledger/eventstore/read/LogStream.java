package io.incidentledger.eventstore.read;

import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.eventstore.record.RecordedEventMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One endless stream: a thread that reads ahead into a bounded buffer, so that {@link #next()}
 * never waits.
 */
final class LogStream implements MessageStream<EventMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(LogStream.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final EventSourceSettings settings;
    private final long start;
    private final EventCriteria criteria;
    private final Consumer<LogStream> onClose;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<RecordedEvent> buffer = new ArrayDeque<>();
    private long bufferedBytes;
    private Runnable callback = () -> {};
    private boolean closed;
    private @Nullable Throwable error;
    private @Nullable LogConsumer consumer;

    LogStream(
            EventSourceSettings settings,
            StreamingCondition condition,
            Consumer<LogStream> onClose) {
        this.settings = settings;
        TrackingToken token = condition.position();
        this.start = token == null ? 0 : Math.max(0, token.position().orElse(0));
        this.criteria = condition.criteria();
        this.onClose = onClose;
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("event-source-" + settings.topic())
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public Optional<Entry<EventMessage>> next() {
        RecordedEvent event;
        lock.lock();
        try {
            event = buffer.poll();
            if (event != null) {
                bufferedBytes -= event.payload().length;
                // Half empty, or each event taken would wake the reader for one more.
                if (buffer.size() <= settings.bufferEvents() / 2
                        && bufferedBytes <= settings.bufferBytes() / 2) {
                    drained.signal();
                }
            }
        } finally {
            lock.unlock();
        }
        return Optional.ofNullable(event).map(this::entry);
    }

    @Override
    public Optional<Entry<EventMessage>> peek() {
        lock.lock();
        try {
            return Optional.ofNullable(buffer.peek()).map(this::entry);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean hasNextAvailable() {
        lock.lock();
        try {
            return !buffer.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void setCallback(Runnable callback) {
        boolean due;
        lock.lock();
        try {
            this.callback = callback;
            due = !buffer.isEmpty() || closed;
        } finally {
            lock.unlock();
        }
        if (due) {
            callback.run();
        }
    }

    @Override
    public Optional<Throwable> error() {
        lock.lock();
        try {
            // What was read before the failure is still to be had.
            return buffer.isEmpty() ? Optional.ofNullable(error) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isCompleted() {
        lock.lock();
        try {
            return closed && buffer.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            buffer.clear();
            bufferedBytes = 0;
            closed = true;
            drained.signal();
            if (consumer != null) {
                consumer.wakeUp();
            }
        } finally {
            lock.unlock();
        }
        onClose.accept(this);
    }

    private Entry<EventMessage> entry(RecordedEvent event) {
        return RecordedEventMessage.entry(event, settings.subjectTag());
    }

    private void run() {
        try (LogConsumer log =
                new LogConsumer(
                        settings.bootstrapServers(),
                        settings.topic(),
                        settings.clientProperties())) {
            if (announce(log)) {
                log.seekToPosition(start);
                follow(log);
            }
        } catch (WakeupException | InterruptException closing) {
            end(null);
        } catch (Throwable failure) { // whatever it is, whoever reads must hear of it
            end(failure);
        }
    }

    private void follow(LogConsumer log) {
        long expected = -1;
        while (true) {
            List<ConsumerRecord<byte[], byte[]>> records = log.poll(POLL);
            if (isClosed()) {
                return;
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                long position = RecordFormat.position(record);
                if (expected < 0 && position > start || expected >= 0 && position != expected) {
                    throw new LogGapException(
                            expected < 0 ? start : expected, position, record.offset());
                }
                expected = position + 1;
                // A token ahead of the log: wait for it, as for any other.
                if (position >= start && !offer(RecordFormat.read(record))) {
                    return;
                }
            }
            if (!records.isEmpty()) {
                tell();
            }
        }
    }

    /** False when the stream was closed meanwhile. */
    private boolean offer(RecordedEvent event) {
        if (!criteria.matches(new QualifiedName(event.type()), event.tags())) {
            return true;
        }
        lock.lock();
        try {
            while (!closed && isFull()) {
                // Whoever reads may never have been told of what is waiting.
                lock.unlock();
                tell();
                lock.lock();
                if (!closed && isFull()) {
                    drained.awaitUninterruptibly();
                }
            }
            if (closed) {
                return false;
            }
            buffer.add(event);
            bufferedBytes += event.payload().length;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return buffer.size() >= settings.bufferEvents() || bufferedBytes >= settings.bufferBytes();
    }

    /** Lets {@link #close()} reach the consumer; false when it came first. */
    private boolean announce(LogConsumer log) {
        lock.lock();
        try {
            consumer = log;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void end(@Nullable Throwable failure) {
        lock.lock();
        try {
            closed = true;
            consumer = null;
            error = failure;
        } finally {
            lock.unlock();
        }
        onClose.accept(this);
        tell();
    }

    private void tell() {
        Runnable listener;
        lock.lock();
        try {
            listener = callback;
        } finally {
            lock.unlock();
        }
        try {
            listener.run();
        } catch (RuntimeException gone) {
            // A processor that has just been shut down takes no more calls.
            LOG.debug("The reader of {} could not be told of news", settings.topic(), gone);
        }
    }
}
