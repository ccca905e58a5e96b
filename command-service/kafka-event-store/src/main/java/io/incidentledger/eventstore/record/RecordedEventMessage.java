package io.incidentledger.eventstore.record;

import java.lang.reflect.Type;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.common.ObjectUtils;
import org.axonframework.conversion.ConversionException;
import org.axonframework.conversion.Converter;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The Axon message of a recorded event: its payload is the stored bytes until somebody converts it,
 * and {@link #recorded()} tells position, time of recording and number. It stays what it is through
 * changes of metadata and conversions of the payload, and so reaches handlers behind Axon's event
 * processors (which drop an entry's context). Immutable.
 */
public final class RecordedEventMessage implements EventMessage {

    // Not Axon's GenericEventMessage: sourcing makes one of these per event, and that one comes
    // with two maps.
    private final RecordedEvent recorded;
    private final MessageType type;
    private final @Nullable Object payload;
    private final Metadata metadata;

    /** The message of the event, its payload the stored bytes. */
    public RecordedEventMessage(RecordedEvent recorded) {
        this(
                recorded,
                new MessageType(recorded.type(), recorded.version()),
                recorded.payload(),
                Metadata.from(recorded.metadata()));
    }

    private RecordedEventMessage(
            RecordedEvent recorded, MessageType type, @Nullable Object payload, Metadata metadata) {
        this.recorded = recorded;
        this.type = type;
        this.payload = payload;
        this.metadata = metadata;
    }

    /**
     * The event as an entry of Axon's streams: with the token behind it, its tags and, where it has
     * the subject tag, the aggregate identifier that default sequencing goes by.
     */
    public static MessageStream.Entry<EventMessage> entry(RecordedEvent event, String subjectTag) {
        return new RecordedEntry<>(new RecordedEventMessage(event), event, subjectTag, Map.of());
    }

    /** The event as the log holds it. */
    public RecordedEvent recorded() {
        return recorded;
    }

    @Override
    public String identifier() {
        return recorded.id();
    }

    @Override
    public MessageType type() {
        return type;
    }

    @Override
    public Instant timestamp() {
        return recorded.timestamp();
    }

    @Override
    public @Nullable Object payload() {
        return payload;
    }

    @Override
    public Class<?> payloadType() {
        return ObjectUtils.nullSafeTypeOf(payload);
    }

    @Override
    public Metadata metadata() {
        return metadata;
    }

    /**
     * Converts anew at every call: whoever needs the converted payload twice keeps it, or the
     * converted message.
     */
    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T payloadAs(Type wanted, @Nullable Converter converter) {
        if (wanted instanceof Class<?> wantedClass && wantedClass.isAssignableFrom(payloadType())) {
            return (T) payload;
        }
        if (converter == null) {
            throw new ConversionException(
                    "Cannot convert " + payloadType() + " to " + wanted + " without a converter.");
        }
        return converter.convert(payload, wanted);
    }

    @Override
    public EventMessage withMetadata(Map<String, String> changed) {
        return new RecordedEventMessage(recorded, type, payload, Metadata.from(changed));
    }

    @Override
    public EventMessage andMetadata(Map<String, String> added) {
        Map<String, String> merged = new HashMap<>(metadata);
        merged.putAll(added);
        return withMetadata(merged);
    }

    @Override
    public EventMessage withConvertedPayload(Type wanted, Converter converter) {
        Object converted = payloadAs(wanted, converter);
        return converted == payload
                ? this
                : new RecordedEventMessage(recorded, type, converted, metadata);
    }

    @Override
    public String toString() {
        return recorded.toString();
    }
}
