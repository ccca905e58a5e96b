package io.incidentledger.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSchemaTest {
    @ParameterizedTest
    @EnumSource
    void every_event_has_the_schema_of_its_record(EventType type) {
        CommittedFile.schema(type).holds(EventSchemas.text(type));
    }

    @ParameterizedTest
    @EnumSource
    void a_schema_has_every_component_of_its_record_and_the_salt(EventType type) {
        Stream<String> components =
                Arrays.stream(type.eventClass().getRecordComponents())
                        .map(component -> component.getName());

        assertThat(EventSchemas.of(type).get("properties").propertyNames())
                .containsExactlyElementsOf(Stream.concat(components, Stream.of("salt")).toList());
    }

    @ParameterizedTest
    @EnumSource
    void a_schema_says_what_every_field_means(EventType type) {
        assertThat(Published.fields(EventSchemas.of(type)))
                .filteredOn(field -> !field.place().endsWith("/*"))
                .filteredOn(field -> !field.place().endsWith("]/kind"))
                .allSatisfy(field -> assertThat(field.meaning()).as(field.place()).isNotBlank());
    }

    @ParameterizedTest
    @EnumSource
    void a_schema_ships_beside_its_record(EventType type) throws Exception {
        assumeThat(CommittedFile.REGENERATE).as("what ships was built before").isFalse();
        String file = "schema/" + type.storedName() + ".v" + type.version() + ".json";

        try (InputStream schema = LedgerEvent.class.getResourceAsStream(file)) {
            assertThat(schema).hasBinaryContent(EventSchemas.text(type).getBytes(UTF_8));
        }
    }
}
