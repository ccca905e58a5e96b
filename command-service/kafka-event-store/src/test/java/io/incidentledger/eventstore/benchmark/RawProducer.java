package io.incidentledger.eventstore.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own producer with nothing around it: the same number of events in a transaction, one
 * transaction at a time, on a broker that flushes each. Its records are a key and a value, without
 * the headers of our format, and nobody waits for a decision: the ceiling of any engine that
 * commits one batch after the other.
 */
final class RawProducer implements AutoCloseable {

    private static final String TOPIC = "raw";

    private final KafkaProducer<byte[], byte[]> producer;
    private final byte[] payload;

    RawProducer(String bootstrapServers, byte[] payload)
            throws ExecutionException, InterruptedException {
        this.payload = payload;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                TOPIC,
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                // The commit sends at once; without this the first record of a
                                // batch would travel alone and cost a flush of its own.
                                ProducerConfig.LINGER_MS_CONFIG,
                                100,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                512 * 1024),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        producer.initTransactions();
    }

    /** Events a second, and the time of a transaction. */
    Sample run(int batchSize, Duration duration) throws InterruptedException {
        Sample transactions =
                ClosedLoop.run(
                        1,
                        duration,
                        writer ->
                                () -> {
                                    producer.beginTransaction();
                                    for (int i = 0; i < batchSize; i++) {
                                        producer.send(
                                                new ProducerRecord<>(
                                                        TOPIC,
                                                        UUID.randomUUID()
                                                                .toString()
                                                                .getBytes(UTF_8),
                                                        payload));
                                    }
                                    producer.commitTransaction();
                                });
        return new Sample(
                transactions.perSecond() * batchSize, transactions.p50(), transactions.p99());
    }

    @Override
    public void close() {
        producer.close();
    }
}
