package io.incidentledger.acceptance.openapi;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of what is sent and of what is answered in one list: a type that looks the same in
 * both is there once, under its own name, and the other kind is called Sent. A map stands where it
 * is referred to.
 */
final class SameSchemas {
    static final String PREFIX = "Sent";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode sent;
    private final ObjectNode answered;

    SameSchemas(ObjectNode sent, ObjectNode answered) {
        this.sent = sent;
        this.answered = answered;
    }

    ObjectNode merged() {
        Set<String> same = same();
        UnaryOperator<String> names = name -> same.contains(name) ? plain(name) : name;
        Map<String, JsonNode> all = new TreeMap<>();
        answered.properties().forEach(schema -> all.put(schema.getKey(), schema.getValue()));
        sent.properties()
                .forEach(
                        schema -> {
                            String name = names.apply(schema.getKey());
                            JsonNode other = all.put(name, renamed(schema.getValue(), names));
                            if (other != null && !other.equals(all.get(name))) {
                                throw new AssertionError("two schemas " + name);
                            }
                        });
        ObjectNode sorted = JSON.createObjectNode();
        all.forEach(sorted::set);
        return sorted;
    }

    /** Where a reference to a sent schema leads after all. */
    static void follow(JsonNode document, ObjectNode merged) {
        replace(
                document,
                node -> {
                    String name = name(node);
                    if (!name.isEmpty() && !merged.has(name)) {
                        ((ObjectNode) node).put("$ref", SCHEMAS + plain(name));
                    }
                    return node;
                });
    }

    /** Puts maps in the place of references to them. */
    static JsonNode inline(JsonNode document, ObjectNode merged) {
        replace(
                document,
                node -> {
                    JsonNode named = merged.path(name(node));
                    if (!isMap(named)) {
                        return node;
                    }
                    ObjectNode map = (ObjectNode) inline(named.deepCopy(), merged);
                    node.optional("description").ifPresent(words -> map.set("description", words));
                    return map;
                });
        return document;
    }

    static boolean isMap(JsonNode schema) {
        return schema.path("additionalProperties").isObject() && !schema.has("properties");
    }

    /** Those that look the same, however deep: what refers to a different one is different. */
    private Set<String> same() {
        Set<String> same = new TreeSet<>(sent.propertyNames());
        same.removeIf(name -> !name.startsWith(PREFIX));
        boolean fewer = true;
        while (fewer) {
            Set<String> now = Set.copyOf(same);
            fewer =
                    same.removeIf(
                            name ->
                                    answered.has(plain(name))
                                            && !renamed(
                                                            sent.get(name),
                                                            it -> now.contains(it) ? plain(it) : it)
                                                    .equals(answered.get(plain(name))));
        }
        return same;
    }

    private static JsonNode renamed(JsonNode schema, UnaryOperator<String> names) {
        return replace(
                schema.deepCopy(),
                node -> {
                    if (!name(node).isEmpty()) {
                        ((ObjectNode) node).put("$ref", SCHEMAS + names.apply(name(node)));
                    }
                    return node;
                });
    }

    /** Puts another node in the place of every one, what is inside first. */
    private static JsonNode replace(JsonNode node, UnaryOperator<JsonNode> other) {
        if (node instanceof ObjectNode object) {
            Set.copyOf(object.propertyNames())
                    .forEach(name -> object.replace(name, replace(object.get(name), other)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, replace(array.get(i), other));
            }
        }
        return other.apply(node);
    }

    private static String plain(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    private static String name(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.startsWith(SCHEMAS) ? reference.substring(SCHEMAS.length()) : "";
    }
}
