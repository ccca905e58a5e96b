package io.incidentledger.query.follow;

import java.lang.reflect.Type;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.ConversionException;
import org.axonframework.conversion.Converter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/** Axon's tracking tokens as JSON; Axon's own converter needs Jackson 2. */
final class TokenConverter implements Converter {
    private final JsonMapper mapper = JsonMapper.builder().build();

    @Override
    public boolean canConvert(Type sourceType, Type targetType) {
        return sourceType == byte[].class || targetType == byte[].class;
    }

    @Override
    public <T> @Nullable T convert(@Nullable Object input, Type targetType) {
        if (input == null) {
            return null;
        }
        try {
            JavaType target = mapper.constructType(targetType);
            Object converted =
                    target.hasRawClass(byte[].class)
                            ? mapper.writeValueAsBytes(input)
                            : mapper.readValue((byte[]) input, target);
            @SuppressWarnings("unchecked")
            T result = (T) converted;
            return result;
        } catch (JacksonException unreadable) {
            throw new ConversionException("not a token: " + targetType, unreadable);
        }
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("mapper", "Jackson 3");
    }
}
