package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonValue;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of every event, as its record and the record's Javadoc say it. */
final class EventSchemas {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Javadocs JAVADOCS =
            Javadocs.in(CommittedFile.MODULE.resolve("src/main/java/io/incidentledger/events"));
    private static final SchemaGenerator GENERATOR = generator();

    private EventSchemas() {}

    static ObjectNode of(EventType type) {
        ObjectNode body = GENERATOR.generateSchema(type.eventClass());
        ObjectNode schema = JSON.createObjectNode();
        schema.set("$schema", body.remove("$schema"));
        schema.put("$id", "urn:incident-ledger:event:" + type.storedName() + ":v" + type.version());
        schema.put("title", type.storedName() + ", version " + type.version());
        schema.set("description", body.remove("description"));
        schema.setAll(body);
        ((ObjectNode) schema.get("properties"))
                .putObject("salt")
                .put("type", "string")
                .put(
                        "description",
                        "Random, so that a hash of the payload says nothing once the words are"
                                + " gone. Written always; a reader has no use for it.");
        ((ArrayNode) schema.get("required")).add("salt");
        if (schema.at("/properties/content") instanceof ObjectNode content) {
            content.put("description", JAVADOCS.of("TimelineEntryRecorded.content"));
        }
        return schema;
    }

    static String text(EventType type) {
        return JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(of(type))
                        .replace("\r\n", "\n")
                + "\n";
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(
                                JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                        .with(
                                Option.INLINE_ALL_SCHEMAS,
                                Option.STANDARD_FORMATS,
                                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                        .with(
                                new JacksonSchemaModule(
                                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY,
                                        JacksonOption.INLINE_TRANSFORMED_SUBTYPES));
        config.forFields()
                .withRequiredCheck(field -> !nullable(field))
                .withDescriptionResolver(EventSchemas::describe)
                .withNumberInclusiveMinimumResolver(
                        field -> inUsersAffected(field) ? BigDecimal.ZERO : null)
                .withNumberInclusiveMaximumResolver(
                        field ->
                                inUsersAffected(field) && field.getName().equals("percent")
                                        ? BigDecimal.valueOf(100)
                                        : null);
        config.forTypesInGeneral()
                .withPropertySorter((one, other) -> 0)
                .withDescriptionResolver(scope -> describe(scope.getType().getErasedType()))
                .withCustomDefinitionProvider(
                        (type, context) -> {
                            Class<?> erased = type.getErasedType();
                            Field value = wrapped(erased);
                            if (value == null) {
                                return null;
                            }
                            ObjectNode word = JSON.createObjectNode().put("type", "string");
                            if (value.getType() == UUID.class) {
                                word.put("format", "uuid");
                            } else {
                                word.put("pattern", "^" + form(erased) + "$");
                            }
                            return new CustomDefinition(word, true);
                        });
        return new SchemaGenerator(config.build());
    }

    private static boolean nullable(FieldScope field) {
        return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean inUsersAffected(FieldScope field) {
        return field.getDeclaringType().getErasedType() == UsersAffected.class;
    }

    /** Of an event and of a kind of entry; other types are described where they are used. */
    private static @Nullable String describe(Class<?> type) {
        boolean standsAlone =
                LedgerEvent.class.isAssignableFrom(type)
                        || (type.isRecord() && EntryContent.class.isAssignableFrom(type));
        return standsAlone ? JAVADOCS.of(type.getSimpleName()) : null;
    }

    /** The component's own words, else those of the interface it comes from, else its type's. */
    private static @Nullable String describe(FieldScope field) {
        if (field.isFakeContainerItemScope() || field.getType().isInstanceOf(EntryContent.class)) {
            return null;
        }
        Class<?> owner = field.getDeclaringType().getErasedType();
        return Stream.concat(
                        Stream.concat(Stream.of(owner), interfaces(owner))
                                .map(type -> type.getSimpleName() + "." + field.getName()),
                        Stream.of(field.getType().getErasedType().getSimpleName()))
                .map(JAVADOCS::of)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Stream<Class<?>> interfaces(Class<?> type) {
        return Arrays.stream(type.getInterfaces())
                .flatMap(parent -> Stream.concat(Stream.of(parent), interfaces(parent)));
    }

    private static @Nullable Field wrapped(Class<?> type) {
        return List.of(type.getDeclaredFields()).stream()
                .filter(field -> field.isAnnotationPresent(JsonValue.class))
                .findFirst()
                .orElse(null);
    }

    private static Pattern form(Class<?> type) {
        try {
            Field form = type.getDeclaredField("FORM");
            if (!Modifier.isStatic(form.getModifiers())) {
                throw new IllegalStateException("no pattern: " + type);
            }
            form.setAccessible(true);
            return (Pattern) form.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
