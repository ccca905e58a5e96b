package io.incidentledger.query.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.query.request.Refusal.BadParameter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words that people use for constants: those of the JSON. */
public final class Words {
    private Words() {}

    /** The JSON's word, else the constant's name in lower case. */
    public static String of(Enum<?> constant) {
        try {
            JsonProperty word =
                    constant.getDeclaringClass()
                            .getField(constant.name())
                            .getAnnotation(JsonProperty.class);
            if (word != null) {
                return word.value();
            }
            String name = constant.name();
            // Severities are spoken as they are written.
            return name.startsWith("SEV") ? name : name.toLowerCase(Locale.ROOT).replace('_', '-');
        } catch (NoSuchFieldException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static <E extends Enum<E>> E parse(String parameter, String text, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (of(constant).equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new BadParameter(
                parameter,
                text,
                "one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(Words::of)
                                .collect(Collectors.joining(", ")));
    }
}
