package io.incidentledger.command.edge;

import io.incidentledger.command.edge.InvalidOrder.Field;
import io.incidentledger.events.Moment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON as it was meant, never guessed: an unknown field, a field twice, a number for a text, or
 * anything after the end is an error that names the field and what would be accepted. Thread-safe.
 */
final class StrictJson {
    private static final String TIME =
            "a time with its offset, as 2026-11-21T09:30:00Z, or a date of which no more is known, as 2026-11-21, or {\"at\": either, \"precision\": exact, about, by, derived, hour, day or order}, a date being a day";

    private final JsonMapper mapper;

    StrictJson() {
        JsonMapper.Builder builder =
                JsonMapper.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .addModule(
                                new SimpleModule("strict")
                                        .addDeserializer(String.class, new StrictText())
                                        .addDeserializer(Instant.class, new StrictTimes.Instants())
                                        .addDeserializer(LocalDate.class, new StrictTimes.Dates())
                                        .addDeserializer(Moment.class, new StrictTimes.Moments()));
        for (LogicalType type :
                List.of(LogicalType.Enum, LogicalType.Textual, LogicalType.OtherScalar)) {
            builder.withCoercionConfig(
                    type,
                    config -> {
                        for (CoercionInputShape shape :
                                List.of(
                                        CoercionInputShape.Integer,
                                        CoercionInputShape.Float,
                                        CoercionInputShape.Boolean,
                                        CoercionInputShape.EmptyString,
                                        CoercionInputShape.EmptyArray,
                                        CoercionInputShape.EmptyObject)) {
                            config.setCoercion(shape, CoercionAction.Fail);
                        }
                    });
        }
        mapper = builder.build();
    }

    /**
     * @throws InvalidOrder when the bytes are not JSON of this type
     */
    Body read(byte[] json, JavaType type) {
        requireUtf8(json);
        try {
            Body body = mapper.readValue(json, type);
            if (body == null) {
                throw InvalidOrder.of("", "null", "a JSON object");
            }
            return body;
        } catch (JacksonException refused) {
            throw invalid(refused, json);
        }
    }

    /** The parser would guess at UTF-16 and UTF-32, and only they have a zero byte in any JSON. */
    private static void requireUtf8(byte[] json) {
        for (byte b : json) {
            if (b == 0) {
                throw notJson("the body is not JSON in UTF-8", "");
            }
        }
    }

    /**
     * The same bytes for the same JSON, however its fields were ordered and spaced: many a library
     * orders them anew in every process.
     *
     * @param json what {@link #read} could read
     */
    byte[] canonical(byte[] json) {
        return mapper.writeValueAsBytes(mapper.readTree(json));
    }

    JavaType type(java.lang.reflect.Type type) {
        return mapper.constructType(type);
    }

    private InvalidOrder invalid(JacksonException refused, byte[] json) {
        if (refused instanceof UnrecognizedPropertyException unknown) {
            return InvalidOrder.of(
                    pointer(unknown.getPath()),
                    given(json, unknown.getPath()),
                    "one of the fields "
                            + unknown.getKnownPropertyIds().stream()
                                    .map(String::valueOf)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        if (refused instanceof DatabindException mismatch && !mismatch.getPath().isEmpty()) {
            return InvalidOrder.of(
                    pointer(mismatch.getPath()) + key(mismatch),
                    value(mismatch, json),
                    accepted(mismatch));
        }
        if (refused instanceof MismatchedInputException) {
            return InvalidOrder.of(
                    "", given(json, List.of()), "one JSON object and nothing after it");
        }
        if (refused instanceof StreamReadException twice
                && String.valueOf(twice.getOriginalMessage()).startsWith("Duplicate")) {
            JsonParser parser = twice.processor();
            return InvalidOrder.of(
                    parser == null ? "" : parser.streamReadContext().pathAsPointer().toString(),
                    null,
                    "each field once");
        }
        var where = refused.getLocation();
        return notJson(
                "the body is not JSON"
                        + (where == null
                                ? ""
                                : " (line "
                                        + where.getLineNr()
                                        + ", column "
                                        + where.getColumnNr()
                                        + ")"),
                pointer(refused.getPath()));
    }

    private static InvalidOrder notJson(String sentence, String field) {
        return new InvalidOrder(
                sentence, List.of(new Field(field, null, "one JSON object in UTF-8")));
    }

    /** The path ends at the map whose key it is. */
    private static String key(DatabindException mismatch) {
        return mismatch instanceof InvalidFormatException format
                        && String.valueOf(format.getOriginalMessage()).contains("Map key")
                ? "/" + Checks.shortened(String.valueOf(format.getValue()))
                : "";
    }

    private @Nullable String value(DatabindException mismatch, byte[] json) {
        return mismatch instanceof InvalidFormatException format && format.getValue() != null
                ? format.getValue().toString()
                : given(json, mismatch.getPath());
    }

    /** What stands at the end of a path, as it was written; null where nothing does. */
    private @Nullable String given(byte[] json, List<JacksonException.Reference> path) {
        JsonNode node;
        try {
            node = mapper.readTree(json);
        } catch (JacksonException e) {
            // More is wrong with it than a type; what comes after the wrong type was not read.
            return null;
        }
        for (JacksonException.Reference step : path) {
            String name = step.getPropertyName();
            node = name == null ? node.path(step.getIndex()) : node.path(name);
        }
        return node.isMissingNode() || node.isNull()
                ? null
                : node.isString() ? node.asString() : node.toString();
    }

    private static String accepted(DatabindException mismatch) {
        Class<?> target =
                mismatch instanceof MismatchedInputException input ? input.getTargetType() : null;
        if (target == null) {
            // A type of the events refused a text, and said what it takes.
            Throwable cause = mismatch.getCause();
            return cause == null || cause.getMessage() == null
                    ? "another value"
                    : String.valueOf(Checks.shortened(cause.getMessage()));
        }
        if (target.isEnum()) {
            return Arrays.stream(target.getEnumConstants())
                    .map(constant -> Words.of((Enum<?>) constant))
                    .collect(Collectors.joining(", "));
        }
        if (target == Moment.class) {
            return TIME;
        }
        if (target == Instant.class) {
            return "a time with its offset, as 2026-11-21T09:30:00Z";
        }
        if (target == LocalDate.class) {
            return "a date, as 2026-11-21";
        }
        if (target == String.class) {
            return "a JSON string without NUL and without half a surrogate pair";
        }
        if (target == Boolean.class || target == boolean.class) {
            return "true or false";
        }
        if (target == Long.class || target == Integer.class) {
            return "a whole number";
        }
        if (Number.class.isAssignableFrom(target)) {
            return "a number";
        }
        if (target == UUID.class) {
            return "a UUID";
        }
        return Collection.class.isAssignableFrom(target)
                ? "a JSON array"
                : target.isRecord() && target.getRecordComponents().length == 1
                        ? "a text"
                        : "a JSON object";
    }

    private static String pointer(List<JacksonException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference step : path) {
            pointer.append('/');
            String name = step.getPropertyName();
            pointer.append(
                    name == null
                            ? String.valueOf(step.getIndex())
                            : name.replace("~", "~0").replace("/", "~1"));
        }
        return String.valueOf(Checks.shortened(pointer.toString()));
    }
}
