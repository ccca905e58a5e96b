package io.incidentledger.eventstore;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.appendLater;
import static io.incidentledger.eventstore.Ledger.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

    private final Ledger ledger = new Ledger();

    @Test
    void the_same_command_twice_is_answered_with_the_first_one() {
        try (KafkaEventStore store = ledger.open()) {
            append(store, event("a", "before"));
            append(
                    store,
                    event("a", "one", command("ana", "k", "h")),
                    event("a", "two", command("ana", "k", "h")));

            assertThatThrownBy(() -> append(store, event("a", "again", command("ana", "k", "h"))))
                    .asInstanceOf(type(EventStoreFailure.DuplicateCommand.class))
                    .extracting(EventStoreFailure.DuplicateCommand::command)
                    .isEqualTo(new RecordedCommand("ana", "k", "h", 1, 2));
            assertThat(store.head().nextPosition()).isEqualTo(3);
        }
    }

    @Test
    void the_same_key_with_other_content_is_refused() {
        try (KafkaEventStore store = ledger.open()) {
            append(store, event("a", "one", command("ana", "k", "h")));

            assertThatThrownBy(() -> append(store, event("a", "other", command("ana", "k", "h2"))))
                    .asInstanceOf(type(EventStoreFailure.CommandKeyReused.class))
                    .extracting(failure -> failure.command().firstPosition())
                    .isEqualTo(0L);
        }
    }

    @Test
    void the_same_key_of_another_actor_is_another_command() {
        try (KafkaEventStore store = ledger.open()) {
            append(store, event("a", "one", command("ana", "k", "h")));
            append(store, event("a", "two", command("ben", "k", "h")));

            assertThat(store.command("ana", "k").orElseThrow().firstPosition()).isZero();
            assertThat(store.command("ben", "k").orElseThrow().firstPosition()).isEqualTo(1);
            assertThat(store.command("cid", "k")).isEmpty();
        }
    }

    @Test
    void of_many_at_once_one_has_effect_and_the_others_learn_where() {
        try (KafkaEventStore store = ledger.open()) {
            for (int round = 0; round < 20; round++) {
                String key = "k" + round;
                List<CompletableFuture<Long>> all =
                        IntStream.range(0, 10)
                                .mapToObj(
                                        i ->
                                                appendLater(
                                                        store.storageEngine(),
                                                        AppendCondition.none(),
                                                        List.of(
                                                                event(
                                                                        "a",
                                                                        "x",
                                                                        command("ana", key, "h")))))
                                .toList();
                CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                        .exceptionally(duplicate -> null)
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join();

                assertThat(all.stream().filter(one -> !one.isCompletedExceptionally())).hasSize(1);
                assertThat(
                                all.stream()
                                        .filter(CompletableFuture::isCompletedExceptionally)
                                        .map(CompletableFuture::exceptionNow))
                        .allSatisfy(
                                failure ->
                                        assertThat(failure)
                                                .isInstanceOfSatisfying(
                                                        EventStoreFailure.DuplicateCommand.class,
                                                        duplicate ->
                                                                assertThat(
                                                                                store.command(
                                                                                        "ana", key))
                                                                        .contains(
                                                                                duplicate
                                                                                        .command())));
            }
            assertThat(store.head().nextPosition()).isEqualTo(20);
        }
    }

    @Test
    void a_command_is_known_after_reopening_and_without_the_index() {
        try (KafkaEventStore store = ledger.open()) {
            append(
                    store,
                    event("a", "one", command("ana", "k", "h")),
                    event("a", "two", command("ana", "k", "h")));
        }
        for (var settings :
                List.of(
                        ledger.settings().build(),
                        ledger.settings(EmbeddedBroker.newDirectory()).build())) {
            try (KafkaEventStore store = KafkaEventStore.open(settings)) {
                assertThat(store.command("ana", "k"))
                        .contains(new RecordedCommand("ana", "k", "h", 0, 1));
                assertThatThrownBy(
                                () -> append(store, event("a", "again", command("ana", "k", "h"))))
                        .isInstanceOf(EventStoreFailure.DuplicateCommand.class);
            }
        }
    }

    private static Map<String, String> command(String actor, String key, String hash) {
        return Map.of("actor", actor, "commandId", key, "commandHash", hash);
    }
}
