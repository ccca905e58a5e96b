package io.incidentledger.query.request;

import java.time.Duration;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * Durations as answers say them: one sign before all of it, {@code -PT1H25M} (ISO 8601-2), which
 * more can read than {@code PT-1H-25M}. What is kept in tables is written otherwise.
 */
public final class SignedDuration extends StdScalarSerializer<Duration> {
    private SignedDuration() {
        super(Duration.class);
    }

    public static JacksonModule module() {
        return new SimpleModule("signed-duration")
                .addSerializer(Duration.class, new SignedDuration());
    }

    @Override
    public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
        json.writeString(value.isNegative() ? "-" + value.negated() : value.toString());
    }
}
