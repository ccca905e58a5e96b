package io.incidentledger.acceptance.openapi;

import io.incidentledger.acceptance.openapi.Recorder.Exchange;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every operation: what it does, what it takes and what it is answered with. */
final class DescribedOperations {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What an order that was not to be carried out is answered with. */
    private static final Map<String, String> DRY =
            Map.of(
                    "/import/incidents", "command.imports.ImportController$DryRun",
                    "/incidents/{incident}/updates",
                            "command.communicate.CommunicateController$UpdatePreview");

    /** What is answered in several formats is declared as any object; this is its JSON. */
    private static final Map<String, String> IN_FORMATS =
            Map.of(
                    "/import/incidents", "command.edge.Answer",
                    "/incidents/{incident}/updates", "command.edge.Answer",
                    "/incidents/{incident}/postmortem", "postmortem.history.IncidentHistory",
                    "/incidents/{incident}/postmortem/diff", "query.incident.DocumentDiff",
                    "/log/anchor", "query.stream.ProofController$AnchorAnswer",
                    "/reports/metrics", "query.metrics.MetricsReport",
                    "/reports/overdue-follow-ups", "query.followup.OverdueReport",
                    "/reports/overdue-updates", "query.communicate.OverdueUpdates");

    /** What a ledger that is well and has one client never says. */
    private static final Map<String, Integer> OF_ORDERS =
            Map.of("conflict", 409, "refused", 422, "internal", 500, "unavailable", 503);

    private static final Map<String, Integer> OF_QUESTIONS = Map.of("unavailable", 503);

    private static final Map<String, String> HEADERS =
            Map.of(
                    "Directory-Position", "for Directory-Min-Position",
                    "ETag", "the version, for If-Match",
                    "Ledger-Position",
                            "for Ledger-Min-Position: the position of what was"
                                    + " recorded, or to which the view had come",
                    "Location", "where what was opened is found");

    private final Recorder ledger;
    private final Words words;
    private final Schemas schemas;
    private final Placeholders placeholders;
    private final Parameters parameters;
    private final Refusals refusals;
    private final Map<Class<?>, TreeSet<String>> required = new HashMap<>();
    private final Map<String, Integer> problems = new TreeMap<>(Map.of("method-not-allowed", 405));

    DescribedOperations(Recorder ledger, Words words, Schemas schemas, Placeholders placeholders)
            throws Exception {
        this.ledger = ledger;
        this.words = words;
        this.schemas = schemas;
        this.placeholders = placeholders;
        this.parameters = new Parameters(ledger);
        this.refusals = new Refusals(ledger);
    }

    ObjectNode of(Operation operation) throws Exception {
        ObjectNode described = JSON.createObjectNode().put("operationId", operation.id());
        described.putArray("tags").add(operation.tag());
        say(described, operation);
        List<Exchange> exchanges =
                ledger.of(
                        operation.suffixed()
                                ? new Operation(
                                        operation.method(),
                                        operation.path().replace(".{suffix}", ""),
                                        operation.handler())
                                : operation);
        Exchange example = exchanges.isEmpty() ? null : exchanges.getFirst();
        Refusals.Found found = refusals.of(operation, example);
        if (!found.role().equals("viewer")) {
            described.putArray("security").addObject().putArray("token").add(found.role());
        }
        ArrayNode all =
                Parameters.inPath(
                        operation,
                        operation.suffixed() && example != null
                                ? parameters.suffixes(example.target())
                                : List.of());
        if (operation.question() && example != null) {
            all.addAll(parameters.of(example.target()));
        }
        found.headers().forEach(header -> Parameters.ofOrder(all, header));
        if (operation.dryable()) {
            Parameters.dryRun(all);
        }
        if (!all.isEmpty()) {
            described.set("parameters", all);
        }
        if (operation.body() != null) {
            body(described, operation, operation.body(), exchanges);
        }
        ObjectNode answers = described.putObject("responses");
        exchanges.forEach(exchange -> answer(answers, operation, exchange));
        Type unseen = answer(operation);
        if (exchanges.isEmpty() && unseen != null) {
            answers.putObject("200")
                    .put("description", "As asked")
                    .putObject("content")
                    .putObject("application/json")
                    .set("schema", schemas.answered(unseen));
        }
        Map<String, Integer> slugs = new TreeMap<>(found.slugs());
        slugs.putAll(operation.body() == null ? OF_QUESTIONS : OF_ORDERS);
        if (operation.path().contains("/evidence/")) {
            slugs.put("lost", 500);
        }
        if (operation.takesLines()) {
            // More than is worth sending, only to be told so.
            slugs.put("too-large", 413);
        }
        problems.putAll(slugs);
        slugs.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(
                        slug ->
                                answers.putObject(slug.getValue().toString())
                                        .put("$ref", "#/components/responses/" + slug.getKey()));
        return described;
    }

    /** Every problem that was found, with its status. */
    Map<String, Integer> problems() {
        return problems;
    }

    /** Says which fields the bodies need, as docs/orders.md has it. */
    void required(ObjectNode all) {
        required.forEach(
                (type, fields) -> {
                    // Of two bodies with the same name each has its package's word before it.
                    String[] packages = type.getPackageName().split("\\.");
                    String feature = packages[packages.length - 1];
                    String own =
                            Character.toUpperCase(feature.charAt(0))
                                    + feature.substring(1)
                                    + type.getSimpleName();
                    JsonNode body = all.has(own) ? all.get(own) : all.get(type.getSimpleName());
                    if (!fields.isEmpty()) {
                        fields.forEach(((ObjectNode) body).putArray("required")::add);
                    }
                });
    }

    /**
     * The first sentence is the summary; an order's line in docs/orders.md comes after the rest.
     */
    private void say(ObjectNode described, Operation operation) {
        String said =
                words.of(operation.handler().getDeclaringClass(), operation.handler().getName());
        Type answer = answer(operation);
        if (said == null && answer != null) {
            said = words.of(schemaClass(answer), "");
        }
        if (said == null) {
            return;
        }
        int end = said.indexOf(". ");
        described.put("summary", (end < 0 ? said : said.substring(0, end)).replaceAll("\\.$", ""));
        Words.OrderRow row = operation.question() ? null : words.order(operation.shortPath());
        String more =
                Stream.of(end < 0 ? "" : said.substring(end + 2), row == null ? "" : row.words())
                        .filter(text -> !text.isBlank())
                        .collect(Collectors.joining(" "));
        if (!more.isEmpty()) {
            described.put("description", more);
        }
    }

    private void body(
            ObjectNode described, Operation operation, Type type, List<Exchange> exchanges) {
        Words.OrderRow row = words.order(operation.shortPath());
        TreeSet<String> needed = row == null ? new TreeSet<>() : row.required();
        required.merge(
                (Class<?>) type,
                new TreeSet<>(needed),
                (one, other) -> {
                    one.retainAll(other);
                    return one;
                });
        ObjectNode body = described.putObject("requestBody").put("required", !needed.isEmpty());
        if (operation.takesLines()) {
            ObjectNode lines = body.putObject("content").putObject("application/x-ndjson");
            lines.putObject("schema").put("type", "string");
            // No schema of ours stands for the lines: each is what the order beside it takes.
            lines.set(
                    "example",
                    placeholders.whole(
                            JSON.getNodeFactory()
                                    .stringNode(String.valueOf(exchanges.getFirst().sent()))));
            return;
        }
        ObjectNode content = body.putObject("content").putObject("application/json");
        content.set("schema", schemas.sent(type));
        exchanges.stream()
                .map(Exchange::sent)
                .filter(sent -> sent != null && !sent.isEmpty())
                .findFirst()
                .ifPresent(sent -> content.set("example", placeholders.whole(JSON.readTree(sent))));
        if (operation.takesFile()) {
            ObjectNode multipart =
                    ((ObjectNode) body.get("content")).putObject("multipart/form-data");
            ObjectNode form = multipart.putObject("schema").put("type", "object");
            form.putArray("required").add("file");
            ObjectNode parts = form.putObject("properties");
            parts.putObject("file").put("type", "string").put("format", "binary");
            parts.set("order", schemas.sent(type));
            ObjectNode example = multipart.putObject("example");
            example.put("file", "10:15 32 of 32 connections in use\n");
            example.set("order", JSON.readTree("{\"text\": \"Connections in use\"}"));
        }
    }

    private void answer(ObjectNode answers, Operation operation, Exchange exchange) {
        String status = Integer.toString(exchange.status());
        ObjectNode answer =
                answers.get(status) instanceof ObjectNode known
                        ? known
                        : answers.putObject(status).put("description", reason(exchange));
        new TreeMap<>(HEADERS)
                .forEach(
                        (header, meaning) -> {
                            if (exchange.headers().containsKey(header)) {
                                ((ObjectNode) answer.withObjectProperty("headers"))
                                        .putObject(header)
                                        .put("description", meaning)
                                        .putObject("schema")
                                        .put("type", "string");
                            }
                        });
        ObjectNode content =
                (ObjectNode)
                        answer.withObjectProperty("content")
                                .withObjectProperty(exchange.mediaType());
        content.set("schema", schema(operation, exchange));
        if (!exchange.target().equals("openapi.json")
                && !exchange.mediaType().equals("text/html")) {
            content.set(
                    "example",
                    placeholders.excerpt(
                            exchange.isJson()
                                    ? exchange.json()
                                    : JSON.getNodeFactory().stringNode(exchange.answered())));
        }
    }

    private ObjectNode schema(Operation operation, Exchange exchange) {
        Type type = answer(operation);
        if (!exchange.isJson()) {
            return JSON.createObjectNode().put("type", "string");
        }
        if (type == null) {
            return JSON.createObjectNode();
        }
        if (!operation.dryable()) {
            return schemas.answered(type);
        }
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf")
                .add(schemas.answered(type))
                .add(schemas.answered(type(DRY.get(operation.shortPath()))));
        return either;
    }

    private static String reason(Exchange exchange) {
        return switch (exchange.status()) {
            case 200 -> "As asked";
            case 201 -> "Opened";
            case 202 -> "Begun";
            default -> "Done";
        };
    }

    /** Null where nobody says what it is. */
    private static @Nullable Type answer(Operation operation) {
        Type declared = operation.answer();
        String named = IN_FORMATS.get(operation.shortPath().replace(".{suffix}", ""));
        if (named != null) {
            return type(named);
        }
        return declared == Object.class
                        || declared == SseEmitter.class
                        || declared instanceof WildcardType
                        || schemaClass(declared).getPackageName().startsWith("org.springframework")
                ? null
                : declared;
    }

    static Class<?> type(String name) {
        try {
            return Class.forName("io.incidentledger." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> schemaClass(Type type) {
        return type instanceof ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : (Class<?>) type;
    }
}
