package io.incidentledger.acceptance.openapi;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Examples that are the same every time, and short: the same ids, hashes and times stand in the
 * place of those that every run makes anew.
 */
final class Placeholders {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final Pattern SECRET = Pattern.compile("il_[A-Za-z0-9_-]{20,}");
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{1,9}Z");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TEXT = 700;

    private final Map<String, String> known = new HashMap<>();
    private final Instant start = Instant.parse("2026-03-02T12:30:00Z");

    private String in(String text) {
        String steady = replaced(UUID, text, n -> "01975000-0000-7000-8000-%012d".formatted(n));
        steady = replaced(HASH, steady, "%064x"::formatted);
        steady = replaced(SECRET, steady, n -> "il_of-this-token-only");
        return replaced(TIME, steady, n -> start.plusSeconds(n).toString());
    }

    JsonNode whole(JsonNode example) {
        return JSON.readTree(in(example.toString()));
    }

    /** Cut to what shows the form: one item of a list, the beginning of a long text. */
    JsonNode excerpt(JsonNode example) {
        return cut(whole(example));
    }

    private static JsonNode cut(JsonNode node) {
        if (node instanceof ArrayNode list) {
            while (list.size() > 1) {
                list.remove(1);
            }
            list.forEach(Placeholders::cut);
        } else if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(cut(field.getValue())));
        } else if (node.isString() && node.asString().length() > TEXT) {
            String text = node.asString();
            return JSON.getNodeFactory()
                    .stringNode(text.substring(0, text.lastIndexOf('\n', TEXT) + 1) + "…");
        }
        return node;
    }

    private String replaced(Pattern pattern, String text, Function<Integer, String> nth) {
        return pattern.matcher(text)
                .replaceAll(
                        found ->
                                known.computeIfAbsent(
                                        found.group(), anew -> nth.apply(known.size() + 1)));
    }
}
