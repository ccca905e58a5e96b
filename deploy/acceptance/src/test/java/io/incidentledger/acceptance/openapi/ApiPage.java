package io.incidentledger.acceptance.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** docs/api.md: the OpenAPI document for people. */
final class ApiPage {
    private final ObjectNode document;
    private final List<Told> operations;
    private final Map<String, String> anchors = new HashMap<>();
    private final TypeWords types;
    private final PageTables page;

    private ApiPage(ObjectNode document) {
        this.document = document;
        this.operations = Told.all(document);
        operations.forEach(
                it -> {
                    if (!it.body().isEmpty()) {
                        anchors.putIfAbsent(it.body(), it.anchor());
                    }
                });
        this.types = new TypeWords((ObjectNode) document.at("/components/schemas"), anchors);
        this.page = new PageTables(types);
    }

    static String of(ObjectNode document) {
        return new ApiPage(document).written();
    }

    private String written() {
        page.line("# API");
        page.line("");
        page.line(
                "Made from the OpenAPI 3.1 document, which every ledger hands out at"
                        + " `/api/v1/openapi.json` and which has an example of everything; a test"
                        + " holds both against the running ledger. How to give orders, what they"
                        + " are answered with and which rules there are is told in"
                        + " [orders.md](orders.md). All addresses are below `/api/v1`.");
        page.line("");
        page.line(document.at("/info/description").asString());
        page.line("");
        page.line("| operation | |");
        page.line("| --- | --- |");
        for (JsonNode tag : document.get("tags")) {
            tagged(tag)
                    .forEach(
                            it ->
                                    page.line(
                                            "| [`%s`](#%s) | %s |"
                                                    .formatted(
                                                            it.heading(),
                                                            it.anchor(),
                                                            it.operation()
                                                                    .path("summary")
                                                                    .asString(""))));
        }
        page.line("");
        page.line("[Parameters](#parameters), [problems](#problems), [schemas](#schemas).");
        for (JsonNode tag : document.get("tags")) {
            page.line("");
            page.line("## " + tag.get("name").asString());
            page.line(tag.get("description").asString());
            tagged(tag).forEach(this::operation);
        }
        parameters();
        problems();
        schemas();
        return page.written();
    }

    private List<Told> tagged(JsonNode tag) {
        return operations.stream()
                .filter(it -> it.tag().equals(tag.get("name").asString()))
                .toList();
    }

    private void operation(Told told) {
        JsonNode operation = told.operation();
        page.line("");
        page.line("### `" + told.heading() + "`");
        String role = operation.at("/security/0/token/0").asString("");
        page.line(
                operation.path("summary").asString("")
                        + "."
                        + (role.isEmpty()
                                ? ""
                                : " For " + (role.equals("admin") ? "an " : "a ") + role + ".")
                        + (operation.has("description")
                                ? " " + operation.get("description").asString()
                                : ""));
        List<JsonNode> own = new ArrayList<>();
        List<String> shared = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.has("$ref")) {
                JsonNode it = document.at(parameter.get("$ref").asString().substring(1));
                shared.add("`" + it.get("name").asString() + "`");
            } else {
                own.add(parameter);
            }
        }
        if (!own.isEmpty()) {
            page.parameters(own);
        }
        if (!shared.isEmpty()) {
            page.line("");
            page.line("[Parameters](#parameters): " + String.join(", ", shared) + ".");
        }
        body(told);
        operation
                .get("responses")
                .properties()
                .forEach(
                        answer -> {
                            if (answer.getKey().compareTo("400") < 0) {
                                answer(told, answer.getKey(), answer.getValue());
                            }
                        });
        problems(told);
    }

    private void body(Told told) {
        JsonNode lines = told.operation().at("/requestBody/content/application~1x-ndjson");
        if (!lines.isMissingNode()) {
            page.line("");
            page.line("Takes `application/x-ndjson`.");
            page.example(lines.get("example"));
        }
        JsonNode body = told.operation().at("/requestBody/content/application~1json");
        if (body.isMissingNode()) {
            return;
        }
        if (told.anchor().equals(anchors.get(told.body()))) {
            page.fields(document.at("/components/schemas/" + told.body()));
        } else {
            page.line("");
            page.line("Takes what " + types.of(body.get("schema")) + " has.");
        }
        page.example(body.get("example"));
    }

    /** What the path's end asks for is shown where the path has none. */
    private void answer(Told told, String status, JsonNode given) {
        JsonNode answer =
                given.has("$ref") ? document.at(given.get("$ref").asString().substring(1)) : given;
        answer.get("content")
                .properties()
                .forEach(
                        content -> {
                            page.line("");
                            page.line(
                                    "%s, `%s`: %s%s."
                                            .formatted(
                                                    status,
                                                    content.getKey(),
                                                    types.of(content.getValue().get("schema")),
                                                    answer.has("headers")
                                                            ? ", with "
                                                                    + String.join(
                                                                            ", ",
                                                                            answer.get("headers")
                                                                                    .propertyNames())
                                                            : ""));
                            if (answer == given && !told.heading().contains(".{suffix}")) {
                                page.example(content.getValue().get("example"));
                            }
                        });
    }

    /** Only what is not as usual. */
    private void problems(Told told) {
        boolean order = !told.body().isEmpty();
        Set<String> usual = usual(order);
        String more = listed(told.problems(), usual);
        String fewer = listed(usual, told.problems());
        page.line("");
        page.line(
                "[Problems](#problems): those of "
                        + (order ? "orders" : "questions")
                        + (more.isEmpty() ? "" : ", and " + more)
                        + (fewer.isEmpty() ? "" : ", without " + fewer)
                        + ".");
    }

    private static String listed(Set<String> some, Set<String> without) {
        return some.stream()
                .filter(slug -> !without.contains(slug))
                .map(slug -> "`" + slug + "`")
                .collect(Collectors.joining(", "));
    }

    /** Those that more than half of them have. */
    private Set<String> usual(boolean order) {
        List<Told> kind = operations.stream().filter(it -> order != it.body().isEmpty()).toList();
        Map<String, Integer> counts = new TreeMap<>();
        kind.forEach(it -> it.problems().forEach(slug -> counts.merge(slug, 1, Integer::sum)));
        counts.values().removeIf(count -> count * 2 <= kind.size());
        return counts.keySet();
    }

    private void parameters() {
        page.line("");
        page.line("## Parameters");
        page.line("Those of several operations.");
        page.parameters(document.at("/components/parameters").valueStream().toList());
    }

    private void answers(String mediaType) {
        document.at("/components/responses")
                .properties()
                .forEach(
                        answer -> {
                            JsonNode content = answer.getValue().get("content").get(mediaType);
                            if (content != null) {
                                page.line("");
                                page.line("### `" + answer.getKey() + "`");
                                page.line(answer.getValue().get("description").asString() + ".");
                                page.example(content.get("example"));
                            }
                        });
    }

    private void problems() {
        page.line("");
        page.line("## Answers");
        page.line("What many orders are answered with, each with its own ids.");
        answers("application/json");
        page.line("");
        page.line("## Problems");
        page.line("As `application/problem+json`, a [Problem](#problem) each.");
        page.line("");
        page.line("Orders may be answered with " + listed(usual(true), Set.of()) + ";");
        page.line("questions with " + listed(usual(false), Set.of()) + ".");
        answers("application/problem+json");
    }

    private void schemas() {
        page.line("");
        page.line("## Schemas");
        page.line("A field in **bold** is always there.");
        document.at("/components/schemas")
                .properties()
                .forEach(
                        schema -> {
                            if (anchors.containsKey(schema.getKey())
                                    || TypeWords.isFew(schema.getValue())) {
                                return;
                            }
                            page.line("");
                            page.line("### " + schema.getKey());
                            if (schema.getValue().has("description")) {
                                page.line(schema.getValue().get("description").asString());
                            }
                            page.fields(schema.getValue());
                            schema.getValue().path("examples").forEach(page::example);
                        });
    }
}
