package io.incidentledger.eventstore.axon;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.eventstore.record.RecordedEventMessage;
import io.incidentledger.eventstore.write.Writer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.StreamingCondition;

/**
 * An endless stream out of the local index: reads a stretch ahead when it is asked, and is told
 * when the head moves.
 */
final class IndexStream implements MessageStream<EventMessage> {

    private static final int STRETCH = 256;

    private final Writer writer;
    private final EventCriteria criteria;
    private final String subjectTag;
    private final Runnable forget;
    private final ArrayDeque<RecordedEvent> buffer = new ArrayDeque<>();
    private long nextPosition;
    private Runnable callback = () -> {};
    private boolean closed;

    IndexStream(Writer writer, StreamingCondition condition, String subjectTag) {
        this.writer = writer;
        TrackingToken token = condition.position();
        this.nextPosition = token == null ? 0 : Math.max(0, token.position().orElse(0));
        this.criteria = condition.criteria();
        this.subjectTag = subjectTag;
        this.forget = writer.onHeadMoved(this::tell);
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> next() {
        fill();
        return Optional.ofNullable(buffer.poll())
                .map(event -> RecordedEventMessage.entry(event, subjectTag));
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> peek() {
        fill();
        return Optional.ofNullable(buffer.peek())
                .map(event -> RecordedEventMessage.entry(event, subjectTag));
    }

    @Override
    public synchronized boolean hasNextAvailable() {
        fill();
        return !buffer.isEmpty();
    }

    @Override
    public void setCallback(Runnable callback) {
        synchronized (this) {
            this.callback = callback;
        }
        callback.run();
    }

    @Override
    public Optional<Throwable> error() {
        return Optional.empty();
    }

    @Override
    public synchronized boolean isCompleted() {
        return closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            buffer.clear();
        }
        forget.run();
    }

    private void fill() {
        try {
            while (!closed && buffer.isEmpty() && nextPosition < writer.head().nextPosition()) {
                long from = nextPosition;
                List<RecordedEvent> stretch = writer.look(index -> index.events(from, STRETCH));
                for (RecordedEvent event : stretch) {
                    if (criteria.matches(new QualifiedName(event.type()), event.tags())) {
                        buffer.add(event);
                    }
                }
                if (stretch.isEmpty()) {
                    return;
                }
                nextPosition = stretch.getLast().position() + 1;
            }
        } catch (EventStoreFailure.Unavailable | EventStoreFailure.Refused meanwhile) {
            // It goes on where it stands when the store serves again; the head's next move wakes
            // it.
            return;
        }
    }

    private void tell() {
        Runnable listener;
        synchronized (this) {
            listener = callback;
        }
        listener.run();
    }
}
