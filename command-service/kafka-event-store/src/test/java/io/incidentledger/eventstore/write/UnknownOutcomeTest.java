package io.incidentledger.eventstore.write;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.appendLater;
import static io.incidentledger.eventstore.Ledger.event;
import static io.incidentledger.eventstore.Ledger.payloads;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.incidentledger.eventstore.EmbeddedBroker;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.Ledger;
import io.incidentledger.eventstore.Progress;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.axon.KafkaEventStorageEngine;
import io.incidentledger.eventstore.index.EventIndex;
import io.incidentledger.eventstore.record.EventDraft;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the writer answers when a commit fails, with Kafka failing on order. */
class UnknownOutcomeTest {

    private enum Fault {
        COMMITTED_BUT_NOT_ANSWERED,
        NOT_COMMITTED_AND_NOT_ANSWERED,
        ABORTED,
        TOO_LARGE_SOMEWHERE,
        AT_AN_OFFSET_THAT_WAS_TAKEN,
        HANGS
    }

    private final Ledger ledger = new Ledger();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private RuntimeException cause = new TimeoutException("on order");
    private Writer writer;
    private KafkaEventStorageEngine engine;

    @AfterEach
    void close() {
        goOn.countDown();
        if (writer != null) {
            writer.close();
        }
    }

    @Test
    void a_commit_that_happened_unheard_is_answered_as_success_once() {
        open(ledger.settings().build());
        append(engine, AppendCondition.none(), List.of(event("a", "before")));
        faults.add(Fault.COMMITTED_BUT_NOT_ANSWERED);

        long position = append(engine, AppendCondition.none(), List.of(event("a", "unheard")));

        assertThat(position).isEqualTo(1);
        assertThat(written()).containsExactly("before", "unheard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout", "state", "epoch", "fenced", "replicas"})
    void a_commit_that_did_not_happen_is_tried_again_and_happens_once(String kind) {
        cause =
                switch (kind) {
                    case "state" -> new InvalidTxnStateException("on order");
                    case "epoch" -> new InvalidProducerEpochException("on order");
                    case "replicas" -> new NotEnoughReplicasException("on order");
                    case "fenced" -> new ProducerFencedException("on order");
                    default -> new TimeoutException("on order");
                };
        open(ledger.settings().build());
        faults.add(Fault.NOT_COMMITTED_AND_NOT_ANSWERED);
        faults.add(Fault.ABORTED);

        append(engine, AppendCondition.none(), List.of(event("a", "persistent")));

        assertThat(written()).containsExactly("persistent");
    }

    @Test
    void of_a_batch_that_kafka_refuses_only_the_culprit_fails() {
        open(ledger.settings().build());
        hangWith("innocent 0");
        // They gather in one batch behind the one that hangs.
        List<CompletableFuture<Long>> all =
                IntStream.range(1, 5)
                        .mapToObj(
                                i ->
                                        appendLater(
                                                engine,
                                                AppendCondition.none(),
                                                List.of(
                                                        event(
                                                                "a",
                                                                i == 3
                                                                        ? "culprit"
                                                                        : "innocent " + i))))
                        .toList();
        faults.add(Fault.TOO_LARGE_SOMEWHERE);
        goOn.countDown();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .exceptionally(one -> null)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();

        assertThat(all.get(2).exceptionNow()).isInstanceOf(EventStoreFailure.TooLarge.class);
        assertThat(written())
                .containsExactlyInAnyOrder("innocent 0", "innocent 1", "innocent 2", "innocent 4");
        assertThat(all.stream().filter(CompletableFuture::isCompletedExceptionally)).hasSize(1);
    }

    @Test
    void who_waits_for_too_long_is_told_whether_it_may_have_been_written() {
        open(ledger.settings().appendTimeout(Duration.ofSeconds(1)).maxBatchEvents(1).build());
        CompletableFuture<Long> inBatch = hangWith("in a batch");
        CompletableFuture<Long> decided =
                appendLater(
                        engine, AppendCondition.none(), List.of(event("a", "in the next batch")));
        CompletableFuture<Long> waiting =
                appendLater(engine, AppendCondition.none(), List.of(event("a", "waiting")));

        assertOutcome(inBatch, EventStoreFailure.Outcome.UNKNOWN);
        assertOutcome(decided, EventStoreFailure.Outcome.UNKNOWN);
        assertOutcome(waiting, EventStoreFailure.Outcome.NONE);
        goOn.countDown();
        append(engine, AppendCondition.none(), List.of(event("a", "later")));
        assertThat(written()).containsExactly("in a batch", "in the next batch", "later");
    }

    @Test
    void a_duplicate_of_a_command_under_way_waits_for_its_outcome() {
        open(ledger.settings().build());
        faults.add(Fault.HANGS);
        var command = Map.of("actor", "ana", "commandId", "k", "commandHash", "h");
        CompletableFuture<Long> first =
                appendLater(engine, AppendCondition.none(), List.of(event("a", "first", command)));
        CompletableFuture<Long> second =
                appendLater(engine, AppendCondition.none(), List.of(event("a", "second", command)));
        faults.add(Fault.NOT_COMMITTED_AND_NOT_ANSWERED);
        goOn.countDown();

        assertThat(first).succeedsWithin(Duration.ofSeconds(20));
        assertThatThrownBy(second::join)
                .hasCauseInstanceOf(EventStoreFailure.DuplicateCommand.class);
        assertThat(written()).containsExactly("first");
    }

    /** Appends, and returns when its commit hangs. */
    private CompletableFuture<Long> hangWith(String payload) {
        faults.add(Fault.HANGS);
        CompletableFuture<Long> append =
                appendLater(engine, AppendCondition.none(), List.of(event("a", payload)));
        await().until(faults::isEmpty);
        return append;
    }

    @Test
    void an_offset_that_was_taken_already_is_not_believed() {
        open(ledger.settings().build());
        append(engine, AppendCondition.none(), List.of(event("a", "one")));
        faults.add(Fault.AT_AN_OFFSET_THAT_WAS_TAKEN);

        append(engine, AppendCondition.none(), List.of(event("a", "two")));

        assertThat(written()).containsExactly("one", "two");
        assertThat(writer.ask(EventIndex::checkpoint).orElseThrow().lastOffset()).isPositive();
    }

    @Test
    void who_was_dispossessed_answers_no_question_even_while_a_commit_hangs() {
        open(ledger.settings().ownershipInterval(Duration.ofMillis(50)).build());
        hangWith("hangs");

        try (KafkaEventStore younger =
                KafkaEventStore.open(ledger.settings(EmbeddedBroker.newDirectory()).build())) {
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(
                            () ->
                                    assertThatThrownBy(() -> writer.ask(EventIndex::checkpoint))
                                            .isInstanceOf(EventStoreFailure.Unavailable.class));
            assertThat(younger.head().nextPosition()).isZero();
            goOn.countDown();
        }
    }

    @Test
    void who_could_not_reach_kafka_does_not_take_the_ledger_back_from_whoever_came_later() {
        List<KafkaEventStore> younger = new ArrayList<>();
        open(
                ledger.settings().build(),
                settings -> {
                    if (writer.state() instanceof StoreState.CatchingUp
                            && writer.head().nextPosition() > 0
                            && younger.isEmpty()) {
                        younger.add(
                                KafkaEventStore.open(
                                        ledger.settings(EmbeddedBroker.newDirectory()).build()));
                        throw new TimeoutException("on order");
                    }
                    return new FaultyLog(settings);
                });
        append(engine, AppendCondition.none(), List.of(event("a", "one")));
        faults.add(Fault.ABORTED);

        assertThatThrownBy(() -> append(engine, AppendCondition.none(), List.of(event("a", "two"))))
                .isInstanceOf(EventStoreFailure.Unavailable.class)
                .hasMessageContaining("Another writer has taken the ledger");

        try (KafkaEventStore store = younger.getFirst()) {
            append(store, event("a", "from the younger"));
            assertThat(payloads(store.read(0, 10))).containsExactly("one", "from the younger");
        }
    }

    @Test
    void who_waits_in_vain_does_not_fill_the_memory() {
        OpenAppends appends =
                new OpenAppends(
                        ledger.settings().appendTimeout(Duration.ofMillis(100)).build(),
                        Runnable::run);
        List<PendingAppend> late = List.of(pending(), pending(), pending());
        late.forEach(appends::offer);
        appends.again(List.of(late.getFirst()));

        await().until(
                        () -> {
                            appends.failOverdue("on order");
                            return late.stream().allMatch(one -> one.result().isDone());
                        });

        assertThat(appends.next()).isNull();
        assertThat(appends.size()).isZero();
    }

    @Test
    void closing_waits_for_what_is_being_written_though_the_caller_is_interrupted() {
        open(ledger.settings().build());
        CompletableFuture<Long> last =
                appendLater(engine, AppendCondition.none(), List.of(event("a", "last")));

        Thread.currentThread().interrupt();
        writer.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(writer.state()).isInstanceOf(StoreState.Closed.class);
        assertThat(last).succeedsWithin(Duration.ofSeconds(1));
    }

    /** What was settled is answered a moment before questions are. */
    private List<String> written() {
        await().until(() -> writer.state() instanceof StoreState.Serving);
        return payloads(writer.ask(index -> index.events(0, 10)));
    }

    private static PendingAppend pending() {
        var draft =
                new EventDraft(
                        "id", "NoteTaken", "1", Instant.now(), Set.of(), Map.of(), new byte[0]);
        return new PendingAppend(
                List.of(draft), EventCriteria.havingAnyTag(), PendingAppend.NO_CONDITION);
    }

    private static void assertOutcome(
            CompletableFuture<Long> append, EventStoreFailure.Outcome outcome) {
        assertThatThrownBy(() -> append.get(20, TimeUnit.SECONDS))
                .cause()
                .asInstanceOf(type(EventStoreFailure.Unavailable.class))
                .extracting(EventStoreFailure.Unavailable::outcome)
                .isEqualTo(outcome);
    }

    private void open(EventStoreSettings settings) {
        open(settings, FaultyLog::new);
    }

    private void open(
            EventStoreSettings settings, Function<EventStoreSettings, TransactionalLog> logs) {
        writer = new Writer(settings, InstantSource.system(), Progress.NONE, logs);
        writer.start().orTimeout(30, TimeUnit.SECONDS).join();
        engine = new KafkaEventStorageEngine(writer, settings.subjectTag(), null);
    }

    private final class FaultyLog extends TransactionalLog {

        FaultyLog(EventStoreSettings settings) {
            super(settings);
        }

        @Override
        long commit(List<ProducerRecord<byte[], byte[]>> records)
                throws CertainlyAborted, OutcomeUnknown {
            Fault fault = faults.poll();
            if (fault == Fault.HANGS) {
                hang();
                fault =
                        faults.peek() == Fault.NOT_COMMITTED_AND_NOT_ANSWERED
                                ? faults.poll()
                                : null;
            }
            if (fault == Fault.TOO_LARGE_SOMEWHERE) {
                faults.add(Fault.TOO_LARGE_SOMEWHERE); // as long as the culprit is there
                if (records.stream()
                        .anyMatch(record -> new String(record.value()).equals("culprit"))) {
                    throw new CertainlyAborted(new RecordTooLargeException("on order"));
                }
            }
            if (fault == Fault.ABORTED) {
                throw new CertainlyAborted(cause);
            }
            if (fault == Fault.NOT_COMMITTED_AND_NOT_ANSWERED) {
                throw new OutcomeUnknown(cause);
            }
            long offset = super.commit(records);
            if (fault == Fault.AT_AN_OFFSET_THAT_WAS_TAKEN) {
                return 0;
            }
            if (fault == Fault.COMMITTED_BUT_NOT_ANSWERED) {
                throw new OutcomeUnknown(cause);
            }
            return offset;
        }

        private void hang() {
            try {
                goOn.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
