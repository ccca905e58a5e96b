package io.incidentledger.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What once was stored reads for ever. A missing golden file is written with {@code
 * -Devents.regenerate=true}; one that is there never changes.
 */
class GoldenTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final EventCodec codec = Sample.codec();

    static Stream<Sample> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_golden_payload_reads_as_what_it_meant(Sample sample) {
        LedgerEvent read = decode(sample.type(), golden(sample));

        assertThat(read).isEqualTo(sample.event());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void an_event_is_still_written_as_its_golden_payload(Sample sample) {
        JsonNode golden = golden(sample);

        assertThat(JSON.readTree(codec.encode(sample.event()))).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_golden_payload_is_what_its_schema_says(Sample sample) {
        JsonNode golden = golden(sample);

        assertThat(complaints(sample.type(), golden)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void schema_and_codec_agree_on_what_a_payload_cannot_do_without(Sample sample) {
        JsonNode golden = golden(sample);

        objects(golden, "")
                .forEach(
                        place -> {
                            for (String field : golden.at(place).propertyNames()) {
                                ObjectNode without = (ObjectNode) golden.deepCopy();
                                ((ObjectNode) without.at(place)).remove(field);
                                assertThat(readable(sample.type(), without))
                                        .as("without %s/%s", place, field)
                                        .isEqualTo(
                                                field.equals("salt")
                                                        || complaints(sample.type(), without)
                                                                .isEmpty());

                                ObjectNode wrong = (ObjectNode) golden.deepCopy();
                                ((ObjectNode) wrong.at(place)).putArray(field).addArray();
                                assertThat(readable(sample.type(), wrong))
                                        .as("lists as %s/%s", place, field)
                                        .isEqualTo(field.equals("salt"));
                                assertThat(complaints(sample.type(), wrong)).isNotEmpty();
                            }
                        });
    }

    @ParameterizedTest
    @EnumSource
    void the_golden_payloads_of_an_event_fill_every_field(EventType type) {
        Set<String> filled =
                Sample.all()
                        .filter(sample -> sample.type() == type)
                        .flatMap(sample -> fields(golden(sample), ""))
                        .collect(Collectors.toCollection(HashSet::new));

        assertThat(filled)
                .containsAll(
                        Published.fields(EventSchemas.of(type))
                                .map(Published.Field::place)
                                .filter(place -> !place.equals("/") && !place.endsWith("/*"))
                                .toList());
    }

    @Test
    void every_golden_file_belongs_to_a_sample() throws Exception {
        try (Stream<Path> files = Files.list(Sample.directory())) {
            assertThat(files)
                    .containsExactlyInAnyOrderElementsOf(
                            Sample.all().map(sample -> sample.golden().path()).toList());
        }
    }

    private static JsonNode golden(Sample sample) {
        return JSON.readTree(sample.golden().read());
    }

    private LedgerEvent decode(EventType type, JsonNode payload) {
        return codec.decode(
                type.storedName(),
                type.version(),
                payload.toString().getBytes(StandardCharsets.UTF_8));
    }

    private boolean readable(EventType type, JsonNode payload) {
        try {
            decode(type, payload);
            return true;
        } catch (UndecodableEventException damaged) {
            return false;
        }
    }

    private static List<com.networknt.schema.Error> complaints(EventType type, JsonNode payload) {
        Schema schema = SCHEMAS.getSchema(CommittedFile.schema(type).read(), InputFormat.JSON);
        return schema.validate(
                payload,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static Stream<String> objects(JsonNode node, String place) {
        Stream<String> below =
                node.propertyStream()
                        .filter(property -> !property.getKey().equals("labels"))
                        .flatMap(
                                property ->
                                        objects(
                                                property.getValue(),
                                                place + "/" + property.getKey()));
        return node.isObject() ? Stream.concat(Stream.of(place), below) : Stream.of();
    }

    private static Stream<String> fields(JsonNode node, String place) {
        if (node.isArray()) {
            return node.valueStream().flatMap(element -> fields(element, place + "/*"));
        }
        return node.propertyStream()
                .flatMap(
                        property -> {
                            String name = place + "/" + property.getKey();
                            JsonNode value = property.getValue();
                            if (!value.has("kind")) {
                                return Stream.concat(Stream.of(name), fields(value, name));
                            }
                            String kind = name + "[" + value.get("kind").asString() + "]";
                            return Stream.concat(Stream.of(name, kind), fields(value, kind));
                        });
    }
}
