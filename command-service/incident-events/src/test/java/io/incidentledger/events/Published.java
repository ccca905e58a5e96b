package io.incidentledger.events;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a schema promises: every field with its place, its form and whether it is always there. */
final class Published {
    private Published() {}

    /**
     * @param place the way from the root; {@code /*} stands for every value of a map or list,
     *     {@code [note]} for a kind of content
     * @param form the schema of the value without what is below it and without words
     */
    record Field(String place, boolean required, JsonNode form, String meaning) {
        String promise() {
            return place + " " + (required ? "required" : "optional") + " " + form;
        }

        @Nullable String parent() {
            return place.equals("/")
                    ? null
                    : "/" + place.substring(1, Math.max(1, place.lastIndexOf('/')));
        }
    }

    static Stream<Field> fields(JsonNode schema) {
        return Stream.concat(Stream.of(field("/", true, schema)), below(schema, ""));
    }

    private static Stream<Field> below(JsonNode node, String place) {
        Stream<Field> kinds =
                node.path("anyOf")
                        .valueStream()
                        .flatMap(branch -> at(place + "[" + kind(branch) + "]", true, branch));
        Stream<Field> named =
                node.path("properties")
                        .propertyStream()
                        .flatMap(
                                property ->
                                        at(
                                                place + "/" + property.getKey(),
                                                node.path("required")
                                                        .valueStream()
                                                        .anyMatch(
                                                                name ->
                                                                        name.asString()
                                                                                .equals(
                                                                                        property
                                                                                                .getKey())),
                                                property.getValue()));
        Stream<Field> unnamed =
                Stream.of(node.path("items"), node.path("additionalProperties"))
                        .filter(JsonNode::isObject)
                        .flatMap(value -> at(place + "/*", false, value));
        return Stream.concat(kinds, Stream.concat(named, unnamed));
    }

    private static Stream<Field> at(String place, boolean required, JsonNode node) {
        return Stream.concat(Stream.of(field(place, required, node)), below(node, place));
    }

    private static String kind(JsonNode branch) {
        return branch.at("/properties/kind/const").asString();
    }

    private static Field field(String place, boolean required, JsonNode node) {
        ObjectNode form = ((ObjectNode) node).deepCopy();
        String meaning = form.path("description").asString("");
        form.remove(
                List.of(
                        "$schema",
                        "$id",
                        "title",
                        "description",
                        "properties",
                        "required",
                        "items",
                        "additionalProperties",
                        "anyOf"));
        // Another kind is more than a reader of this version knows.
        node.path("anyOf").forEach(branch -> form.withArray("kinds").add(kind(branch)));
        return new Field(place, required, form, meaning);
    }
}
