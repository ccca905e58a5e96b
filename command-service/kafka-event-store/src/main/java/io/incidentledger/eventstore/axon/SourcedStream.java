package io.incidentledger.eventstore.axon;

import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.eventstore.record.RecordedEventMessage;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;

/** Events that were read already, and the terminal message with the marker behind them. */
final class SourcedStream implements MessageStream<EventMessage> {

    private final List<RecordedEvent> events;
    private final ConsistencyMarker marker;
    private final String subjectTag;
    private int next;

    SourcedStream(List<RecordedEvent> events, ConsistencyMarker marker, String subjectTag) {
        this.events = events;
        this.marker = marker;
        this.subjectTag = subjectTag;
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> next() {
        Optional<Entry<EventMessage>> entry = peek();
        next = Math.min(next + 1, events.size() + 1);
        return entry;
    }

    @Override
    public synchronized Optional<Entry<EventMessage>> peek() {
        if (next < events.size()) {
            return Optional.of(RecordedEventMessage.entry(events.get(next), subjectTag));
        }
        return next == events.size()
                ? Optional.of(
                        new SimpleEntry<>(
                                TerminalEventMessage.INSTANCE,
                                Context.with(ConsistencyMarker.RESOURCE_KEY, marker)))
                : Optional.empty();
    }

    @Override
    public void setCallback(Runnable callback) {
        callback.run();
    }

    @Override
    public Optional<Throwable> error() {
        return Optional.empty();
    }

    @Override
    public synchronized boolean isCompleted() {
        return next > events.size();
    }

    @Override
    public synchronized boolean hasNextAvailable() {
        return next <= events.size();
    }

    @Override
    public synchronized void close() {
        next = events.size() + 1;
    }
}
