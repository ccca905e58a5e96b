package io.incidentledger.eventstore.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Type;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.ConversionException;
import org.axonframework.conversion.Converter;
import org.jspecify.annotations.Nullable;

/**
 * JSON bytes and objects, both ways, for both engines. Axon's own looks for a way from type to type
 * at every call, which was a fifth of all the work in a profile and says nothing about an engine.
 */
final class JsonConverter implements Converter {

    static final JsonConverter INSTANCE = new JsonConverter();

    private final ObjectMapper mapper = new ObjectMapper();

    private JsonConverter() {}

    byte[] bytes(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException failure) {
            throw new ConversionException("not writable as JSON: " + value.getClass(), failure);
        }
    }

    @Override
    public boolean canConvert(Type sourceType, Type targetType) {
        return sourceType == byte[].class || targetType == byte[].class;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable T convert(@Nullable Object input, Type targetType) {
        if (input == null || targetType instanceof Class<?> type && type.isInstance(input)) {
            return (T) input;
        }
        if (targetType == byte[].class) {
            return (T) bytes(input);
        }
        try {
            return mapper.readValue((byte[]) input, mapper.constructType(targetType));
        } catch (IOException failure) {
            throw new ConversionException("not readable as " + targetType, failure);
        }
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("mapper", mapper);
    }
}
