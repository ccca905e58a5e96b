package io.incidentledger.eventstore.benchmark;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * No log at all: one of Axon's engines in memory for each notebook, which keeps objects and neither
 * encodes nor decodes. What is left is the command's own way through Axon, the ceiling of any
 * engine behind it.
 */
final class InMemory implements EventStorageEngine {

    private final Map<Tag, EventStorageEngine> notebooks = new ConcurrentHashMap<>();

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition,
            ProcessingContext context,
            List<TaggedEventMessage<?>> events) {
        return notebook(events.getFirst().tags().iterator().next())
                .appendEvents(condition, context, events);
    }

    @Override
    public MessageStream<EventMessage> source(
            SourcingCondition condition, ProcessingContext context) {
        Tag notebook = condition.criteria().flatten().iterator().next().tags().iterator().next();
        return notebook(notebook).source(condition, context);
    }

    @Override
    public MessageStream<EventMessage> stream(
            StreamingCondition condition, ProcessingContext context) {
        return MessageStream.failed(new IllegalStateException("nothing streams here"));
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(ProcessingContext context) {
        return notStreaming();
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(ProcessingContext context) {
        return notStreaming();
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, ProcessingContext context) {
        return notStreaming();
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("notebooks", notebooks.size());
    }

    private EventStorageEngine notebook(Tag tag) {
        return notebooks.computeIfAbsent(tag, first -> new InMemoryEventStorageEngine());
    }

    private static CompletableFuture<TrackingToken> notStreaming() {
        return CompletableFuture.failedFuture(new IllegalStateException("nothing streams here"));
    }
}
