package io.incidentledger.standalone.openapi;

import io.incidentledger.command.refusal.Rule;
import io.incidentledger.standalone.openapi.Recorder.Exchange;
import java.lang.reflect.Type;
import java.util.Arrays;
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

/** The OpenAPI document, of what the code declares and the running service says. */
final class ApiDocument {
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

    private static final String PROBLEM = "application/problem+json";
    private static final List<String> OF_ORDERS =
            List.of(
                    "invalid",
                    "unauthenticated",
                    "forbidden",
                    "not-found",
                    "conflict",
                    "moved",
                    "too-large",
                    "unsupported-media-type",
                    "refused",
                    "internal",
                    "unavailable");
    private static final List<String> OF_QUESTIONS =
            List.of(
                    "bad-parameter",
                    "unauthenticated",
                    "forbidden",
                    "not-found",
                    "not-acceptable",
                    "lost",
                    "not-now");
    private static final Map<String, Integer> STATUS =
            Map.ofEntries(
                    Map.entry("invalid", 400),
                    Map.entry("bad-parameter", 400),
                    Map.entry("unauthenticated", 401),
                    Map.entry("forbidden", 403),
                    Map.entry("not-found", 404),
                    Map.entry("method-not-allowed", 405),
                    Map.entry("not-acceptable", 406),
                    Map.entry("conflict", 409),
                    Map.entry("moved", 412),
                    Map.entry("too-large", 413),
                    Map.entry("unsupported-media-type", 415),
                    Map.entry("refused", 422),
                    Map.entry("internal", 500),
                    Map.entry("lost", 500),
                    Map.entry("unavailable", 503),
                    Map.entry("not-now", 503));

    private final Words words = new Words();
    private final Schemas schemas = new Schemas(words);
    private final Placeholders placeholders = new Placeholders();
    private final Map<String, TreeSet<String>> required = new TreeMap<>();
    private final Recorder ledger;
    private final Parameters parameters;

    ApiDocument(Recorder ledger) {
        this.ledger = ledger;
        this.parameters = new Parameters(ledger);
    }

    ObjectNode of(List<Operation> operations) throws Exception {
        ObjectNode document = JSON.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Incident Ledger")
                .put("version", "1")
                .put("summary", "Orders, which are recorded, and questions, which are answered.")
                .put(
                        "description",
                        "An order is a POST of JSON, for a responder or an admin; a question is a"
                                + " GET, for a viewer too. A Ledger-Position that an order was"
                                + " answered with, sent along as Ledger-Min-Position, makes a"
                                + " question see what was ordered. A field or a parameter that is"
                                + " not named here is refused. A list has a link to the page after"
                                + " it in 'next'.");
        document.putArray("servers").addObject().put("url", "/");
        document.putArray("security").addObject().putArray("token");
        tags(document.putArray("tags"), operations);
        ObjectNode paths = document.putObject("paths");
        for (Operation operation : operations) {
            ((ObjectNode) paths.withObjectProperty(operation.path()))
                    .set(operation.method().toLowerCase(java.util.Locale.ROOT), of(operation));
        }
        ObjectNode components = document.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        problems(components.putObject("responses"));
        components.set("schemas", allSchemas());
        return document;
    }

    private void tags(ArrayNode tags, List<Operation> operations) {
        Map<String, TreeSet<String>> packages = new TreeMap<>();
        operations.forEach(
                operation ->
                        packages.computeIfAbsent(operation.tag(), none -> new TreeSet<>())
                                .add(operation.handler().getDeclaringClass().getPackageName()));
        packages.forEach(
                (tag, names) ->
                        tags.addObject()
                                .put("name", tag)
                                .put(
                                        "description",
                                        names.stream()
                                                .map(words::ofPackage)
                                                .collect(Collectors.joining(" "))));
    }

    private ObjectNode of(Operation operation) throws Exception {
        ObjectNode described = JSON.createObjectNode().put("operationId", operation.id());
        described.putArray("tags").add(operation.tag());
        String summary = summary(operation);
        if (summary != null) {
            described.put("description", summary);
        }
        List<Exchange> exchanges = ledger.of(operation);
        String target = exchanges.isEmpty() ? null : exchanges.getFirst().target();
        List<String> suffixes = List.of();
        if (operation.suffixed()) {
            Operation plain =
                    new Operation(
                            operation.method(),
                            operation.path().replace(".{suffix}", ""),
                            operation.handler());
            exchanges = ledger.of(plain);
            target = exchanges.isEmpty() ? null : exchanges.getFirst().target();
            suffixes = target == null ? List.of() : parameters.suffixes(target);
        }
        ArrayNode all = Parameters.inPath(operation, suffixes);
        if (operation.question() && target != null) {
            all.addAll(parameters.of(target));
        }
        Type body = operation.body();
        if (body != null) {
            headers(all, operation);
            body(described, operation, body, exchanges);
        }
        if (!all.isEmpty()) {
            described.set("parameters", all);
        }
        answers(described.putObject("responses"), operation, exchanges);
        return described;
    }

    private @Nullable String summary(Operation operation) {
        Words.OrderRow row = words.order(operation.shortPath());
        String said =
                words.of(operation.handler().getDeclaringClass(), operation.handler().getName());
        if (row != null && !operation.question()) {
            return Stream.of(said == null ? "" : said, row.words())
                    .filter(text -> !text.isBlank())
                    .collect(
                            Collectors.collectingAndThen(
                                    Collectors.joining(" "), all -> all.isEmpty() ? null : all));
        }
        Type answer = answer(operation);
        return said != null || answer == null ? said : words.of(schemaClass(answer), "");
    }

    private static void headers(ArrayNode all, Operation operation) {
        if (!operation.takesLines()) {
            ObjectNode text = JSON.createObjectNode().put("type", "string");
            Parameters.parameter(
                    all,
                    "header",
                    "Idempotency-Key",
                    "the same order with the same key again has no second effect and the same answer",
                    text.deepCopy().put("pattern", "^[!-~]{1,200}$"));
            Parameters.parameter(
                    all,
                    "header",
                    "If-Match",
                    "only if what is changed is still at this version",
                    text.put("pattern", "^\"\\d{1,19}\"$"));
        }
        if (operation.dryable()) {
            Parameters.parameter(
                    all,
                    "query",
                    "dryRun",
                    "only say what would be done",
                    JSON.createObjectNode().put("type", "boolean"));
        }
    }

    private void body(
            ObjectNode described, Operation operation, Type type, List<Exchange> exchanges) {
        Words.OrderRow row = words.order(operation.shortPath());
        TreeSet<String> needed = row == null ? new TreeSet<>() : row.required();
        required.merge(
                ((Class<?>) type).getName(),
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
            lines.put("example", placeholders.in(String.valueOf(exchanges.getFirst().sent())));
            return;
        }
        ObjectNode content = body.putObject("content").putObject("application/json");
        content.set("schema", schemas.sent(type));
        exchanges.stream()
                .map(Exchange::sent)
                .filter(sent -> sent != null && !sent.isEmpty())
                .findFirst()
                .ifPresent(sent -> content.set("example", JSON.readTree(placeholders.in(sent))));
        if (operation.takesFile()) {
            ObjectNode form =
                    ((ObjectNode) body.get("content"))
                            .putObject("multipart/form-data")
                            .putObject("schema")
                            .put("type", "object");
            form.putArray("required").add("file");
            ObjectNode parts = form.putObject("properties");
            parts.putObject("file").put("type", "string").put("format", "binary");
            parts.set("order", schemas.sent(type));
        }
    }

    private void answers(ObjectNode answers, Operation operation, List<Exchange> exchanges) {
        Type type = answer(operation);
        for (Exchange exchange : exchanges) {
            String status = Integer.toString(exchange.status());
            ObjectNode answer =
                    answers.get(status) instanceof ObjectNode known
                            ? known
                            : answers.putObject(status).put("description", reason(exchange));
            headersOf(answer, exchange);
            ObjectNode content =
                    (ObjectNode)
                            answer.withObjectProperty("content")
                                    .withObjectProperty(exchange.mediaType());
            if (exchange.isJson() && type != null) {
                content.set("schema", schemas.answered(type));
                if (operation.dryable()) {
                    content.putObject("schema")
                            .putArray("anyOf")
                            .add(schemas.answered(type))
                            .add(schemas.answered(type(DRY.get(operation.shortPath()))));
                }
            } else if (!exchange.isJson()) {
                content.putObject("schema").put("type", "string");
            } else {
                content.putObject("schema");
            }
            if (!operation.suffixed() && !exchange.target().equals("openapi.json")) {
                String steady = placeholders.in(exchange.answered());
                if (exchange.isJson()) {
                    content.set("example", JSON.readTree(steady));
                } else if (!exchange.mediaType().equals("text/html")) {
                    content.put("example", steady);
                }
            }
        }
        for (String slug : operation.body() == null ? OF_QUESTIONS : OF_ORDERS) {
            if (slug.equals("lost") && !operation.path().contains("/evidence/")) {
                continue;
            }
            String status = STATUS.get(slug).toString();
            answers.putObject(status).put("$ref", "#/components/responses/" + slug);
        }
    }

    private static void headersOf(ObjectNode answer, Exchange exchange) {
        Map.of(
                        "Directory-Position", "for Directory-Min-Position",
                        "ETag", "the version, for If-Match",
                        "Ledger-Position",
                                "for Ledger-Min-Position: the position of what was"
                                        + " recorded, or to which the view had come",
                        "Location", "where what was opened is found")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(header -> exchange.headers().containsKey(header.getKey()))
                .forEach(
                        header ->
                                ((ObjectNode)
                                                answer.withObjectProperty("headers")
                                                        .withObjectProperty(header.getKey()))
                                        .put("description", header.getValue())
                                        .putObject("schema")
                                        .put("type", "string"));
    }

    private static String reason(Exchange exchange) {
        return switch (exchange.status()) {
            case 200 -> "As ordered, or asked for";
            case 201 -> "Opened";
            case 202 -> "Begun";
            default -> "Done";
        };
    }

    private void problems(ObjectNode responses) {
        new TreeMap<>(STATUS)
                .forEach(
                        (slug, status) -> {
                            Exchange seen = ledger.problems().get(slug);
                            ObjectNode response =
                                    responses.putObject(slug).put("description", title(slug, seen));
                            ObjectNode content = response.putObject("content").putObject(PROBLEM);
                            content.putObject("schema").put("$ref", "#/components/schemas/Problem");
                            if (seen != null) {
                                content.set(
                                        "example", JSON.readTree(placeholders.in(seen.answered())));
                            }
                        });
    }

    private static String title(String slug, @Nullable Exchange seen) {
        return seen != null
                ? seen.json().get("title").asString()
                : switch (slug) {
                    case "conflict" -> "Somebody was first";
                    case "internal" -> "Something went wrong here";
                    case "lost" -> "It was recorded, and cannot be had";
                    case "unavailable" -> "Not now: Retry-After says when, outcome what happened";
                    default -> slug;
                };
    }

    /** Null where nobody says what it is. */
    private @Nullable Type answer(Operation operation) {
        Type declared = operation.answer();
        String named = IN_FORMATS.get(operation.shortPath().replace(".{suffix}", ""));
        if (named != null) {
            return type(named);
        }
        return declared == Object.class
                        || declared == SseEmitter.class
                        || declared instanceof java.lang.reflect.WildcardType
                        || schemaClass(declared).getPackageName().startsWith("org.springframework")
                ? null
                : declared;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("io.incidentledger." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> schemaClass(Type type) {
        return type instanceof java.lang.reflect.ParameterizedType generic
                ? (Class<?>) generic.getRawType()
                : (Class<?>) type;
    }

    private ObjectNode allSchemas() {
        schemas.answered(type("command.edge.Problem"));
        ObjectNode all = schemas.all();
        required.forEach(
                (type, fields) -> {
                    String name = type.substring(type.lastIndexOf('.') + 1);
                    JsonNode body = named(all, type, name);
                    if (!fields.isEmpty()) {
                        fields.forEach(((ObjectNode) body).putArray("required")::add);
                    }
                });
        ObjectNode problem = (ObjectNode) all.get("Problem");
        problem.put(
                "description",
                "Why an order was not carried out, or a question not answered (RFC 9457).");
        // A question has no outcome and no fields, and names the parameter.
        Stream.of("type", "title", "status", "detail").forEach(problem.putArray("required")::add);
        ObjectNode properties = (ObjectNode) problem.get("properties");
        ((ObjectNode) properties.get("rule"))
                .set(
                        "enum",
                        JSON.valueToTree(
                                Arrays.stream(Rule.values()).map(Rule::slug).sorted().toList()));
        ((ObjectNode) properties.get("outcome"))
                .set("enum", JSON.valueToTree(List.of("none", "unknown")));
        for (Map.Entry<String, String> more :
                new TreeMap<>(
                                Map.of(
                                        "parameter", "The parameter or header that is wrong.",
                                        "value", "What it was, shortened.",
                                        "accepted", "What would be accepted."))
                        .entrySet()) {
            properties
                    .putObject(more.getKey())
                    .put("type", "string")
                    .put("description", more.getValue());
        }
        return all;
    }

    /** Of two bodies with the same name each has its package's word before it. */
    private static JsonNode named(ObjectNode all, String type, String name) {
        String[] words = type.split("\\.");
        String feature = words[words.length - 2];
        JsonNode own =
                all.get(Character.toUpperCase(feature.charAt(0)) + feature.substring(1) + name);
        return own != null ? own : all.get(name);
    }
}
