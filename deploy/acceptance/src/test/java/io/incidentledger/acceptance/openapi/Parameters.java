package io.incidentledger.acceptance.openapi;

import io.incidentledger.acceptance.openapi.Recorder.Exchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parameters, headers and formats of a question, as the running service tells them to somebody
 * who asks wrongly: a parameter that it does not have, a value that none has.
 */
final class Parameters {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern RANGE =
            Pattern.compile(".*a whole number from (-?\\d+)(?: to (\\d+))?");
    private static final Pattern FORMAT = Pattern.compile("([a-z]+/[a-z.+-]+) \\(\\.([a-z]+)\\)");

    /** Longer than any text that is asked for, and shorter than an address may be. */
    private static final int LONG = 2_000;

    private final Recorder ledger;

    Parameters(Recorder ledger) {
        this.ledger = ledger;
    }

    /** What stands in the path. */
    static ArrayNode inPath(Operation operation, List<String> suffixes) {
        ArrayNode all = JSON.createArrayNode();
        Matcher variables = Pattern.compile("\\{([a-zA-Z0-9]+)}").matcher(operation.path());
        while (variables.find()) {
            String name = variables.group(1);
            ObjectNode schema = JSON.createObjectNode().put("type", "string");
            if (name.equals("suffix")) {
                suffixes.forEach(schema.putArray("enum")::add);
            }
            ObjectNode parameter = parameter(all, "path", name, meaning(name), schema);
            parameter.put("required", true);
        }
        return all;
    }

    /** A header of an order. */
    static void ofOrder(ArrayNode all, String header) {
        ObjectNode text = JSON.createObjectNode().put("type", "string");
        switch (header) {
            case "Idempotency-Key" ->
                    parameter(
                            all,
                            "header",
                            header,
                            "the same order with the same key again has no second effect and the"
                                    + " same answer",
                            text.put("pattern", "^[!-~]{1,200}$"));
            case "If-Match" ->
                    parameter(
                            all,
                            "header",
                            header,
                            "only if what is changed is still at this version, as an ETag has it",
                            text.put("pattern", "^(\"\\d{1,19}([-+]\\d{1,19}){0,2}\"|\\*)$"));
            default -> throw new AssertionError(header);
        }
    }

    /** Of an order that may only say what it would do. */
    static void dryRun(ArrayNode all) {
        parameter(
                all,
                "query",
                "dryRun",
                "only say what would be done",
                JSON.createObjectNode().put("type", "boolean"));
    }

    /** The parameters and headers of a question, by which it was asked before. */
    ArrayNode of(String target) throws Exception {
        ArrayNode all = JSON.createArrayNode();
        String accepted = refusal(with(target, "no.such", "1"), "no.such");
        if (accepted == null) {
            throw new AssertionError(target + " takes any parameter");
        }
        String names = accepted.replaceFirst("^the parameters are ", "");
        if (!names.equals(accepted)) {
            for (String name : names.split(", ")) {
                describe(all, target, name);
            }
        }
        for (String header :
                List.of("Ledger-Min-Position", "Directory-Min-Position", "Last-Event-ID")) {
            // A stream that does not mind the header would be listened to for ever.
            String position =
                    target.equals("stream") && !header.equals("Last-Event-ID")
                            ? null
                            : refusal(target, header, header, "?");
            if (position != null) {
                parameter(all, "header", header, position, schema(position));
            }
        }
        return all;
    }

    /** The media types by their suffixes; empty where there is only JSON. */
    List<String> suffixes(String target) throws Exception {
        Exchange refused =
                ledger.tries("GET", target, null, ledger.admin(), "Accept", "application/x-none");
        return refused.status() != 406
                ? List.of()
                : FORMAT.matcher(refused.json().get("detail").asString())
                        .results()
                        .map(format -> format.group(2))
                        .toList();
    }

    private void describe(ArrayNode all, String target, String name) throws Exception {
        String wrong = refusal(with(target, name, "?"), name);
        boolean needed = wrong != null && refusal(without(target, name), name) != null;
        ObjectNode schema =
                wrong == null ? JSON.createObjectNode().put("type", "string") : schema(wrong);
        if (wrong == null) {
            String tooLong = refusal(with(target, name, "x".repeat(LONG)), name);
            if (tooLong != null) {
                Limits.lengths(schema, tooLong, "minLength", "maxLength");
            }
        }
        String words = schema.has("enum") || schema.has("maximum") ? null : wrong;
        if (schema.has("enum") && schema.get("enum").size() > 1) {
            String two = schema.at("/enum/0").asString() + "," + schema.at("/enum/1").asString();
            if (refusal(with(target, name, two), name) == null) {
                schema =
                        JSON.createObjectNode()
                                .put("type", "array")
                                .<ObjectNode>set("items", schema);
            }
        }
        ObjectNode parameter = parameter(all, "query", name, words, schema);
        if (needed) {
            parameter.put("required", true);
        }
        if (schema.path("type").asString().equals("array")) {
            parameter.put("style", "form").put("explode", false);
        }
    }

    /** What would be accepted, when this name was refused. */
    private @Nullable String refusal(String target, String name, String... headers)
            throws Exception {
        Exchange answer = ledger.tries("GET", target, null, ledger.admin(), headers);
        if (answer.status() != 400) {
            return null;
        }
        JsonNode field = answer.json().at("/fields/0");
        return field.path("field").asString("").equals(name)
                ? field.get("accepted").asString()
                : null;
    }

    private static ObjectNode schema(String accepted) {
        ObjectNode schema = JSON.createObjectNode();
        Matcher range = RANGE.matcher(accepted);
        if (range.matches()) {
            schema.put("type", "integer").put("minimum", Long.parseLong(range.group(1)));
            if (range.group(2) != null) {
                schema.put("maximum", Long.parseLong(range.group(2)));
            }
            return schema;
        }
        if (accepted.startsWith("a position")) {
            ArrayNode either = schema.putArray("oneOf");
            either.addObject().put("type", "integer").put("minimum", 0);
            either.addObject().put("type", "string").put("format", "date-time");
            return schema;
        }
        schema.put("type", "string");
        if (accepted.startsWith("one of ")) {
            Stream.of(accepted.substring("one of ".length()).split(", "))
                    .forEach(schema.putArray("enum")::add);
        } else if (accepted.startsWith("a time as RFC 3339")) {
            schema.put("format", "date-time");
        }
        return schema;
    }

    private static ObjectNode parameter(
            ArrayNode all,
            String in,
            String name,
            @Nullable String description,
            ObjectNode schema) {
        ObjectNode parameter = all.addObject().put("name", name).put("in", in);
        if (description != null) {
            parameter.put("description", description);
        }
        parameter.set("schema", schema);
        return parameter;
    }

    private static String meaning(String variable) {
        return switch (variable) {
            case "incident" -> "a UUID, or a number as INC-7";
            case "followUp" -> "a UUID, or a number as FU-12";
            case "runbook" -> "a UUID, or a number as RB-3";
            case "role" -> "lead, communications, scribe, responder, observer, or another word";
            case "service" -> "the name of a service";
            case "step" -> "which step, counted from 1";
            case "position" -> "a position of the log, counted from 0";
            case "suffix" -> "the format";
            case "handle" -> "a handle, as @ana or team:payments";
            case "sha256" -> "the SHA-256 of the content, in hexadecimal digits";
            default -> "the UUID of the " + variable;
        };
    }

    /** What could be in a path, and is not there. */
    static String unknown(String variable) {
        return switch (variable) {
            case "incident" -> "INC-999999";
            case "followUp" -> "FU-999999";
            case "runbook" -> "RB-999999";
            case "position", "step" -> "999999";
            case "role", "service", "suffix" -> "no.such";
            case "handle" -> "@no.such";
            case "sha256" -> "0".repeat(64);
            default -> "01975000-0000-7000-8000-000000000000";
        };
    }

    static String with(String target, String name, String value) {
        String rest = without(target, name);
        return rest
                + (rest.contains("?") ? "&" : "?")
                + name
                + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String without(String target, String name) {
        return target.replaceFirst("[?&]" + Pattern.quote(name) + "=[^&]*", "")
                .replaceFirst("^([^?]*)&", "$1?");
    }
}
