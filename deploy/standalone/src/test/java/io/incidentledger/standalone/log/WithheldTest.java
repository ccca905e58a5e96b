package io.incidentledger.standalone.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeKind;
import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.EventType;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Moment;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

class WithheldTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");
    private static final IncidentId INCIDENT = new IncidentId(UUID.randomUUID());

    @Test
    void a_change_goes_with_the_entry_that_showed_it() {
        ChangeId gone = new ChangeId(UUID.randomUUID());
        ChangeId stays = new ChangeId(UUID.randomUUID());
        Withheld withheld = new Withheld(null);

        withheld.look(event(1, change(gone)));
        withheld.look(event(2, change(stays)));
        withheld.look(event(3, shown(gone)));
        withheld.look(event(4, shown(stays)));
        withheld.look(
                event(
                        5,
                        new WordsRedacted(
                                INCIDENT,
                                new EntryId(gone.value()),
                                List.of(new HiddenEvent(3, "ab".repeat(32))),
                                "a secret",
                                null,
                                null)));

        assertThat(List.of(1L, 2L, 3L, 4L, 5L)).filteredOn(withheld::hides).containsExactly(1L, 3L);
    }

    private static ChangeRecorded change(ChangeId id) {
        return new ChangeRecorded(
                id,
                "checkout",
                ChangeKind.DEPLOYMENT,
                null,
                null,
                "A secret",
                null,
                Moment.exactly(NOW));
    }

    private static TimelineEntryRecorded shown(ChangeId id) {
        return new TimelineEntryRecorded(
                INCIDENT,
                new EntryId(id.value()),
                new EntryContent.Change("A secret", "checkout", null, null, id),
                null,
                null,
                Moment.exactly(NOW));
    }

    private static RecordedEvent event(long position, LedgerEvent event) {
        Set<Tag> tags =
                event.tags().entrySet().stream()
                        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                        .collect(Collectors.toSet());
        EventType type = EventType.of(event);
        return new RecordedEvent(
                position,
                NOW,
                "event-" + position,
                type.storedName(),
                type.version(),
                NOW,
                tags,
                Map.of("actor", "@ana"),
                null,
                new EventCodec().encode(event),
                false,
                "chain-" + position);
    }
}
