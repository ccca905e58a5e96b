package io.incidentledger.eventstore;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.appendLater;
import static io.incidentledger.eventstore.Ledger.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.incidentledger.eventstore.record.RecordedEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private final Ledger ledger = new Ledger();

    @Test
    void an_event_that_asks_gets_a_number_and_is_found_by_it() {
        try (KafkaEventStore store = ledger.open()) {
            append(
                    store,
                    event("a", "x", asking("INC")),
                    event("a", "y", asking("FU")),
                    event("a", "z", asking("FU")));

            RecordedEvent found = store.last(new Tag("number", "FU-2")).orElseThrow();
            assertThat(found.number()).isEqualTo("FU-2");
            assertThat(found.position()).isEqualTo(2);
            assertThat(found.tags())
                    .containsExactlyInAnyOrder(Ledger.tag("a"), new Tag("number", "FU-2"));
            assertThat(found.metadata()).doesNotContainKey("numbered");
            assertThat(store.last(new Tag("number", "INC-1"))).isPresent();
        }
    }

    @Test
    void
            numbers_are_unique_and_rise_with_the_position_under_concurrency_reopening_and_loss_of_the_index() {
        int expected = 0;
        for (var settings :
                List.of(
                        ledger.settings().build(),
                        ledger.settings().build(),
                        ledger.settings(EmbeddedBroker.newDirectory()).build())) {
            try (KafkaEventStore store = KafkaEventStore.open(settings)) {
                CompletableFuture.allOf(
                                IntStream.range(0, 50)
                                        .mapToObj(
                                                i ->
                                                        appendLater(
                                                                store.storageEngine(),
                                                                AppendCondition.none(),
                                                                List.of(
                                                                        event(
                                                                                "i" + i,
                                                                                "x",
                                                                                asking("INC")))))
                                        .toArray(CompletableFuture[]::new))
                        .join();
                expected += 50;

                assertThat(store.read(0, 1_000).stream().map(RecordedEvent::number))
                        .isEqualTo(
                                IntStream.rangeClosed(1, expected)
                                        .mapToObj(n -> "INC-" + n)
                                        .toList());
            }
        }
    }

    @Test
    void a_counter_has_a_plain_name() {
        try (KafkaEventStore store = ledger.open()) {
            for (String name : List.of("", "A-B", "a b", "é")) {
                assertThatThrownBy(() -> append(store, event("a", "x", asking(name))))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    private static Map<String, String> asking(String counter) {
        return Map.of("numbered", counter);
    }
}
