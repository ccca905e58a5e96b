package io.incidentledger.command.edge;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The words by which the API calls the constants of the events. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        try {
            JsonProperty property =
                    constant.getDeclaringClass()
                            .getField(constant.name())
                            .getAnnotation(JsonProperty.class);
            return property == null ? constant.name() : property.value();
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }
}
