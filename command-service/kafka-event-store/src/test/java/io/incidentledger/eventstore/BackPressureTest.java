package io.incidentledger.eventstore;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.appendLater;
import static io.incidentledger.eventstore.Ledger.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.junit.jupiter.api.Test;

class BackPressureTest {

    private final Ledger ledger = new Ledger();

    @Test
    void when_too_many_wait_the_rest_is_turned_away_unwritten_and_told_when_to_come_back() {
        try (KafkaEventStore store =
                KafkaEventStore.open(
                        ledger.settings()
                                .queueBound(4)
                                .retryAfter(Duration.ofMillis(700))
                                .build())) {
            List<CompletableFuture<Long>> all =
                    IntStream.range(0, 200)
                            .mapToObj(
                                    i ->
                                            appendLater(
                                                    store.storageEngine(),
                                                    AppendCondition.none(),
                                                    List.of(event("a", String.valueOf(i)))))
                            .toList();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .exceptionally(full -> null)
                    .join();

            List<CompletableFuture<Long>> refused =
                    all.stream().filter(CompletableFuture::isCompletedExceptionally).toList();
            assertThat(refused)
                    .isNotEmpty()
                    .allSatisfy(
                            one ->
                                    assertThat(one.exceptionNow())
                                            .asInstanceOf(type(EventStoreFailure.Unavailable.class))
                                            .satisfies(
                                                    failure -> {
                                                        assertThat(failure.outcome())
                                                                .isEqualTo(
                                                                        EventStoreFailure.Outcome
                                                                                .NONE);
                                                        assertThat(failure.retryAfter())
                                                                .isEqualTo(Duration.ofMillis(700));
                                                    }));
            assertThat(store.head().nextPosition()).isEqualTo(200 - refused.size());
            assertThat(store.waiting()).isZero();
            append(store, event("a", "later"));
        }
    }

    @Test
    void an_event_that_is_too_large_is_refused_before_it_joins_others() {
        try (KafkaEventStore store =
                KafkaEventStore.open(ledger.settings().maxEventBytes(10_000).build())) {
            assertThatThrownBy(
                            () ->
                                    append(
                                            store,
                                            event("a", "small"),
                                            event("a", "x".repeat(10_000))))
                    .asInstanceOf(type(EventStoreFailure.TooLarge.class))
                    .extracting(EventStoreFailure.TooLarge::limit)
                    .isEqualTo(10_000L);

            append(store, event("a", "x".repeat(8_000)));
            assertThat(store.head().nextPosition()).isEqualTo(1);
        }
    }

    @Test
    void the_largest_allowed_event_fits_whatever_it_is_large_in() {
        try (KafkaEventStore store = ledger.open()) {
            int room = 900_000 - 3_000;
            append(store, event("a", "x".repeat(room)));
            append(store, event("a", "x", Map.of("long", "é".repeat(room / 6 - 10))));
            append(store, event("a".repeat(room / 4), "x"));

            assertThat(store.head().nextPosition()).isEqualTo(3);
        }
    }

    @Test
    void the_host_can_turn_appends_away_with_a_reason() {
        AtomicReference<Optional<String>> refusal = new AtomicReference<>(Optional.empty());
        try (KafkaEventStore store =
                KafkaEventStore.open(ledger.settings().guard(refusal::get).build())) {
            append(store, event("a", "one"));
            refusal.set(Optional.of("The disk is nearly full."));

            assertThatThrownBy(() -> append(store, event("a", "two")))
                    .isInstanceOf(EventStoreFailure.Unavailable.class)
                    .hasMessage("The disk is nearly full.");

            refusal.set(Optional.empty());
            assertThat(append(store, event("a", "two"))).isEqualTo(1);
        }
    }

    @Test
    void text_that_is_not_unicode_is_refused_rather_than_changed() {
        try (KafkaEventStore store = ledger.open()) {
            assertThatThrownBy(() -> append(store, event("a\uD800", "x")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> append(store, event("a", "x", Map.of("k", "\uDC00"))))
                    .isInstanceOf(IllegalArgumentException.class);
            String hostile = "€ &=%+;\u0000\n\u202e \uD83D\uDE80 'x\"";
            append(store, event(hostile, hostile, Map.of(hostile, hostile)));

            assertThat(store.last(Ledger.tag(hostile)).orElseThrow().metadata())
                    .containsEntry(hostile, hostile);
        }
    }
}
