package io.incidentledger.standalone.openapi;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** docs/api.md: the OpenAPI document for people. */
final class ApiPage {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String SCHEMAS = "#/components/schemas/";

    /** A longer example is in the document alone. */
    private static final int SHORT = 40;

    private final ObjectNode document;
    private final StringBuilder page = new StringBuilder();

    private ApiPage(ObjectNode document) {
        this.document = document;
    }

    static String of(ObjectNode document) {
        return new ApiPage(document).written();
    }

    private String written() {
        line("# API");
        line("");
        line(
                "Made from the OpenAPI 3.1 document, which every ledger hands out at"
                        + " `/api/v1/openapi.json` and which has an example of everything; a test"
                        + " holds both against the running ledger. How to give orders, what they"
                        + " are answered with and which rules there are is told in"
                        + " [orders.md](orders.md).");
        line("");
        line(document.at("/info/description").asString());
        for (JsonNode tag : document.get("tags")) {
            line("");
            line("## " + tag.get("name").asString());
            line(tag.get("description").asString());
            document.get("paths")
                    .properties()
                    .forEach(
                            path ->
                                    path.getValue()
                                            .properties()
                                            .forEach(
                                                    operation -> {
                                                        if (operation
                                                                .getValue()
                                                                .at("/tags/0")
                                                                .equals(tag.get("name"))) {
                                                            operation(
                                                                    operation.getKey(),
                                                                    path.getKey(),
                                                                    operation.getValue());
                                                        }
                                                    }));
        }
        problems();
        schemas();
        return page.toString();
    }

    private void operation(String method, String path, JsonNode operation) {
        line("");
        line("### `" + method.toUpperCase(Locale.ROOT) + " " + path + "`");
        text(operation.get("description"));
        if (operation.has("parameters")) {
            line("");
            line("| parameter | in | |");
            line("| --- | --- | --- |");
            for (JsonNode parameter : operation.get("parameters")) {
                line(
                        "| %s | %s | %s |"
                                .formatted(
                                        name(
                                                parameter.get("name").asString(),
                                                parameter.path("required").asBoolean(false)),
                                        parameter.get("in").asString(),
                                        cell(parameter)));
            }
        }
        JsonNode lines = operation.at("/requestBody/content/application~1x-ndjson");
        if (!lines.isMissingNode()) {
            line("");
            line("Takes `application/x-ndjson`.");
            example(lines.get("example"));
        }
        JsonNode body = operation.at("/requestBody/content/application~1json");
        if (!body.isMissingNode()) {
            line("");
            line("Takes " + type(body.get("schema")) + ".");
            example(body.get("example"));
        }
        operation
                .get("responses")
                .properties()
                .forEach(
                        answer -> {
                            if (!answer.getValue().has("$ref")) {
                                answer(answer.getKey(), answer.getValue());
                            }
                        });
        line("");
        line(
                "Problems: "
                        + operation.get("responses").properties().stream()
                                .filter(answer -> answer.getValue().has("$ref"))
                                .map(
                                        answer ->
                                                answer.getKey()
                                                        + " `"
                                                        + last(answer.getValue().get("$ref"))
                                                        + "`")
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    private void answer(String status, JsonNode answer) {
        answer.get("content")
                .properties()
                .forEach(
                        content -> {
                            line("");
                            line(
                                    "%s, `%s`: %s%s."
                                            .formatted(
                                                    status,
                                                    content.getKey(),
                                                    type(content.getValue().get("schema")),
                                                    answer.has("headers")
                                                            ? ", with "
                                                                    + String.join(
                                                                            ", ",
                                                                            answer.get("headers")
                                                                                    .propertyNames())
                                                            : ""));
                            example(content.getValue().get("example"));
                        });
    }

    private void problems() {
        line("");
        line("## Problems");
        line("As `application/problem+json`, a " + type(ref("Problem")) + " each.");
        document.at("/components/responses")
                .properties()
                .forEach(
                        problem -> {
                            line("");
                            line("### `" + problem.getKey() + "`");
                            line(problem.getValue().get("description").asString() + ".");
                            example(
                                    problem.getValue()
                                            .at("/content/application~1problem+json/example"));
                        });
    }

    private void schemas() {
        line("");
        line("## Schemas");
        line("A field in **bold** is always there.");
        document.at("/components/schemas")
                .properties()
                .forEach(
                        schema -> {
                            line("");
                            line("### " + schema.getKey());
                            text(schema.getValue().get("description"));
                            fields(schema.getValue());
                        });
    }

    private void fields(JsonNode schema) {
        if (!schema.has("properties")) {
            line("");
            line(type(schema));
            return;
        }
        line("");
        line("| field | |");
        line("| --- | --- |");
        schema.get("properties")
                .properties()
                .forEach(
                        field -> {
                            boolean always =
                                    schema.path("required")
                                            .valueStream()
                                            .anyMatch(it -> it.asString().equals(field.getKey()));
                            line(
                                    "| %s | %s |"
                                            .formatted(
                                                    name(field.getKey(), always),
                                                    cell(field.getValue())));
                        });
    }

    /** The type and what is said of it. */
    private String cell(JsonNode node) {
        String type = type(node.has("schema") ? node.get("schema") : node);
        String words = node.path("description").asString("");
        return (words.isEmpty() ? type : type + ": " + words).replace("|", "\\|");
    }

    private String type(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = last(schema.get("$ref"));
            return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
        }
        for (String several : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (schema.has(several)) {
                return schema.get(several)
                        .valueStream()
                        .map(this::type)
                        .collect(Collectors.joining(several.equals("allOf") ? " and " : " or "));
            }
        }
        if (schema.has("enum")) {
            return schema.get("enum")
                    .valueStream()
                    .map(JsonNode::asString)
                    .collect(Collectors.joining("`, `", "`", "`"));
        }
        if (schema.has("const")) {
            return "`" + schema.get("const").asString() + "`";
        }
        JsonNode type = schema.path("type");
        String names =
                type.isArray()
                        ? type.valueStream()
                                .map(JsonNode::asString)
                                .collect(Collectors.joining(" or "))
                        : type.asString("anything");
        if (schema.has("items")) {
            return names + " of " + type(schema.get("items"));
        }
        if (schema.path("additionalProperties").isObject()) {
            return "map of names to " + type(schema.get("additionalProperties"));
        }
        if (schema.has("properties")) {
            return schema.get("properties").properties().stream()
                    .map(field -> "`" + field.getKey() + "` " + type(field.getValue()))
                    .collect(Collectors.joining(", ", "object with ", ""));
        }
        return schema.has("format") ? schema.get("format").asString() : names;
    }

    private void example(@Nullable JsonNode example) {
        if (example == null || example.isMissingNode()) {
            return;
        }
        String shown = example.isString() ? example.asString() : JSON.writeValueAsString(example);
        if (shown.lines().count() <= SHORT) {
            line("");
            line(example.isString() ? "~~~" : "~~~json");
            line(shown.stripTrailing());
            line("~~~");
        }
    }

    private static String name(String name, boolean bold) {
        return bold ? "**`" + name + "`**" : "`" + name + "`";
    }

    private static String last(JsonNode reference) {
        String text = reference.asString();
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private static JsonNode ref(String schema) {
        return JSON.createObjectNode().put("$ref", SCHEMAS + schema);
    }

    private void text(@Nullable JsonNode words) {
        if (words != null) {
            line(words.asString());
        }
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
