package io.incidentledger.eventstore.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.index.EventIndex;
import io.incidentledger.eventstore.read.LogConsumer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a restore leaves before the first event: how much there will be when it has finished. It
 * stands in a transaction that was aborted, so nobody who reads the log sees it, and Kafka keeps it
 * for as long as the log.
 *
 * @param events how many events the archive holds
 * @param chain the chain of the last of them
 */
record RestoreMark(long events, String chain) {

    private static final byte[] KEY = "event-log-restore/1".getBytes(UTF_8);

    /** The last one before an offset, whatever became of its transaction. */
    static Optional<RestoreMark> last(EventStoreSettings settings, long end) {
        if (end == 0) {
            return Optional.empty();
        }
        RestoreMark last = null;
        try (LogConsumer log =
                LogConsumer.ofUncommitted(
                        settings.bootstrapServers(),
                        settings.topic(),
                        settings.clientProperties())) {
            log.seek(0);
            for (List<ConsumerRecord<byte[], byte[]>> records = log.read(end);
                    !records.isEmpty();
                    records = log.read(end)) {
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    if (record.offset() < end && Arrays.equals(record.key(), KEY)) {
                        last = of(record.value());
                    }
                }
            }
        }
        return Optional.ofNullable(last);
    }

    ProducerRecord<byte[], byte[]> record(String topic) {
        return new ProducerRecord<>(topic, 0, KEY, (events + " " + chain).getBytes(UTF_8));
    }

    /** Whether all that was announced is there. */
    boolean isReached(EventIndex index) {
        return events == 0
                || index.event(events - 1).filter(last -> last.chain().equals(chain)).isPresent();
    }

    private static RestoreMark of(byte[] value) {
        String[] parts = new String(value, UTF_8).split(" ", 2);
        return new RestoreMark(Long.parseLong(parts[0]), parts[1]);
    }
}
