package io.incidentledger.eventstore.record;

import java.lang.reflect.Type;
import java.util.Map;
import org.axonframework.conversion.Converter;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.LegacyResources;
import org.axonframework.messaging.core.Message;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The Axon message of a recorded event: its payload is the stored bytes until somebody converts it,
 * and {@link #recorded()} tells position, time of recording and number. It stays what it is through
 * changes of metadata and conversions of the payload, and so reaches handlers behind Axon's event
 * processors (which drop an entry's context).
 */
public final class RecordedEventMessage extends GenericEventMessage {

    private final RecordedEvent recorded;

    /** The message of the event, its payload the stored bytes. */
    public RecordedEventMessage(RecordedEvent recorded) {
        this(
                new GenericMessage(
                        recorded.id(),
                        new MessageType(recorded.type(), recorded.version()),
                        recorded.payload(),
                        byte[].class,
                        recorded.metadata()),
                recorded);
    }

    private RecordedEventMessage(Message delegate, RecordedEvent recorded) {
        super(delegate, recorded.timestamp());
        this.recorded = recorded;
    }

    /**
     * The event as an entry of Axon's streams: with the token behind it, its tags and, where it has
     * the subject tag, the aggregate identifier that default sequencing goes by.
     */
    public static MessageStream.Entry<EventMessage> entry(RecordedEvent event, String subjectTag) {
        Context context =
                TrackingToken.addToContext(
                        Context.empty(), new GlobalSequenceTrackingToken(event.position() + 1));
        context = Tag.addToContext(context, event.tags());
        String subject = event.tag(subjectTag);
        if (subject != null) {
            context = context.withResource(LegacyResources.AGGREGATE_IDENTIFIER_KEY, subject);
        }
        return new SimpleEntry<>(new RecordedEventMessage(event), context);
    }

    /** The event as the log holds it. */
    public RecordedEvent recorded() {
        return recorded;
    }

    @Override
    public EventMessage withMetadata(Map<String, String> metadata) {
        return new RecordedEventMessage(delegate().withMetadata(metadata), recorded);
    }

    @Override
    public EventMessage andMetadata(Map<String, String> metadata) {
        return new RecordedEventMessage(delegate().andMetadata(metadata), recorded);
    }

    @Override
    public EventMessage withConvertedPayload(Type type, Converter converter) {
        return new RecordedEventMessage(delegate().withConvertedPayload(type, converter), recorded);
    }
}
