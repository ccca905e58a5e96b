package io.incidentledger.eventstore.write;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.appendLater;
import static io.incidentledger.eventstore.Ledger.event;
import static io.incidentledger.eventstore.Ledger.payloads;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.eventstore.EmbeddedBroker;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.Ledger;
import io.incidentledger.eventstore.Progress;
import io.incidentledger.eventstore.RawTopic;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.axon.KafkaEventStorageEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A writer that lost the ledger before it knew what became of its last commit. */
class ReplacedWriterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Ledger ledger = new Ledger();
    private volatile boolean cutOff;
    private volatile @Nullable Thread follower;

    @Test
    void who_is_replaced_with_a_commit_of_unknown_outcome_learns_it_and_goes_on_following() {
        try (KafkaProducer<byte[], byte[]> somebodyElse = RawTopic.producer("x" + ledger.topic());
                Writer replaced = firstNode(opening(somebodyElse));
                KafkaEventStore other = KafkaEventStore.open(settings("other", index()))) {
            somebodyElse.initTransactions();
            var engine = new KafkaEventStorageEngine(replaced, "incident", null);
            CompletableFuture<Long> unheard =
                    appendLater(engine, AppendCondition.none(), List.of(event("a", "unheard")));

            // What it has to read to learn the outcome comes while it reads.
            await().atMost(PATIENCE).until(this::isWaitingForTheEndOfTheLog);
            somebodyElse.abortTransaction();

            assertThat(unheard).succeedsWithin(PATIENCE).isEqualTo(0L);
            await().atMost(PATIENCE).until(() -> other.state() instanceof StoreState.Serving);
            append(other, event("a", "from the other"));
            await().atMost(PATIENCE).until(() -> replaced.head().nextPosition() == 2);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(replaced.state())
                                            .isEqualTo(new StoreState.Following(2, "other")));
            assertThat(payloads(replaced.look(index -> index.events(0, 10))))
                    .containsExactly("unheard", "from the other");
        }
    }

    @Test
    void who_ends_of_an_error_leaves_the_ledger_to_the_next() {
        try (Writer broken =
                new Writer(
                        settings("broken", ledger.index()),
                        InstantSource.system(),
                        Progress.NONE,
                        settings -> {
                            throw new LinkageError("on order");
                        })) {
            broken.start();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(broken.state())
                                            .asString()
                                            .contains("The writer ended: ", "on order"));

            try (KafkaEventStore next = KafkaEventStore.open(settings("next", index()))) {
                await().atMost(PATIENCE).until(() -> next.state() instanceof StoreState.Serving);
                append(next, event("a", "and on"));
            }
        }
    }

    /** Hears nothing of its first commit, and nothing of Kafka's transactions from then on. */
    private Writer firstNode(Progress progress) {
        Writer node =
                new Writer(
                        settings("replaced", ledger.index()),
                        InstantSource.system(),
                        progress,
                        settings -> {
                            if (cutOff) {
                                throw new TimeoutException("on order");
                            }
                            return new UnheardLog(settings);
                        });
        node.start().join();
        return node;
    }

    /** Somebody's open transaction holds the end of the log back as soon as the node follows. */
    private Progress opening(KafkaProducer<byte[], byte[]> somebodyElse) {
        return state -> {
            if (cutOff && follower == null && state instanceof StoreState.Following) {
                somebodyElse.beginTransaction();
                somebodyElse.send(new ProducerRecord<>(ledger.topic(), "aborted".getBytes(UTF_8)));
                somebodyElse.flush();
                follower = Thread.currentThread();
            }
        };
    }

    private boolean isWaitingForTheEndOfTheLog() {
        Thread thread = follower;
        return thread != null
                && Stream.of(thread.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("awaitDecided"));
    }

    private EventStoreSettings settings(String address, Path index) {
        return ledger.settings(index)
                .advertisedAddress(address)
                .sessionTimeout(Duration.ofSeconds(2))
                .appendTimeout(PATIENCE)
                .transactionTimeout(Duration.ofSeconds(30))
                .build();
    }

    private static Path index() {
        return EmbeddedBroker.newDirectory();
    }

    private final class UnheardLog extends TransactionalLog {

        UnheardLog(EventStoreSettings settings) {
            super(settings);
        }

        @Override
        long commit(List<ProducerRecord<byte[], byte[]>> records)
                throws CertainlyAborted, OutcomeUnknown {
            super.commit(records);
            cutOff = true;
            throw new OutcomeUnknown(new TimeoutException("on order"));
        }
    }
}
