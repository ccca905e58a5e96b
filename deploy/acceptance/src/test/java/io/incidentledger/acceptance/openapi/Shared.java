package io.incidentledger.acceptance.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What several operations have in common stands once, among the components. */
final class Shared {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Shared() {}

    /**
     * A place in the document.
     *
     * @param node what stands there
     * @param same what has to be equal, so that one can stand for the other
     * @param put puts something else there
     */
    private record Place(String name, JsonNode node, JsonNode same, Consumer<ObjectNode> put) {}

    static void parameters(ObjectNode document) {
        List<Place> places = new ArrayList<>();
        for (JsonNode operation : operations(document)) {
            if (operation.get("parameters") instanceof ArrayNode parameters) {
                for (int i = 0; i < parameters.size(); i++) {
                    int at = i;
                    places.add(
                            new Place(
                                    parameters.get(i).get("name").asString(),
                                    parameters.get(i),
                                    parameters.get(i),
                                    other -> parameters.set(at, other)));
                }
            }
        }
        share(document, "parameters", places);
    }

    static void headers(ObjectNode document) {
        List<Place> places = new ArrayList<>();
        for (JsonNode operation : operations(document)) {
            for (JsonNode answer : operation.get("responses")) {
                if (answer.get("headers") instanceof ObjectNode headers) {
                    headers.properties()
                            .forEach(
                                    header ->
                                            places.add(
                                                    new Place(
                                                            header.getKey(),
                                                            header.getValue(),
                                                            header.getValue(),
                                                            header::setValue)));
                }
            }
        }
        share(document, "headers", places);
    }

    /** What nearly every order is answered with, whatever it was about. */
    static void answers(ObjectNode document) {
        List<Place> places = new ArrayList<>();
        for (JsonNode operation : operations(document)) {
            operation
                    .get("responses")
                    .properties()
                    .forEach(
                            answer -> {
                                JsonNode same = answer.getValue().deepCopy();
                                JsonNode json = same.at("/content/application~1json");
                                if (json.at("/schema/$ref").asString("").endsWith("/Answer")) {
                                    ((ObjectNode) json).remove("example");
                                    places.add(
                                            new Place(
                                                    answer.getKey().equals("201")
                                                            ? "opened"
                                                            : "ordered",
                                                    answer.getValue(),
                                                    same,
                                                    answer::setValue));
                                }
                            });
        }
        share(document, "responses", places);
    }

    private static void share(ObjectNode document, String kind, List<Place> places) {
        Map<JsonNode, List<Place>> same = new LinkedHashMap<>();
        places.forEach(
                place -> same.computeIfAbsent(place.same(), it -> new ArrayList<>()).add(place));
        Map<String, JsonNode> shared = new TreeMap<>();
        Map<String, Integer> taken = new HashMap<>();
        same.forEach(
                (key, all) -> {
                    if (all.size() > 1) {
                        String plain = all.getFirst().name();
                        int n = taken.merge(plain, 1, Integer::sum);
                        String name = n == 1 ? plain : plain + n;
                        shared.put(name, all.getFirst().node());
                        all.forEach(
                                place ->
                                        place.put()
                                                .accept(
                                                        JSON.createObjectNode()
                                                                .put(
                                                                        "$ref",
                                                                        "#/components/%s/%s"
                                                                                .formatted(
                                                                                        kind,
                                                                                        name))));
                    }
                });
        ObjectNode components = (ObjectNode) document.get("components").withObjectProperty(kind);
        shared.forEach(components::set);
    }

    private static List<JsonNode> operations(ObjectNode document) {
        return document.get("paths").valueStream().flatMap(JsonNode::valueStream).toList();
    }
}
