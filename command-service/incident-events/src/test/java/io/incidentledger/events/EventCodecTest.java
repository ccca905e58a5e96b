package io.incidentledger.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventCodecTest {
    private final EventCodec codec = new EventCodec();

    @Test
    void an_event_comes_back_as_it_was() {
        LedgerEvent event =
                new IncidentDeclared(
                        new IncidentId(UUID.randomUUID()),
                        "Checkout fails",
                        null,
                        List.of("checkout"),
                        Severity.SEV1,
                        new Impact(new UsersAffected(null, 34.5), "pay", DataLoss.NONE, null),
                        null,
                        null,
                        new TreeMap<>(),
                        false,
                        true,
                        new Handle("@ana"),
                        Moment.exactly(Instant.parse("2026-01-01T00:00:00.123456789Z")));

        byte[] bytes = codec.encode(event);
        System.out.println(new String(bytes));

        assertThat(codec.decode("incident.declared", "1", bytes)).isEqualTo(event);
    }

    @Test
    void entry() {
        LedgerEvent event =
                new TimelineEntryRecorded(
                        new IncidentId(UUID.randomUUID()),
                        new EntryId(UUID.randomUUID()),
                        new EntryContent.Update(
                                "x", Audience.PUBLIC, Instant.parse("2026-01-01T00:00:00Z"), null),
                        Marker.TURNING_POINT,
                        null,
                        new Moment(Instant.parse("2026-01-01T00:00:00Z"), Precision.ORDER));
        byte[] bytes = codec.encode(event);
        System.out.println(new String(bytes));
        assertThat(codec.decode("timeline.entry-recorded", "1", bytes)).isEqualTo(event);
    }
}
