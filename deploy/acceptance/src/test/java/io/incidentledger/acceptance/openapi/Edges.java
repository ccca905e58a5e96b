package io.incidentledger.acceptance.openapi;

import io.incidentledger.acceptance.openapi.BodyFields.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values at the limits that a schema states, and just past them. */
final class Edges {
    private static final JsonNodeFactory JSON = JsonMapper.shared().getNodeFactory();
    private static final Pattern YEARS = Pattern.compile(".* from (\\d{4}) to (\\d{4})");
    private static final int ENDLESS = 1_000;

    private Edges() {}

    /** The last value that is taken, and one that is taken no more. */
    record Edge(JsonNode at, JsonNode past) {}

    /** All that the field has; empty where the schema states none. */
    static List<Edge> of(Field field, BodyFields fields) {
        ObjectNode schema = field.schema();
        List<Edge> edges = new ArrayList<>();
        switch (field.type()) {
            case "string" -> texts(schema, edges);
            case "array" ->
                    counts(
                            schema,
                            "Items",
                            count ->
                                    JSON.arrayNode()
                                            .addAll(
                                                    samples(
                                                            fields.resolved(schema.get("items")),
                                                            count)),
                            edges);
            case "object" -> entries(schema, fields, edges);
            case "integer", "number" -> numbers(schema, edges);
            default -> {}
        }
        return edges;
    }

    private static void texts(ObjectNode schema, List<Edge> edges) {
        String format = schema.path("format").asString("");
        Matcher years = YEARS.matcher(schema.path("description").asString(""));
        if (schema.has("enum") || schema.has("const") || format.equals("uuid")) {
            edges.add(new Edge(sample(schema, 0), JSON.stringNode("no such")));
        } else if (format.startsWith("date")) {
            String time = format.equals("date") ? "" : "T00:00:00Z";
            if (years.matches()) {
                int first = Integer.parseInt(years.group(1));
                edges.add(
                        new Edge(
                                JSON.stringNode(first + "-01-01" + time),
                                JSON.stringNode((first - 1) + "-12-31" + time)));
                edges.add(
                        new Edge(
                                JSON.stringNode(years.group(2) + "-12-31" + time),
                                JSON.stringNode(
                                        "+"
                                                + (Integer.parseInt(years.group(2)) + 1)
                                                + "-01-01"
                                                + time)));
            }
        } else if (schema.has("maxLength")) {
            counts(schema, "Length", count -> JSON.stringNode(text(format, count)), edges);
        } else if (schema.has("pattern")) {
            String longest = longest(schema.get("pattern").asString());
            edges.add(new Edge(JSON.stringNode(longest), JSON.stringNode(longest + "a")));
        }
    }

    private static void entries(ObjectNode schema, BodyFields fields, List<Edge> edges) {
        if (!(schema.get("additionalProperties") instanceof ObjectNode values)) {
            return;
        }
        JsonNode value = sample(fields.resolved(values), 0);
        counts(
                schema,
                "Properties",
                count -> {
                    ObjectNode map = JSON.objectNode();
                    IntStream.range(0, count).forEach(i -> map.set("a" + i, value));
                    return map;
                },
                edges);
        JsonNode names = schema.path("propertyNames");
        if (names.has("pattern")) {
            String longest = longest(names.get("pattern").asString());
            edges.add(
                    new Edge(
                            JSON.objectNode().set(longest, value),
                            JSON.objectNode().set(longest + "a", value)));
        } else if (names.has("enum")) {
            edges.add(
                    new Edge(
                            JSON.objectNode().set(names.at("/enum/0").asString(), value),
                            JSON.objectNode().set("no-such", value)));
        }
    }

    private static void counts(
            ObjectNode schema, String what, Function<Integer, JsonNode> of, List<Edge> edges) {
        if (schema.has("min" + what)) {
            int least = schema.get("min" + what).asInt();
            edges.add(new Edge(of.apply(least), of.apply(least - 1)));
        }
        if (schema.has("max" + what)) {
            int most = schema.get("max" + what).asInt();
            edges.add(new Edge(of.apply(most), of.apply(most + 1)));
        }
    }

    private static void numbers(ObjectNode schema, List<Edge> edges) {
        long least = schema.path("minimum").asLong(0);
        edges.add(new Edge(JSON.numberNode(least), JSON.numberNode(least - 1)));
        if (schema.has("maximum")) {
            long most = schema.get("maximum").asLong();
            edges.add(new Edge(JSON.numberNode(most), JSON.numberNode(most + 1)));
        } else {
            edges.add(
                    new Edge(
                            JSON.numberNode(Long.MAX_VALUE),
                            JSON.numberNode(
                                    java.math.BigInteger.valueOf(Long.MAX_VALUE)
                                            .add(java.math.BigInteger.ONE))));
        }
    }

    /** A value that the schema takes; another one for every number. */
    static JsonNode sample(ObjectNode schema, int n) {
        if (schema.has("enum")) {
            return schema.at("/enum/0");
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        return switch (schema.path("type").asString("")) {
            case "string" ->
                    JSON.stringNode(
                            switch (schema.path("format").asString("")) {
                                case "uuid" -> "01975000-0000-7000-8000-%012d".formatted(n);
                                case "date" -> "2026-03-02";
                                case "date-time" -> "2026-03-02T10:00:00Z";
                                case "uri" -> text("uri", 100 + n);
                                default ->
                                        schema.has("pattern")
                                                ? matching(schema.get("pattern").asString(), n)
                                                : "a" + n;
                            });
            case "integer", "number" -> JSON.numberNode(n);
            case "boolean" -> JSON.booleanNode(true);
            case "array" -> JSON.arrayNode();
            case "object" -> JSON.objectNode();
            default -> JSON.stringNode("2026-03-02T10:00:00Z");
        };
    }

    private static List<JsonNode> samples(ObjectNode schema, int count) {
        return IntStream.range(0, count).mapToObj(n -> sample(schema, n)).toList();
    }

    private static String text(String format, int length) {
        String start = "https://example.com/";
        return format.equals("uri") && length > start.length()
                ? start + "a".repeat(length - start.length())
                : "a".repeat(length);
    }

    private static String matching(String pattern, int n) {
        int minute = n % (24 * 60 - 1);
        return Stream.of(
                        "a" + n,
                        "@a" + n,
                        "%d-Q%d".formatted(1970 + n / 4 % 50, n % 4 + 1),
                        "mon %02d:%02d-%02d:%02d"
                                .formatted(
                                        minute / 60,
                                        minute % 60,
                                        (minute + 1) / 60,
                                        (minute + 1) % 60))
                .filter(text -> Pattern.matches(pattern, text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sample of " + pattern));
    }

    private static String longest(String pattern) {
        String text = matching(pattern, 0);
        while (Pattern.matches(pattern, text + "a")) {
            text += "a";
            if (text.length() > ENDLESS) {
                throw new AssertionError(pattern + " has no end");
            }
        }
        return text;
    }
}
