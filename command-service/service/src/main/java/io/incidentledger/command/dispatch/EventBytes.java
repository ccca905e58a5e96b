package io.incidentledger.command.dispatch;

import io.incidentledger.events.EventCodec;
import io.incidentledger.events.LedgerEvent;
import java.lang.reflect.Type;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.ConversionException;
import org.axonframework.conversion.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Events to the bytes that the log stores. The way back needs the stored name, which a converter
 * does not see; it is in the fold. Thread-safe.
 */
public final class EventBytes implements Converter {
    private final EventCodec codec;

    public EventBytes(EventCodec codec) {
        this.codec = codec;
    }

    @Override
    public boolean canConvert(Type sourceType, Type targetType) {
        return targetType == byte[].class
                && (sourceType == byte[].class
                        || (sourceType instanceof Class<?> source
                                && LedgerEvent.class.isAssignableFrom(source)));
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Axon's signature
    public <T> @Nullable T convert(@Nullable Object input, Type targetType) {
        return switch (input) {
            case null -> null;
            case LedgerEvent event when targetType == byte[].class -> (T) codec.encode(event);
            case byte[] bytes when targetType == byte[].class -> (T) bytes;
            default ->
                    throw new ConversionException(
                            "no way from " + input.getClass() + " to " + targetType);
        };
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("codec", codec);
    }
}
