package io.incidentledger.acceptance.openapi;

import io.incidentledger.acceptance.openapi.BodyFields.Field;
import io.incidentledger.command.edge.Checks;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How long a text may be, how many items a list may have, and how large a number may be, as the
 * running service tells somebody who sends too much, too little, or nothing.
 */
final class Limits {
    private static final JsonNodeFactory JSON = JsonMapper.shared().getNodeFactory();
    private static final Pattern LENGTHS = Pattern.compile("(?:(\\d+) to |at most )(\\d+) ");
    private static final Pattern RANGE =
            Pattern.compile("a (?:whole )?number from (\\d+)(?: to (\\d+))?");

    private static final int LONG = 200_000;
    private static final int MANY = 10_001;

    private final Recorder ledger;
    private final BodyFields fields;
    private final Set<ObjectNode> asked = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<ObjectNode> whole = Collections.newSetFromMap(new IdentityHashMap<>());

    Limits(Recorder ledger, BodyFields fields) {
        this.ledger = ledger;
        this.fields = fields;
    }

    /**
     * Completes the schemas of bodies, and those that they refer to.
     *
     * @param bodies by an address that takes them
     */
    void complete(Map<String, JsonNode> bodies) {
        bodies.values().forEach(body -> whole.add(fields.resolved(body)));
        bodies.forEach(this::complete);
    }

    private void complete(String target, JsonNode body) {
        fields.visit(
                body,
                field -> {
                    boolean anew = asked.add(field.schema());
                    if (anew && !field.schema().has("enum") && !field.schema().has("pattern")) {
                        switch (field.type()) {
                            case "string" -> text(target, field);
                            case "array" -> list(target, field);
                            case "object" -> object(target, field);
                            case "integer", "number" -> number(target, field);
                            default -> {}
                        }
                    }
                    return anew;
                });
    }

    private void text(String target, Field field) {
        switch (field.schema().path("format").asString("")) {
            case "uuid" -> {}
            case "date" -> say(target, field, "0001-01-01");
            case "date-time" -> say(target, field, "0001-01-01T00:00:00Z");
            default -> {
                for (String text : List.of("", "x".repeat(LONG))) {
                    for (String accepted : refusals(target, field, JSON.stringNode(text))) {
                        lengths(field.schema(), accepted, "minLength", "maxLength");
                        if (accepted.contains("http or https URL")) {
                            field.schema().put("format", "uri");
                            field.schema().put("pattern", "^[Hh][Tt][Tt][Pp][Ss]?://");
                        } else if (accepted.contains("the name of a label")) {
                            field.schema().put("pattern", label());
                        }
                    }
                }
            }
        }
    }

    /** What no keyword can say. */
    private void say(String target, Field field, String value) {
        refusals(target, field, JSON.stringNode(value))
                .forEach(accepted -> field.schema().put("description", accepted));
    }

    private void list(String target, Field field) {
        JsonNode items = field.schema().path("items");
        IntFunction<JsonNode> samples = i -> Edges.sample(fields.resolved(items), i);
        for (int size : new int[] {0, MANY}) {
            JsonNode many =
                    JSON.arrayNode().addAll(IntStream.range(0, size).mapToObj(samples).toList());
            refusals(target, field, many)
                    .forEach(said -> lengths(field.schema(), said, "minItems", "maxItems"));
        }
    }

    private void object(String target, Field field) {
        if (!field.schema().path("additionalProperties").isObject()) {
            needed(target, field);
            return;
        }
        ObjectNode many = JSON.objectNode();
        IntStream.range(0, 1_000).forEach(i -> many.put("a" + i, "a"));
        refusals(target, field, many)
                .forEach(said -> lengths(field.schema(), said, "minProperties", "maxProperties"));
        for (Refusal refusal : all(target, field, JSON.objectNode().put("?", "a"))) {
            if (refusal.field().equals(field.pointer())
                    && refusal.accepted().contains("the name of a label")) {
                field.schema().putObject("propertyNames").put("pattern", label());
            } else if (refusal.field().equals(field.pointer() + "/?")
                    && refusal.accepted().matches("[a-z-]+(, [a-z-]+)+")) {
                List.of(refusal.accepted().split(", "))
                        .forEach(field.schema().putObject("propertyNames").putArray("enum")::add);
            }
        }
    }

    /** Of an object within: for bodies themselves, docs/orders.md says it. */
    private void needed(String target, Field field) {
        if (whole.contains(field.schema()) || field.schema().has("required")) {
            return;
        }
        all(target, field, JSON.objectNode()).stream()
                .filter(it -> it.field().startsWith(field.pointer() + "/") && it.missing())
                .map(it -> it.field().substring(field.pointer().length() + 1))
                .filter(field.schema().path("properties")::has)
                .sorted()
                .distinct()
                .forEach(name -> field.schema().withArrayProperty("required").add(name));
    }

    private void number(String target, Field field) {
        for (String accepted : refusals(target, field, JSON.numberNode(Long.MIN_VALUE))) {
            Matcher range = RANGE.matcher(accepted);
            if (range.matches()) {
                field.schema().put("minimum", Long.parseLong(range.group(1)));
                if (range.group(2) == null) {
                    field.schema().put("format", "int64");
                } else {
                    field.schema().put("maximum", Long.parseLong(range.group(2)));
                }
            }
        }
    }

    /** From words such as "a text of 1 to 300 characters", or "at most 50 items". */
    static void lengths(ObjectNode schema, String accepted, String least, String most) {
        Matcher lengths = LENGTHS.matcher(accepted + " ");
        if (lengths.find()) {
            if (lengths.group(1) != null) {
                schema.put(least, Integer.parseInt(lengths.group(1)));
            }
            int found = Integer.parseInt(lengths.group(2));
            schema.put(most, Math.min(found, schema.path(most).asInt(found)));
        }
    }

    /** What would be accepted in this field. */
    private List<String> refusals(String target, Field field, JsonNode value) {
        return all(target, field, value).stream()
                .filter(refusal -> refusal.field().equals(field.pointer()))
                .map(Refusal::accepted)
                .toList();
    }

    private List<Refusal> all(String target, Field field, JsonNode value) {
        return Refusal.of(ledger, target, field.around().apply(value));
    }

    private static String label() {
        return "^(?:" + Schemas.pattern(Checks.class, "LABEL") + ")$";
    }
}
