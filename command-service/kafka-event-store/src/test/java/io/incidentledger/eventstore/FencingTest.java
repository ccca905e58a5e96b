package io.incidentledger.eventstore;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static io.incidentledger.eventstore.Ledger.of;
import static io.incidentledger.eventstore.Ledger.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.incidentledger.eventstore.record.RecordedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.Test;

class FencingTest {

    private final Ledger ledger = new Ledger();

    @Test
    void the_older_of_two_stores_writes_nothing_more_and_stops_answering() {
        try (KafkaEventStore older = older();
                KafkaEventStore younger = younger()) {
            assertThatThrownBy(() -> append(older, event("a", "from the older")))
                    .asInstanceOf(type(EventStoreFailure.Unavailable.class))
                    .extracting(EventStoreFailure.Unavailable::outcome)
                    .isEqualTo(EventStoreFailure.Outcome.NONE);

            append(younger, event("a", "from the younger"));
            assertThatThrownBy(() -> source(older.storageEngine(), of("a")))
                    .isInstanceOf(EventStoreFailure.Unavailable.class);
            assertThatThrownBy(older::head).isInstanceOf(EventStoreFailure.Unavailable.class);
            assertThat(older.state())
                    .isInstanceOfSatisfying(
                            StoreState.Unavailable.class,
                            state ->
                                    assertThat(state.reason())
                                            .contains("Another writer has taken the ledger"));
            assertThat(Ledger.payloads(younger.read(0, 10))).containsExactly("from the younger");
        }
    }

    @Test
    void an_idle_older_store_notices_and_stops_answering() {
        try (KafkaEventStore older = older();
                KafkaEventStore younger = younger()) {
            append(younger, event("a", "unseen by the older"));

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () ->
                                    assertThatThrownBy(older::head)
                                            .isInstanceOf(EventStoreFailure.Unavailable.class));
            assertThat(younger.state()).isInstanceOf(StoreState.Serving.class);
        }
    }

    @Test
    void while_the_ledger_changes_hands_under_load_no_success_is_lost_or_doubled() {
        List<KafkaEventStore> stores = new ArrayList<>();
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicBoolean ended = new AtomicBoolean();
        stores.add(older());
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(load(stores.getFirst(), "0-" + i, acknowledged, ended));
        }
        for (int taking = 1; taking <= 3; taking++) {
            int before = acknowledged.size();
            KafkaEventStore next = younger();
            stores.add(next);
            for (int i = 0; i < 4; i++) {
                clients.add(load(next, taking + "-" + i, acknowledged, ended));
            }
            await().until(() -> acknowledged.size() > before + 50);
        }
        ended.set(true);
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();

        List<RecordedEvent> log = stores.getLast().read(0, Integer.MAX_VALUE);
        assertThat(Ledger.payloads(log)).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(log.stream().map(RecordedEvent::position))
                .isEqualTo(IntStream.range(0, log.size()).mapToObj(Long::valueOf).toList());
        stores.forEach(KafkaEventStore::close);
    }

    @Test
    void what_another_producer_left_open_is_aborted_and_never_seen() {
        try (KafkaEventStore store = ledger.open()) {
            append(store, event("a", "one"));
        }
        var records = RawTopic.read(ledger.topic());
        // As a writer that died in the middle of a batch.
        try (KafkaProducer<byte[], byte[]> dead = RawTopic.producer(ledger.topic() + "-writer")) {
            dead.initTransactions();
            dead.beginTransaction();
            dead.send(RawTopic.copy(records.getFirst(), ledger.topic()));
            dead.flush();

            try (KafkaEventStore store = ledger.open()) {
                append(store, event("a", "two"));

                assertThat(
                                Ledger.payloads(
                                        source(store.storageEngine(), EventCriteria.havingAnyTag())
                                                .events()))
                        .containsExactly("one", "two");
            }
            assertThat(RawTopic.read(ledger.topic())).hasSize(2);
            dead.close(Duration.ZERO);
        }
    }

    private KafkaEventStore older() {
        return KafkaEventStore.open(
                ledger.settings().ownershipInterval(Duration.ofMillis(50)).build());
    }

    private KafkaEventStore younger() {
        return KafkaEventStore.open(ledger.settings(EmbeddedBroker.newDirectory()).build());
    }

    private static CompletableFuture<Void> load(
            KafkaEventStore store, String name, Queue<String> acknowledged, AtomicBoolean ended) {
        return CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; !ended.get(); i++) {
                        String payload = name + "-" + i;
                        try {
                            append(store, event("a", payload));
                            acknowledged.add(payload);
                        } catch (EventStoreFailure.Unavailable lost) {
                            return;
                        }
                    }
                },
                Thread::startVirtualThread);
    }
}
