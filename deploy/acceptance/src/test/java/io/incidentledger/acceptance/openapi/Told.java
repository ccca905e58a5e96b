package io.incidentledger.acceptance.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An operation under its heading. */
record Told(String heading, JsonNode operation) {
    private static final String ROOT = "/api/v1";

    static List<Told> all(JsonNode document) {
        return document.get("paths").properties().stream()
                .flatMap(
                        path ->
                                path.getValue().properties().stream()
                                        .map(
                                                it ->
                                                        new Told(
                                                                it.getKey().toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path.getKey()
                                                                                .substring(
                                                                                        ROOT
                                                                                                .length()),
                                                                it.getValue())))
                .toList();
    }

    String tag() {
        return operation.at("/tags/0").asString();
    }

    /** The name of what it takes; empty for nothing. */
    String body() {
        return TypeWords.name(operation.at("/requestBody/content/application~1json/schema"));
    }

    /** As what shows the page makes them of headings. */
    String anchor() {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    Set<String> problems() {
        return operation.get("responses").properties().stream()
                .filter(answer -> answer.getKey().compareTo("400") >= 0)
                .map(answer -> TypeWords.name(answer.getValue()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
