package io.incidentledger.acceptance.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.incidentledger.acceptance.LedgerProgram;
import io.incidentledger.acceptance.openapi.BodyFields.Field;
import io.incidentledger.events.Precision;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document and docs/api.md are what the running ledger does. With {@code
 * -Dopenapi.write=true} they are written.
 */
class OpenApiIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path DOCUMENT =
            Words.TREE.resolve(
                    "query-service/src/main/resources/io/incidentledger/query/description/openapi.json");
    private static final String NAME = "ledger:openapi";
    private static final Path PAGE = Words.TREE.resolve("docs/api.md");

    /** What has no effect in a ledger that is well. */
    private static final Set<String> WITHOUT_EXAMPLE =
            Set.of("orderViewsLedgerParkedPositionRetry");

    private static List<Operation> operations;
    private static Recorder ledger;
    private static ObjectNode document;
    private static BodyFields fields;
    private static LedgerProgram program;

    @BeforeAll
    static void call_everything(@TempDir Path directory) throws Exception {
        program = LedgerProgram.serve(directory, LedgerProgram.freePort());
        operations = Operation.all();
        ledger = new Recorder(operations, program);
        new Story(ledger).tell();
        new StoryQuestions(ledger).tell();
        document = new ApiDocument(ledger).of(operations);
        fields = new BodyFields((ObjectNode) document.at("/components/schemas"));
        if (Boolean.getBoolean("openapi.write")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, ApiDocument.written(document));
            Files.writeString(PAGE, ApiPage.of(document));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (ledger != null) {
            ledger.close();
        }
        if (program != null) {
            program.close();
        }
    }

    @Test
    void the_committed_document_says_what_the_code_and_the_running_ledger_say() {
        Set<String> written = shapes(JSON.readTree(Words.read(DOCUMENT)));
        Set<String> said = shapes(document);
        Set<String> both = new TreeSet<>(written);
        both.retainAll(said);
        written.removeAll(both);
        said.removeAll(both);

        assertThat(List.of(written, said))
                .as("only in %s, and only said now, or run with -Dopenapi.write=true", DOCUMENT)
                .allMatch(Set::isEmpty);
    }

    @Test
    void the_page_is_made_from_the_committed_document() {
        assertThat(Words.read(PAGE))
                .as("%s, or run with -Dopenapi.write=true", PAGE)
                .isEqualTo(ApiPage.of((ObjectNode) JSON.readTree(Words.read(DOCUMENT))));
    }

    @Test
    void every_operation_has_an_example() {
        assertThat(
                        operations.stream()
                                .filter(it -> !it.suffixed() && ledger.of(it).isEmpty())
                                .map(Operation::id)
                                .filter(id -> !WITHOUT_EXAMPLE.contains(id)))
                .as("each gets a line in Story")
                .isEmpty();
    }

    @Test
    void every_operation_says_what_it_is_about() {
        assertThat(
                        operations.stream()
                                .filter(
                                        it ->
                                                document.at(pointer(it) + "/summary")
                                                        .asString("")
                                                        .isBlank())
                                .map(Operation::id))
                .as("the Javadoc of the method or of its answer says it")
                .isEmpty();
    }

    @Test
    void every_body_and_every_answer_keeps_to_its_schema() {
        SchemaRegistry schemas = schemas();
        Map<JsonPointer, List<String>> complaints = new LinkedHashMap<>();
        for (String part : List.of("/paths", "/components/responses")) {
            collect(schemas, JsonPointer.compile(part), complaints);
        }

        assertThat(complaints).isEmpty();
    }

    @Test
    void a_time_is_taken_as_it_is_described() {
        String name = "/components/schemas/SentMoment";
        Schema described = schemas().getSchema(SchemaLocation.of(NAME + "#" + name));
        List<JsonNode> examples = document.at(name + "/examples").valueStream().toList();
        Set<JsonNode> times = new LinkedHashSet<>(examples);
        for (String at : List.of("2026-03-02T10:26:00Z", "2026-03-02", "2026-02-31", "10:26")) {
            times.add(JSON.getNodeFactory().stringNode(at));
            times.add(JSON.createObjectNode().put("at", at));
            for (JsonNode precision : JSON.<JsonNode>valueToTree(Precision.values())) {
                ObjectNode known = JSON.createObjectNode().put("at", at);
                times.add(known.set("precision", precision));
            }
        }
        times.add(JSON.createObjectNode().put("precision", "day"));

        for (JsonNode time : times) {
            ObjectNode change = JSON.createObjectNode().put("service", "checkout");
            change.set("occurredAt", time);
            boolean taken = Refusal.of(ledger, "changes", change).isEmpty();
            assertThat(
                            described.validate(
                                    time,
                                    context ->
                                            context.executionConfig(
                                                    it -> it.formatAssertionsEnabled(true))))
                    .as("%s, which is taken: %s", time, taken)
                    .matches(complaints -> complaints.isEmpty() == taken);
            assertThat(taken || !examples.contains(time)).as("example %s", time).isTrue();
        }
        assertThat(examples).isNotEmpty();
    }

    @Test
    void every_field_of_a_body_states_its_limits() {
        Set<String> unlimited = new TreeSet<>();
        eachField(
                (operation, field) -> {
                    ObjectNode schema = field.schema();
                    boolean stated =
                            switch (field.type()) {
                                case "string" ->
                                        Stream.of("maxLength", "pattern", "enum", "const", "format")
                                                .anyMatch(schema::has);
                                case "array" -> schema.has("maxItems");
                                case "object" ->
                                        !SameSchemas.isMap(schema)
                                                || schema.has("maxProperties")
                                                || schema.at("/propertyNames/enum").isArray();
                                case "integer", "number" ->
                                        schema.has("minimum")
                                                && (schema.has("maximum") || schema.has("format"));
                                default -> true;
                            };
                    if (!stated) {
                        unlimited.add(operation.id() + " " + field.pointer());
                    }
                });

        assertThat(unlimited).as("Checks say how much is accepted").isEmpty();
    }

    /** At the limit it is taken, or refused for what has nothing to do with it. */
    @Test
    void every_limit_is_where_the_running_ledger_has_it() {
        Set<String> lies = new TreeSet<>();
        AtomicInteger edges = new AtomicInteger();
        Set<ObjectNode> ofOrders = Collections.newSetFromMap(new IdentityHashMap<>());
        eachField(
                (operation, field) -> {
                    if (!isImport(operation)) {
                        ofOrders.add(field.schema());
                    }
                });
        eachField(
                (operation, field) -> {
                    String target = ledger.of(operation).getFirst().target();
                    for (Edges.Edge edge : Edges.of(taken(operation, field, ofOrders), fields)) {
                        edges.incrementAndGet();
                        Set<String> past = complaints(target, field, edge.past());
                        past.removeAll(complaints(target, field, edge.at()));
                        if (past.isEmpty()) {
                            lies.add(operation.id() + " " + field.pointer() + field.schema());
                        }
                    }
                });

        assertThat(lies).isEmpty();
        assertThat(edges).hasValueGreaterThan(500);
    }

    @Test
    void a_parser_of_others_understands_all_of_it() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);

        SwaggerParseResult parsed =
                new OpenAPIV3Parser().readContents(Words.read(DOCUMENT), null, options);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths()).hasSameSizeAs(document.get("paths"));
    }

    @Test
    void the_running_ledger_hands_out_the_committed_document() throws Exception {
        assumeThat(Boolean.getBoolean("openapi.write")).as("built before it was written").isFalse();

        assertThat(ledger.asks("openapi.json").answered()).isEqualTo(Words.read(DOCUMENT));
    }

    private static SchemaRegistry schemas() {
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                all -> all.schemas(Map.of(NAME, JSON.writeValueAsString(document))));
    }

    /** Wherever an example stands beside a schema. */
    private static void collect(
            SchemaRegistry schemas, JsonPointer where, Map<JsonPointer, List<String>> complaints) {
        JsonNode node = document.at(where);
        if (node.has("example") && node.has("schema")) {
            List<String> found =
                    schemas
                            .getSchema(SchemaLocation.of(NAME + "#" + where + "/schema"))
                            .validate(
                                    JSON.writeValueAsString(node.get("example")), InputFormat.JSON)
                            .stream()
                            .map(Object::toString)
                            .toList();
            if (!found.isEmpty()) {
                complaints.put(where, found);
            }
        }
        node.properties()
                .forEach(
                        child -> {
                            if (!child.getKey().equals("example")) {
                                collect(schemas, where.appendProperty(child.getKey()), complaints);
                            }
                        });
    }

    private static void eachField(BiConsumer<Operation, Field> each) {
        for (Operation operation : operations) {
            JsonNode body =
                    document.at(
                            pointer(operation) + "/requestBody/content/application~1json/schema");
            if (!body.isMissingNode()) {
                fields.visit(
                        body,
                        field -> {
                            each.accept(operation, field);
                            return true;
                        });
            }
        }
    }

    /**
     * What was written elsewhere may be five times as long as in the order of its own, whose schema
     * it has, unless it is a line or a link.
     */
    private static Field taken(Operation operation, Field field, Set<ObjectNode> ofOrders) {
        int most = field.schema().path("maxLength").asInt(0);
        return !isImport(operation)
                        || !ofOrders.contains(field.schema())
                        || most <= 300
                        || field.schema().has("format")
                ? field
                : new Field(
                        field.pointer(),
                        field.schema().deepCopy().put("maxLength", 5 * most),
                        field.around());
    }

    private static boolean isImport(Operation operation) {
        return operation.shortPath().startsWith("/import");
    }

    /** Why the running ledger does not accept this value, but for what the value is. */
    private static Set<String> complaints(String target, Field field, JsonNode value) {
        return Refusal.of(ledger, target, field.around().apply(value)).stream()
                .filter(
                        refusal ->
                                refusal.field().equals(field.pointer())
                                        || refusal.field().equals(field.pointer() + "/no-such")
                                        // A list that is one thing is refused as one.
                                        || field.pointer().equals(refusal.field() + "/0"))
                .map(refusal -> refusal.accepted().replaceAll("; these are .*|: [^ ]*$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String pointer(Operation operation) {
        return "/paths/"
                + operation.path().replace("~", "~0").replace("/", "~1")
                + "/"
                + operation.method().toLowerCase(Locale.ROOT);
    }

    /**
     * Every path of the document with what stands there; of an example only of what kind it is. How
     * a view gets on is another thing every time.
     */
    private static Set<String> shapes(JsonNode node) {
        Set<String> shapes = new TreeSet<>();
        shapes(node, "", false, shapes);
        return shapes;
    }

    private static void shapes(JsonNode node, String where, boolean example, Set<String> shapes) {
        if (example && where.startsWith("/paths//api/v1/views")) {
            return;
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            child ->
                                    shapes(
                                            child.getValue(),
                                            where + "/" + child.getKey(),
                                            example || child.getKey().equals("example"),
                                            shapes));
        } else if (node.isArray()) {
            // The generator puts what is unwrapped in any order.
            boolean unordered = example || where.endsWith("/allOf");
            int i = 0;
            for (JsonNode item : node) {
                shapes(item, where + "/" + (unordered ? "*" : i++), example, shapes);
            }
        } else {
            shapes.add(where + " " + (example ? node.getNodeType() : node));
        }
    }
}
