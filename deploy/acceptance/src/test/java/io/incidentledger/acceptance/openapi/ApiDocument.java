package io.incidentledger.acceptance.openapi;

import io.incidentledger.acceptance.openapi.Recorder.Exchange;
import io.incidentledger.command.refusal.Rule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document, of what the code declares and the running service says. */
final class ApiDocument {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PROBLEM = "application/problem+json";

    private final Words words = new Words();
    private final Schemas schemas = new Schemas(words);
    private final Placeholders placeholders = new Placeholders();
    private final Recorder ledger;
    private final DescribedOperations described;

    ApiDocument(Recorder ledger) throws Exception {
        this.ledger = ledger;
        this.described = new DescribedOperations(ledger, words, schemas, placeholders);
    }

    ObjectNode of(List<Operation> operations) throws Exception {
        ObjectNode document = JSON.createObjectNode().put("openapi", "3.1.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Incident Ledger")
                .put("version", "1")
                .put("summary", "Orders, which are recorded, and questions, which are answered.")
                .put(
                        "description",
                        "An order is a POST of JSON; a question is a GET. Who may do either is said"
                                + " by the role that its security names: an admin may do what a"
                                + " responder may, and a responder what a viewer may. A"
                                + " Ledger-Position that an order was answered with, sent along as"
                                + " Ledger-Min-Position, makes a question see what was ordered. A"
                                + " field or a parameter that is not named here is refused. Lengths"
                                + " of texts are counted in UTF-16 units; one that has to be there"
                                + " is not blank. A list has a link to the page after it in 'next'."
                                + " The examples of answers are cut: a list shows one"
                                + " item, a long text its beginning.");
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/");
        document.putArray("security").addObject().putArray("token").add("viewer");
        tags(document.putArray("tags"), operations);
        ObjectNode paths = document.putObject("paths");
        for (Operation operation : operations) {
            ((ObjectNode) paths.withObjectProperty(operation.path()))
                    .set(operation.method().toLowerCase(Locale.ROOT), described.of(operation));
        }
        ObjectNode components = document.putObject("components");
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        problems(components.putObject("responses"));
        schemas(document, components);
        limits(document, operations);
        Shared.parameters(document);
        Shared.headers(document);
        Shared.answers(document);
        return document;
    }

    /** One line for every operation and every schema. */
    static String written(ObjectNode all) {
        DefaultPrettyPrinter.Indenter lines =
                new DefaultIndenter(" ", "\n") {
                    @Override
                    public void writeIndentation(JsonGenerator json, int level) {
                        if (level <= 3) {
                            super.writeIndentation(json, level);
                        }
                    }
                };
        return JSON.writer()
                        .with(
                                new DefaultPrettyPrinter(
                                                Separators.createDefaultInstance()
                                                        .withObjectNameValueSpacing(Spacing.NONE)
                                                        .withObjectEmptySeparator("")
                                                        .withArrayEmptySeparator(""))
                                        .withObjectIndenter(lines)
                                        .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter()))
                        .writeValueAsString(all)
                + "\n";
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

    private void problems(ObjectNode responses) {
        described
                .problems()
                .forEach(
                        (slug, status) -> {
                            Exchange seen = ledger.problems().get(slug);
                            ObjectNode content =
                                    responses
                                            .putObject(slug)
                                            .put("description", title(slug, seen))
                                            .putObject("content")
                                            .putObject(PROBLEM);
                            content.putObject("schema").put("$ref", "#/components/schemas/Problem");
                            if (seen != null) {
                                content.set("example", placeholders.excerpt(seen.json()));
                            }
                        });
    }

    private static String title(String slug, @Nullable Exchange seen) {
        return seen != null
                ? seen.json().get("title").asString()
                : switch (slug) {
                    case "conflict" -> "Changed by somebody else";
                    case "internal" -> "Internal error";
                    case "lost" -> "Lost or damaged";
                    case "unavailable" ->
                            "Temporarily unavailable: Retry-After says when, outcome what happened";
                    default -> throw new AssertionError("nobody was told of " + slug);
                };
    }

    private void schemas(ObjectNode document, ObjectNode components) {
        schemas.answered(DescribedOperations.type("command.edge.Problem"));
        ObjectNode all = schemas.all();
        described.required(all);
        problem((ObjectNode) all.get("Problem"));
        components.set("schemas", all);
        SameSchemas.follow(document, all);
        SameSchemas.inline(document, all);
        all.properties().removeIf(schema -> SameSchemas.isMap(schema.getValue()));
    }

    private static void problem(ObjectNode problem) {
        problem.put(
                "description",
                "Why an order was not carried out, or a question not answered (RFC 9457).");
        // A question has no outcome.
        Stream.of("type", "title", "status", "detail").forEach(problem.putArray("required")::add);
        ObjectNode properties = (ObjectNode) problem.get("properties");
        ((ObjectNode) properties.get("rule"))
                .set(
                        "enum",
                        JSON.valueToTree(
                                Arrays.stream(Rule.values()).map(Rule::slug).sorted().toList()));
        ((ObjectNode) properties.get("outcome"))
                .set("enum", JSON.valueToTree(List.of("none", "unknown")));
    }

    private void limits(ObjectNode document, List<Operation> operations) {
        // An import takes longer texts; what it has in common with the orders is told for them.
        Map<String, JsonNode> bodies =
                new TreeMap<>(
                        Comparator.comparing((String target) -> target.startsWith("import"))
                                .thenComparing(Comparator.naturalOrder()));
        for (Operation operation : operations) {
            JsonNode body =
                    document.get("paths")
                            .get(operation.path())
                            .get(operation.method().toLowerCase(Locale.ROOT))
                            .at("/requestBody/content/application~1json/schema");
            if (!body.isMissingNode()) {
                bodies.put(ledger.of(operation).getFirst().target(), body);
            }
        }
        new Limits(ledger, new BodyFields((ObjectNode) document.at("/components/schemas")))
                .complete(bodies);
    }
}
