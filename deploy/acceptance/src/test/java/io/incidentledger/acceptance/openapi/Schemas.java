package io.incidentledger.acceptance.openapi;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.generator.impl.DefinitionKey;
import com.github.victools.jsonschema.generator.naming.SchemaDefinitionNamingStrategy;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import io.incidentledger.command.edge.Body;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import java.lang.reflect.Field;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of what is sent and of what is answered, as the records and their Javadoc say it.
 * What is sent is read strictly, so the same record has a schema of either kind.
 */
final class Schemas {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Words words;
    private final SchemaBuilder sent;
    private final SchemaBuilder answered;

    Schemas(Words words) {
        this.words = words;
        this.sent = builder(true);
        this.answered = builder(false);
    }

    /** A reference to the schema of a body; complete after {@link #all}. */
    ObjectNode sent(Type type) {
        return sent.createSchemaReference(type);
    }

    /** A reference to the schema of an answer; complete after {@link #all}. */
    ObjectNode answered(Type type) {
        return answered.createSchemaReference(type);
    }

    /** Every schema by its name; what is sent as it is answered has one. */
    ObjectNode all() {
        ObjectNode ofAnswers = answered.collectDefinitions("components/schemas");
        return new SameSchemas(sent.collectDefinitions("components/schemas"), ofAnswers).merged();
    }

    private SchemaBuilder builder(boolean ofWhatIsSent) {
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(
                                JSON, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                        .with(
                                Option.DEFINITIONS_FOR_ALL_OBJECTS,
                                Option.INLINE_NULLABLE_SCHEMAS,
                                Option.STANDARD_FORMATS,
                                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                        .with(
                                new JacksonSchemaModule(
                                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY,
                                        JacksonOption.INLINE_TRANSFORMED_SUBTYPES));
        if (ofWhatIsSent) {
            config.with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
        }
        config.forFields()
                .withRequiredCheck(field -> !nullable(field) && (ofWhatIsSent || !leftOut(field)))
                .withNullableCheck(field -> !ofWhatIsSent && nullable(field) && !leftOut(field))
                .withDescriptionResolver(this::describe)
                .withCustomDefinitionProvider(
                        (field, context) ->
                                field.getRawMember().isAnnotationPresent(JsonRawValue.class)
                                        ? new CustomPropertyDefinition(JSON.createObjectNode())
                                        : null);
        config.forTypesInGeneral()
                .withPropertySorter((one, other) -> 0)
                .withDescriptionResolver(scope -> words.of(scope.getType().getErasedType(), ""))
                .withDefinitionNamingStrategy(new Names(ofWhatIsSent))
                .withCustomDefinitionProvider(
                        (type, context) -> {
                            ObjectNode own = own(type.getErasedType(), ofWhatIsSent);
                            String said = words.of(type.getErasedType(), "");
                            if (own != null && said != null && !own.has("description")) {
                                own.put("description", said);
                            }
                            return own == null
                                    ? null
                                    : new CustomDefinition(
                                            own,
                                            own.isEmpty()
                                                    ? CustomDefinition.DefinitionType.INLINE
                                                    : CustomDefinition.DefinitionType.STANDARD,
                                            CustomDefinition.EXCLUDING_ATTRIBUTES);
                        });
        return new SchemaGenerator(config.build()).buildMultipleSchemaDefinitions();
    }

    /** Of what is not written as its fields. */
    private @Nullable ObjectNode own(Class<?> type, boolean ofWhatIsSent) {
        if (JsonNode.class.isAssignableFrom(type)) {
            return JSON.createObjectNode();
        }
        if (type == Moment.class && ofWhatIsSent) {
            return moment();
        }
        Field value =
                Arrays.stream(type.getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(JsonValue.class))
                        .findFirst()
                        .orElse(null);
        if (value == null) {
            return Arrays.stream(type.getDeclaredMethods())
                            .anyMatch(
                                    method ->
                                            method.isAnnotationPresent(JsonValue.class)
                                                    && method.getReturnType() == String.class)
                    ? word(null)
                    : null;
        }
        if (value.getType() == List.class) {
            ObjectNode lines = JSON.createObjectNode().put("type", "array");
            lines.set("items", word(pattern(type, "FORM")));
            return lines;
        }
        return value.getType() == UUID.class ? text("uuid") : word(pattern(type, "FORM"));
    }

    private static ObjectNode word(@Nullable String form) {
        ObjectNode word = JSON.createObjectNode().put("type", "string");
        return form == null ? word : word.put("pattern", "^(?:" + form + ")$");
    }

    /** As the edge reads it: of what is known to the day alone a date will do. */
    private ObjectNode moment() {
        ObjectNode moment = JSON.createObjectNode();
        moment.put(
                "description",
                words.of(DescribedOperations.type("command.edge.StrictTimes$Moments"), ""));
        moment.putArray("anyOf")
                .add(text("date-time"))
                .add(text("date"))
                .add(known("date-time", Precision.values()))
                .add(known("date", Precision.DAY));
        moment.set(
                "examples",
                JSON.readTree(
                        """
                        ["2026-03-02T10:26:00+01:00",
                         "2026-03-02",
                         {"at": "2026-03-02T10:00:00Z", "precision": "about"}]
                        """));
        return moment;
    }

    private static ObjectNode known(String format, Precision... precisions) {
        ObjectNode known =
                JSON.createObjectNode().put("type", "object").put("additionalProperties", false);
        ObjectNode precision = JSON.createObjectNode().put("type", "string");
        precision.set("enum", JSON.valueToTree(precisions));
        ObjectNode fields = known.putObject("properties");
        fields.set("at", text(format));
        fields.set("precision", precision);
        known.set("required", JSON.valueToTree(List.of("at")));
        return known;
    }

    private static ObjectNode text(String format) {
        return JSON.createObjectNode().put("type", "string").put("format", format);
    }

    /** By which the code itself tells what it takes. */
    static @Nullable String pattern(Class<?> type, String constant) {
        try {
            Field form = type.getDeclaredField(constant);
            form.setAccessible(true);
            return form.get(null) instanceof Pattern pattern ? pattern.pattern() : null;
        } catch (NoSuchFieldException none) {
            return null;
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean nullable(FieldScope field) {
        return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** Not written while it says nothing. */
    private static boolean leftOut(FieldScope field) {
        JsonInclude onField = field.getRawMember().getAnnotation(JsonInclude.class);
        JsonInclude include =
                onField != null
                        ? onField
                        : field.getRawMember().getDeclaringClass().getAnnotation(JsonInclude.class);
        return include != null
                && (include.value() == JsonInclude.Include.NON_EMPTY
                        || include.value() == JsonInclude.Include.NON_DEFAULT
                        || nullable(field));
    }

    /** The component's own words, else those of the interface it comes from. */
    private @Nullable String describe(FieldScope field) {
        if (field.isFakeContainerItemScope()) {
            return null;
        }
        Class<?> owner = field.getRawMember().getDeclaringClass();
        return Stream.concat(Stream.of(owner), Arrays.stream(owner.getInterfaces()))
                .map(type -> words.of(type, field.getName()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The simple name, with the package's last word before it where two have the same. */
    private record Names(boolean ofWhatIsSent) implements SchemaDefinitionNamingStrategy {
        @Override
        public String getDefinitionNameForKey(DefinitionKey key, SchemaGenerationContext context) {
            Class<?> erased = key.getType().getErasedType();
            return (ofWhatIsSent && !Body.class.isAssignableFrom(erased) ? "Sent" : "")
                    + name(key.getType());
        }

        @Override
        public void adjustDuplicateNames(
                Map<DefinitionKey, String> same, SchemaGenerationContext context) {
            same.replaceAll(
                    (key, name) -> {
                        Class<?> type = key.getType().getErasedType();
                        Class<?> outer = type.getEnclosingClass();
                        String prefix =
                                outer == null ? type.getPackageName() : outer.getSimpleName();
                        String word = prefix.substring(prefix.lastIndexOf('.') + 1);
                        return Character.toUpperCase(word.charAt(0)) + word.substring(1) + name;
                    });
        }

        private static String name(ResolvedType type) {
            String arguments =
                    type.getTypeParameters().stream()
                            .map(Names::name)
                            .collect(Collectors.joining("And"));
            return type.getErasedType().getSimpleName()
                    + (arguments.isEmpty() ? "" : "Of" + arguments);
        }
    }
}
