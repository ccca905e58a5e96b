package io.incidentledger.standalone.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.incidentledger.standalone.LedgerProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document and docs/api.md are what the running ledger does. With {@code
 * -Dopenapi.write=true} they are written.
 */
class OpenApiIT {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Path DOCUMENT =
            Words.TREE.resolve(
                    "query-service/src/main/resources/io/incidentledger/query/description/openapi.json");
    private static final Path PAGE = Words.TREE.resolve("docs/api.md");

    /** What has no effect in a ledger that is well. */
    private static final Set<String> WITHOUT_EXAMPLE =
            Set.of("orderViewsLedgerParkedPositionRetry");

    private static List<Operation> operations;
    private static Recorder ledger;
    private static ObjectNode document;
    private static LedgerProgram program;

    @BeforeAll
    static void call_everything(@TempDir Path directory) throws Exception {
        program = LedgerProgram.serve(directory, LedgerProgram.freePort());
        operations = Operation.all();
        ledger = new Recorder(operations, program);
        new Story(ledger).tell();
        document = new ApiDocument(ledger).of(operations);
        if (Boolean.getBoolean("openapi.write")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, JSON.writeValueAsString(document) + "\n");
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
        assertThat(shapes(JSON.readTree(Words.read(DOCUMENT))))
                .as("%s, or run with -Dopenapi.write=true", DOCUMENT)
                .isEqualTo(shapes(document));
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
    void every_question_says_what_it_is_about() {
        assertThat(
                        operations.stream()
                                .filter(Operation::question)
                                .filter(
                                        it ->
                                                document.at(pointer(it) + "/description")
                                                        .asString("")
                                                        .isBlank())
                                .map(Operation::id))
                .as("the Javadoc of the method or of its answer says it")
                .isEmpty();
    }

    @Test
    void every_body_and_every_answer_keeps_to_its_schema() {
        Map<String, List<String>> complaints = new TreeMap<>();
        collect(document.get("paths"), "", complaints);
        collect(document.at("/components/responses"), "", complaints);

        assertThat(complaints).isEmpty();
    }

    @Test
    void the_running_ledger_hands_out_the_committed_document() throws Exception {
        assumeThat(Boolean.getBoolean("openapi.write")).as("built before it was written").isFalse();

        assertThat(ledger.asks("openapi.json").answered()).isEqualTo(Words.read(DOCUMENT));
    }

    /** Wherever an example stands beside a schema. */
    private static void collect(JsonNode node, String where, Map<String, List<String>> complaints) {
        if (node.has("example") && node.get("schema") instanceof ObjectNode schema) {
            List<String> found = complaints(schema, node.get("example"));
            if (!found.isEmpty()) {
                complaints.put(where, found);
            }
        }
        node.properties()
                .forEach(
                        child -> {
                            if (!child.getKey().equals("example")) {
                                collect(child.getValue(), where + "/" + child.getKey(), complaints);
                            }
                        });
    }

    private static List<String> complaints(ObjectNode schema, JsonNode example) {
        ObjectNode whole = schema.deepCopy();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.set("components", document.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.writeValueAsString(whole), InputFormat.JSON)
                .validate(JSON.writeValueAsString(example), InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static String pointer(Operation operation) {
        return "/paths/"
                + operation.path().replace("~", "~0").replace("/", "~1")
                + "/"
                + operation.method().toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * Every path of the document with what stands there; of an example only of what kind it is. How
     * a view gets on is another thing every time.
     */
    private static Set<String> shapes(JsonNode node) {
        Set<String> shapes = new java.util.TreeSet<>();
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
