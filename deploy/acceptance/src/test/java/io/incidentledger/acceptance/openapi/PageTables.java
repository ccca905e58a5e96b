package io.incidentledger.acceptance.openapi;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The lines of a page, tables and examples among them. */
final class PageTables {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** A longer example is in the document alone. */
    private static final int SHORT = 30;

    private final TypeWords types;
    private final StringBuilder page = new StringBuilder();

    PageTables(TypeWords types) {
        this.types = types;
    }

    String written() {
        return page.toString();
    }

    /** What stands in an address or in the headers. */
    void parameters(List<JsonNode> parameters) {
        line("");
        line("| parameter | in | |");
        line("| --- | --- | --- |");
        for (JsonNode parameter : parameters) {
            line(
                    "| %s | %s | %s |"
                            .formatted(
                                    name(
                                            parameter.get("name").asString(),
                                            parameter.path("required").asBoolean(false)),
                                    parameter.get("in").asString(),
                                    cell(parameter, parameter.get("schema"))));
        }
    }

    /** What an object has, or what else the schema is. */
    void fields(JsonNode schema) {
        line("");
        if (!schema.has("properties")) {
            line(types.of(schema));
            return;
        }
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
                                                    cell(field.getValue(), field.getValue())));
                        });
    }

    /** The type and what is said of it. */
    private String cell(JsonNode described, JsonNode schema) {
        String type = types.of(schema);
        String words = described.path("description").asString("");
        return (words.isEmpty() ? type : type + ": " + words).replace("|", "\\|");
    }

    /** Unless it is long. */
    void example(@Nullable JsonNode example) {
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

    void line(String text) {
        page.append(text).append('\n');
    }
}
