package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's side of writing: one producer between a taking of the ledger and the first failure. After
 * any failure it is of no use and must be closed. For one thread.
 */
class TransactionalLog implements AutoCloseable {

    /** The batch is not in the log and never will be: its commit was not asked for. */
    static final class CertainlyAborted extends Exception {

        private static final long serialVersionUID = 1L;

        CertainlyAborted(Throwable cause) {
            super(cause);
        }
    }

    /** The commit was asked for, and how that ended is not known. */
    static final class OutcomeUnknown extends Exception {

        private static final long serialVersionUID = 1L;

        OutcomeUnknown(Throwable cause) {
            super(cause);
        }
    }

    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicPartition partition;

    TransactionalLog(EventStoreSettings settings) {
        this.partition = new TopicPartition(settings.topic(), 0);
        this.producer =
                new KafkaProducer<>(
                        properties(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Shuts out every older producer of the ledger, and ends what it left open. */
    void fence() {
        producer.initTransactions();
    }

    /**
     * Writes down, in a transaction that fails for anyone fenced, who has taken the ledger.
     *
     * @param group the consumer group whose offset's metadata keeps the name
     */
    void claim(String group, String owner) {
        producer.beginTransaction();
        producer.sendOffsetsToTransaction(
                Map.of(partition, new OffsetAndMetadata(0, owner)),
                new ConsumerGroupMetadata(group));
        producer.commitTransaction();
    }

    /** Leaves a record that no reader of the log sees. */
    void leave(ProducerRecord<byte[], byte[]> record) throws CertainlyAborted {
        send(List.of(record));
        producer.abortTransaction();
    }

    /** Commits the records together, and returns the offset of the last one. */
    long commit(List<ProducerRecord<byte[], byte[]>> records)
            throws CertainlyAborted, OutcomeUnknown {
        long lastOffset = send(records);
        try {
            producer.commitTransaction();
        } catch (RuntimeException failure) {
            throw new OutcomeUnknown(failure);
        }
        return lastOffset;
    }

    private long send(List<ProducerRecord<byte[], byte[]>> records) throws CertainlyAborted {
        try {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
            // Before the commit, so that a record that did not arrive is told apart from a commit
            // that did not.
            producer.flush();
            return lastOffset(sent);
        } catch (RuntimeException failure) {
            throw new CertainlyAborted(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CertainlyAborted(interrupted);
        }
    }

    private static long lastOffset(List<Future<RecordMetadata>> sent)
            throws CertainlyAborted, InterruptedException {
        long lastOffset = -1;
        Throwable failure = null;
        for (Future<RecordMetadata> one : sent) {
            try {
                lastOffset = one.get().offset();
            } catch (ExecutionException failed) {
                Throwable cause = failed.getCause() == null ? failed : failed.getCause();
                // The others were aborted because of the one that is to blame.
                failure =
                        failure == null || failure instanceof TransactionAbortedException
                                ? cause
                                : failure;
            }
        }
        if (failure != null) {
            throw new CertainlyAborted(failure);
        }
        return lastOffset;
    }

    @Override
    public void close() {
        // An open transaction is not waited for: whoever takes the ledger next ends it.
        producer.close(Duration.ZERO);
    }

    private static Map<String, Object> properties(EventStoreSettings settings) {
        long transactionTimeout = settings.transactionTimeout().toMillis();
        long deliveryTimeout = transactionTimeout * 8 / 10;
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.transactionalId());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) transactionTimeout);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) (deliveryTimeout / 2));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryTimeout);
        // A transaction of several requests begins at sequence 0 of a new epoch: a second one that
        // overtakes the first is out of sequence, and has to be sent again.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // Flushing sends at once. With 0 the first record would travel alone and cost the broker a
        // flush of its own.
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 512 * 1024);
        properties.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20);
        properties.put(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Math.max(1 << 20, settings.maxEventBytes() + (64 << 10)));
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, settings.compression());
        properties.putIfAbsent(ProducerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, -1L);
        // Ending what the last writer left open takes Kafka a moment, and everybody waits for it.
        properties.putIfAbsent(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20L);
        return properties;
    }
}
