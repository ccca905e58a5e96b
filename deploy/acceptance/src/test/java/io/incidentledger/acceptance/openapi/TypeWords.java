package io.incidentledger.acceptance.openapi;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A schema in a few words, with links to what has a name. */
final class TypeWords {
    /** A set of more words is on the page once. */
    private static final int FEW = 6;

    private final ObjectNode schemas;
    private final Map<String, String> anchors;

    /**
     * @param anchors where a schema is told elsewhere than under its own name
     */
    TypeWords(ObjectNode schemas, Map<String, String> anchors) {
        this.schemas = schemas;
        this.anchors = anchors;
    }

    String of(JsonNode schema) {
        String name = name(schema);
        if (!name.isEmpty()) {
            return isFew(schemas.get(name))
                    ? words(schemas.get(name))
                    : "[%s](#%s)"
                            .formatted(
                                    name,
                                    anchors.getOrDefault(name, name.toLowerCase(Locale.ROOT)));
        }
        for (String several : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.has(several)) {
                return schema.get(several)
                        .valueStream()
                        .map(this::of)
                        .collect(Collectors.joining(several.equals("allOf") ? " and " : " or "));
            }
        }
        if (schema.has("enum")) {
            return words(schema);
        }
        if (schema.has("const")) {
            return "`" + schema.get("const").asString() + "`";
        }
        if (schema.has("items")) {
            return "list"
                    + range(schema, "minItems", "maxItems")
                    + " of "
                    + of(schema.get("items"));
        }
        if (schema.path("additionalProperties").isObject()) {
            return "map"
                    + range(schema, "minProperties", "maxProperties")
                    + " of names to "
                    + of(schema.get("additionalProperties"));
        }
        if (schema.has("properties")) {
            return schema.get("properties").properties().stream()
                    .map(field -> "`" + field.getKey() + "` " + of(field.getValue()))
                    .collect(Collectors.joining(", ", "object with ", ""));
        }
        return plain(schema);
    }

    /** Whether it is shown wherever it is referred to, and needs no place of its own. */
    static boolean isFew(JsonNode schema) {
        return schema.has("enum") && schema.get("enum").size() <= FEW;
    }

    static String name(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static String plain(JsonNode schema) {
        JsonNode type = schema.path("type");
        String names =
                type.isArray()
                        ? type.valueStream()
                                .map(JsonNode::asString)
                                .collect(Collectors.joining(" or "))
                        : type.asString("anything");
        String format = schema.path("format").asString("");
        String text = format.isEmpty() || format.startsWith("int") ? names : format;
        return text.replace("string", "text")
                + range(schema, "minLength", "maxLength")
                + range(schema, "minimum", "maximum")
                + (schema.has("pattern") && !format.equals("uri")
                        ? " `" + schema.get("pattern").asString() + "`"
                        : "");
    }

    private static String range(JsonNode schema, String least, String most) {
        if (schema.has(most)) {
            return schema.has(least)
                    ? " (%s to %s)".formatted(schema.get(least), schema.get(most))
                    : " (up to %s)".formatted(schema.get(most));
        }
        return schema.has(least) ? " (from %s)".formatted(schema.get(least)) : "";
    }

    private static String words(JsonNode schema) {
        return schema.get("enum")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining("`, `", "`", "`"));
    }
}
