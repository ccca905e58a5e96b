package io.incidentledger.eventstore.record;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.axonframework.messaging.core.LegacyResources;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * A recorded event in a stream of Axon's; what goes along with it is computed when it is asked for.
 */
record RecordedEntry<M extends Message>(
        M message, RecordedEvent event, String subjectTag, Map<ResourceKey<?>, Object> added)
        implements MessageStream.Entry<M> {

    @Override
    public <R extends Message> MessageStream.Entry<R> map(Function<M, R> mapper) {
        return new RecordedEntry<>(mapper.apply(message), event, subjectTag, added);
    }

    @Override
    public boolean containsResource(ResourceKey<?> key) {
        return resource(key) != null;
    }

    @Override
    @SuppressWarnings({
        "unchecked",
        "NullAway"
    }) // Axon's own contexts answer null for what they do not have
    public <T> T getResource(ResourceKey<T> key) {
        return (T) resource(key);
    }

    @Override
    public <T> MessageStream.Entry<M> withResource(ResourceKey<T> key, T resource) {
        Map<ResourceKey<?>, Object> more = new HashMap<>(added);
        more.put(key, resource);
        return new RecordedEntry<>(message, event, subjectTag, more);
    }

    @Override
    public Map<ResourceKey<?>, Object> resources() {
        Map<ResourceKey<?>, Object> all = new HashMap<>();
        all.put(TrackingToken.RESOURCE_KEY, token());
        all.put(Tag.RESOURCE_KEY, event.tags());
        String subject = event.tag(subjectTag);
        if (subject != null) {
            all.put(LegacyResources.AGGREGATE_IDENTIFIER_KEY, subject);
        }
        all.putAll(added);
        return all;
    }

    private @Nullable Object resource(ResourceKey<?> key) {
        Object other = added.get(key);
        if (other != null) {
            return other;
        }
        if (key == TrackingToken.RESOURCE_KEY) {
            return token();
        }
        if (key == Tag.RESOURCE_KEY) {
            return event.tags();
        }
        return key == LegacyResources.AGGREGATE_IDENTIFIER_KEY ? event.tag(subjectTag) : null;
    }

    private TrackingToken token() {
        return new GlobalSequenceTrackingToken(event.position() + 1);
    }
}
