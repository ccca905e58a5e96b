package io.incidentledger.events;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSchemaTest {
    @ParameterizedTest
    @EnumSource
    void every_event_has_the_schema_of_its_record(EventType type) {
        CommittedFile.schema(type).holds(EventSchemas.text(type));
    }
}
