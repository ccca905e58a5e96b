package io.incidentledger.acceptance.openapi;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a body, however deep, as the document has them. */
final class BodyFields {
    private static final JsonNodeFactory JSON = JsonMapper.shared().getNodeFactory();

    private final ObjectNode schemas;

    /**
     * @param schemas by their names, to which references point
     */
    BodyFields(ObjectNode schemas) {
        this.schemas = schemas;
    }

    /**
     * A field of a body.
     *
     * @param pointer JSON pointer
     * @param schema what is said of it, references followed
     * @param around makes a body that has this field with a value, and little else
     */
    record Field(String pointer, ObjectNode schema, UnaryOperator<JsonNode> around) {
        String type() {
            return schema.path("type").asString("");
        }
    }

    /**
     * Visits the body itself and every field in it, what is outside first.
     *
     * @param within whether to go on into the field
     */
    void visit(JsonNode body, Predicate<Field> within) {
        visit(new Field("", (ObjectNode) body, value -> value), within);
    }

    private void visit(Field named, Predicate<Field> within) {
        Field field = new Field(named.pointer(), resolved(named.schema()), named.around());
        if (!within.test(field)) {
            return;
        }
        field.schema()
                .path("anyOf")
                .forEach(
                        one ->
                                visit(
                                        new Field(
                                                field.pointer(), (ObjectNode) one, field.around()),
                                        within));
        field.schema()
                .path("properties")
                .properties()
                .forEach(child -> visit(child(field, child.getKey(), child.getValue()), within));
        if (field.schema().get("additionalProperties") instanceof ObjectNode values) {
            visit(child(field, key(field.schema()), values), within);
        }
        if (field.schema().get("items") instanceof ObjectNode items) {
            visit(
                    new Field(
                            field.pointer() + "/0",
                            items,
                            value -> field.around().apply(JSON.arrayNode().add(value))),
                    within);
        }
    }

    private Field child(Field parent, String name, JsonNode schema) {
        ObjectNode beside = JSON.objectNode();
        if (!parent.pointer().isEmpty()) {
            // Without these, what is within is not even read.
            parent.schema()
                    .path("required")
                    .forEach(
                            other ->
                                    beside.set(
                                            other.asString(),
                                            Edges.sample(
                                                    resolved(
                                                            parent.schema()
                                                                    .get("properties")
                                                                    .get(other.asString())),
                                                    0)));
        }
        return new Field(
                parent.pointer() + "/" + name.replace("~", "~0").replace("/", "~1"),
                (ObjectNode) schema,
                value -> parent.around().apply(beside.deepCopy().set(name, value)));
    }

    /** A name that a map takes. */
    private static String key(ObjectNode map) {
        return map.at("/propertyNames/enum/0").asString("a");
    }

    ObjectNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty()
                ? (ObjectNode) schema
                : resolved(schemas.get(reference.substring(reference.lastIndexOf('/') + 1)));
    }
}
