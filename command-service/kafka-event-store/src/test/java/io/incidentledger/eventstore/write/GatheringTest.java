package io.incidentledger.eventstore.write;

import static io.incidentledger.eventstore.Ledger.appendLater;
import static io.incidentledger.eventstore.Ledger.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.Ledger;
import io.incidentledger.eventstore.Progress;
import io.incidentledger.eventstore.axon.KafkaEventStorageEngine;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.junit.jupiter.api.Test;

/** Who shares a transaction with whom, with commits so slow that turning round is quick. */
class GatheringTest {

    private static final int WRITERS = 8;
    private static final int APPENDS = 10;

    private final Ledger ledger = new Ledger();
    private final List<Integer> transactions = new CopyOnWriteArrayList<>();

    @Test
    void those_who_were_answered_share_the_next_transaction_with_those_who_waited() {
        try (Writer writer =
                new Writer(
                        ledger.settings().build(),
                        InstantSource.system(),
                        Progress.NONE,
                        SlowLog::new)) {
            writer.start().orTimeout(30, TimeUnit.SECONDS).join();
            var engine = new KafkaEventStorageEngine(writer, "incident", null);

            CompletableFuture.allOf(
                            IntStream.range(0, WRITERS)
                                    .mapToObj(i -> appends(engine, "writer " + i, APPENDS))
                                    .toArray(CompletableFuture[]::new))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        }

        // Two halves that miss each other need twice as many as there are rounds.
        assertThat(transactions.stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(WRITERS * APPENDS);
        assertThat(transactions).hasSizeLessThan(2 * APPENDS);
    }

    private static CompletableFuture<?> appends(
            KafkaEventStorageEngine engine, String incident, int left) {
        return appendLater(engine, AppendCondition.none(), List.of(event(incident, "x")))
                .thenCompose(
                        position ->
                                left == 1
                                        ? CompletableFuture.completedFuture(null)
                                        : appends(engine, incident, left - 1));
    }

    private final class SlowLog extends TransactionalLog {

        SlowLog(EventStoreSettings settings) {
            super(settings);
        }

        @Override
        long commit(List<ProducerRecord<byte[], byte[]>> records)
                throws CertainlyAborted, OutcomeUnknown {
            transactions.add(records.size());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            return super.commit(records);
        }
    }
}
