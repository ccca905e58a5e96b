package io.incidentledger.eventstore;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static io.incidentledger.eventstore.Ledger.of;
import static io.incidentledger.eventstore.Ledger.payloads;
import static io.incidentledger.eventstore.Ledger.source;
import static io.incidentledger.eventstore.Ledger.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.incidentledger.eventstore.record.RecordedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several nodes of one ledger: one writes, the others follow and are ready to. */
class SeveralNodesTest {

    private static final Duration SESSION = Duration.ofSeconds(2);

    private final Ledger ledger = new Ledger();
    private final Map<String, KafkaEventStore> nodes = new ConcurrentHashMap<>();
    private final Map<String, Path> directories = new HashMap<>();

    @AfterEach
    void close() {
        nodes.values().forEach(KafkaEventStore::close);
    }

    @Test
    void the_first_writes_and_the_second_follows_reads_and_says_who_writes() {
        KafkaEventStore first = open("first");
        append(first, event("a", "one"));

        KafkaEventStore second = open("second");

        append(first, event("a", "two"));
        await().until(() -> second.head().nextPosition() == 2);
        assertThat(payloads(second.read(0, 10))).containsExactly("one", "two");
        await().until(() -> second.writerAddress().isPresent());
        assertThat(second.writerAddress()).contains("first");
        assertThat(second.state()).isEqualTo(new StoreState.Following(2, "first"));
        assertThat(first.writerAddress()).isEmpty();
        assertThat(first.state()).isEqualTo(new StoreState.Serving());
    }

    @Test
    void a_follower_takes_no_append_and_answers_nothing_that_only_the_writer_knows() {
        KafkaEventStore first = open("first");
        append(first, event("a", "one"));
        KafkaEventStore second = open("second");
        await().until(() -> second.writerAddress().isPresent());

        assertThatThrownBy(() -> append(second, event("a", "two")))
                .asInstanceOf(type(EventStoreFailure.Unavailable.class))
                .satisfies(
                        failure -> {
                            assertThat(failure).hasMessageContaining("The node at first writes");
                            assertThat(failure.outcome()).isEqualTo(EventStoreFailure.Outcome.NONE);
                        });
        List.<Runnable>of(
                        () -> source(second.storageEngine(), of("a")),
                        () -> second.last(tag("a")),
                        () -> second.lastPosition(tag("a")),
                        () -> second.command("ana", "k"),
                        second::requireServing)
                .forEach(
                        question ->
                                assertThatThrownBy(question::run)
                                        .isInstanceOf(EventStoreFailure.Unavailable.class));
        assertThat(payloads(first.read(0, 10))).containsExactly("one");
    }

    @Test
    void a_stream_goes_on_while_its_node_follows_takes_over_and_writes() {
        open("first");
        KafkaEventStore second = open("second");
        var stream =
                second.storageEngine().stream(
                        StreamingCondition.startingFrom(new GlobalSequenceTrackingToken(0)), null);
        List<String> seen = new ArrayList<>();

        append(nodes.get("first"), event("a", "from the first"));
        await().until(stream::hasNextAvailable);
        stream.next()
                .flatMap(entry -> RecordedEvent.of(entry.message()))
                .ifPresent(event -> seen.add(Ledger.payload(event)));
        nodes.remove("first").close();
        await().until(() -> isServing(second));
        append(second, event("a", "from the second"));
        await().until(stream::hasNextAvailable);
        stream.next()
                .flatMap(entry -> RecordedEvent.of(entry.message()))
                .ifPresent(event -> seen.add(Ledger.payload(event)));

        assertThat(seen).containsExactly("from the first", "from the second");
    }

    @Test
    void nodes_may_come_and_go_while_the_writer_goes_on() {
        KafkaEventStore first = open("first");
        for (int i = 0; i < 3; i++) {
            String name = "guest " + i;
            open(name);
            append(first, event("a", name));
            nodes.remove(name).close();
            append(first, event("a", name + " left"));
        }

        assertThat(first.state()).isEqualTo(new StoreState.Serving());
        assertThat(first.head().nextPosition()).isEqualTo(6);
    }

    @Test
    void the_chosen_node_takes_the_ledger_back_from_one_that_asked_no_group() {
        KafkaEventStore chosen = open("chosen");
        append(chosen, event("a", "one"));

        try (KafkaEventStore loner =
                KafkaEventStore.open(ledger.settings(EmbeddedBroker.newDirectory()).build())) {
            await().ignoreExceptionsInstanceOf(EventStoreFailure.Unavailable.class)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> append(chosen, event("a", "two")) > 0);
            assertThatThrownBy(() -> append(loner, event("a", "three")))
                    .isInstanceOf(EventStoreFailure.Unavailable.class)
                    .hasMessageContaining("Another writer has taken the ledger");
        }
        assertThat(payloads(chosen.read(0, 10))).containsExactly("one", "two");
    }

    @Test
    void who_writes_is_told_again_when_kafka_has_forgotten_it() {
        KafkaEventStore first = open("first");
        append(first, event("a", "one"));

        RawTopic.forgetGroups(ledger.topic() + "-writer.owner");

        KafkaEventStore never = open("has never heard of it");
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(never.writerAddress()).contains("first"));
        append(first, event("a", "two"));
        assertThat(first.state()).isEqualTo(new StoreState.Serving());
    }

    @Test
    void nodes_that_are_thrown_out_of_the_group_come_back_and_nothing_is_lost_or_doubled()
            throws Exception {
        open("0");
        open("1");
        open("2");
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> clients =
                IntStream.range(0, 4).mapToObj(i -> load("c" + i, acknowledged, over)).toList();

        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", EmbeddedBroker.bootstrapServers()))) {
            for (int i = 0; i < 3; i++) {
                int before = acknowledged.size();
                admin.removeMembersFromConsumerGroup(
                                ledger.topic() + "-writer.candidates",
                                new RemoveMembersFromConsumerGroupOptions())
                        .all()
                        .get(10, TimeUnit.SECONDS);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> acknowledged.size() > before + 50);
            }
        }

        assertAllOnce(clients, acknowledged, over);
    }

    @Test
    void in_a_rolling_restart_under_load_nothing_is_lost_or_doubled_and_retrying_is_enough() {
        open("0");
        open("1");
        open("2");
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> clients =
                IntStream.range(0, 4).mapToObj(i -> load("c" + i, acknowledged, over)).toList();

        for (String name : List.of("0", "1", "2")) {
            int before = acknowledged.size();
            nodes.get(name).close();
            open(name, directories.get(name));
            await().until(() -> acknowledged.size() > before + 50);
        }
        assertAllOnce(clients, acknowledged, over);
    }

    private KafkaEventStore open(String name) {
        Path directory = EmbeddedBroker.newDirectory();
        directories.put(name, directory);
        return open(name, directory);
    }

    private KafkaEventStore open(String name, Path directory) {
        KafkaEventStore node =
                KafkaEventStore.open(
                        ledger.settings(directory)
                                .advertisedAddress(name)
                                .sessionTimeout(SESSION)
                                .build());
        nodes.put(name, node);
        return node;
    }

    private void assertAllOnce(
            List<CompletableFuture<Void>> clients, Queue<String> acknowledged, AtomicBoolean over) {
        over.set(true);
        CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();

        await().until(() -> nodes.values().stream().anyMatch(SeveralNodesTest::isServing));
        KafkaEventStore writer =
                nodes.values().stream()
                        .filter(SeveralNodesTest::isServing)
                        .findFirst()
                        .orElseThrow();
        List<RecordedEvent> log = writer.read(0, Integer.MAX_VALUE);
        assertThat(payloads(log)).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(log).hasSameSizeAs(acknowledged);
    }

    private static boolean isServing(KafkaEventStore node) {
        return node.state() instanceof StoreState.Serving;
    }

    /** Commands with keys, tried at one node after the other until one takes them. */
    private CompletableFuture<Void> load(
            String client, Queue<String> acknowledged, AtomicBoolean over) {
        return CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; !over.get(); i++) {
                        String key = client + "-" + i;
                        Map<String, String> metadata =
                                Map.of("actor", client, "commandId", key, "commandHash", "h");
                        for (int attempt = 0; ; attempt++) {
                            try {
                                append(
                                        nodes.get(String.valueOf(attempt % 3)),
                                        event("a", key, metadata));
                                break;
                            } catch (EventStoreFailure.DuplicateCommand before) {
                                break;
                            } catch (EventStoreFailure.Unavailable elsewhere) {
                                LockSupport.parkNanos(1_000_000);
                            }
                        }
                        acknowledged.add(key);
                    }
                },
                Thread::startVirtualThread);
    }
}
