package io.incidentledger.eventstore.read;

import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.UnreadableRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of a ledger's one partition, which knows positions. Not thread-safe, {@link #wakeUp()}
 * excepted.
 *
 * <p>Offsets are not positions: each transaction leaves a marker that takes an offset. But an
 * offset is never smaller than the position there, which is what the search rests on.
 */
public final class LogConsumer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);

    private final TopicPartition partition;
    private final Consumer<byte[], byte[]> consumer;

    /** Reads committed records of the topic, from nowhere yet. */
    public LogConsumer(
            String bootstrapServers, String topic, Map<String, String> clientProperties) {
        this(bootstrapServers, topic, clientProperties, IsolationLevel.READ_COMMITTED);
    }

    private LogConsumer(
            String bootstrapServers,
            String topic,
            Map<String, String> clientProperties,
            IsolationLevel isolation) {
        this.partition = new TopicPartition(topic, 0);
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation.toString().toLowerCase(Locale.ROOT));
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A log that was cut is an error to be told, not a reason to jump.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        // Default ten minutes; an idle projection would otherwise reconnect for ever.
        properties.putIfAbsent(ConsumerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, -1L);
        this.consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
    }

    /** For reading what is there and no more: at the end of the log it does not wait for news. */
    public static LogConsumer ofWhatIsThere(
            String bootstrapServers, String topic, Map<String, String> clientProperties) {
        Map<String, String> properties = new HashMap<>(clientProperties);
        // Half a second by default, for which every search near the end of the log would wait.
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10");
        return new LogConsumer(bootstrapServers, topic, properties);
    }

    /** Reads whatever was sent, also in transactions that are open or were aborted. */
    public static LogConsumer ofUncommitted(
            String bootstrapServers, String topic, Map<String, String> clientProperties) {
        return new LogConsumer(
                bootstrapServers, topic, clientProperties, IsolationLevel.READ_UNCOMMITTED);
    }

    /**
     * Whether Kafka knows the topic.
     *
     * @throws TimeoutException when Kafka does not answer
     */
    public boolean exists() {
        List<PartitionInfo> partitions = consumer.partitionsFor(partition.topic(), PATIENCE);
        return partitions != null && !partitions.isEmpty();
    }

    /** The first offset of the topic: 0 unless somebody deleted records. */
    public long beginning() {
        return Objects.requireNonNull(
                consumer.beginningOffsets(List.of(partition), PATIENCE).get(partition));
    }

    /** The offset behind the last committed record: an open transaction holds it back. */
    public long end() {
        return Objects.requireNonNull(
                consumer.endOffsets(List.of(partition), PATIENCE).get(partition));
    }

    /** The next record read is the first one at this offset or behind it. */
    public void seek(long offset) {
        consumer.seek(partition, offset);
    }

    /** The offset of the next record to be read, or of a marker before it. */
    public long offset() {
        return consumer.position(partition, PATIENCE);
    }

    /**
     * What has arrived, after at most the given time.
     *
     * @throws DamagedRecordException when what is next cannot be read, now or later
     */
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
        try {
            return consumer.poll(timeout).records(partition);
        } catch (KafkaException failure) {
            // Whatever may pass has a class of its own.
            throw failure.getClass() == KafkaException.class
                    ? new DamagedRecordException(partition.topic(), offset(), failure)
                    : failure;
        }
    }

    /**
     * The next records before an offset, waiting for them.
     *
     * @return empty when there are none
     * @throws TimeoutException when Kafka does not hand out what is there
     */
    public List<ConsumerRecord<byte[], byte[]>> read(long end) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (offset() < end) {
            List<ConsumerRecord<byte[], byte[]>> records = poll(POLL);
            if (!records.isEmpty()) {
                return records;
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        end() < end
                                ? heldBack()
                                : "Kafka answers, but does not hand out the records of "
                                        + partition
                                        + " from offset "
                                        + offset()
                                        + " on; they may be damaged");
            }
        }
        return List.of();
    }

    /** What to tell of a transaction that hides what is behind it: where it begins. */
    public String heldBack() {
        return "A transaction in "
                + partition
                + " has not been ended; Kafka holds back what is behind offset "
                + end();
    }

    /** Makes a waiting call on another thread end with Kafka's WakeupException. */
    public void wakeUp() {
        consumer.wakeup();
    }

    /**
     * Goes to where the event at this position stands, or to the end if the log does not reach so
     * far. Costs a few requests: each step goes forward by as many offsets as positions are
     * missing, which never overshoots.
     */
    public void seekToPosition(long position) {
        long beginning = beginning();
        long end = end();
        long offset = Math.max(beginning, position);
        while (offset < end) {
            List<ConsumerRecord<byte[], byte[]>> records = from(offset, end);
            long next = offset;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                long found = positionOr(record, Long.MAX_VALUE);
                if (found >= position) {
                    // A record that is none of ours ends the search: whoever reads from there says
                    // what is wrong.
                    seek(record.offset());
                    return;
                }
                next = record.offset() + (position - found);
            }
            if (next == offset) {
                break;
            }
            offset = next;
        }
        seek(Math.max(beginning, end));
    }

    /** The position that the next event will get: the number of committed events. */
    public long nextPosition() {
        return last().map(record -> RecordFormat.position(record) + 1).orElse(0L);
    }

    /** The last committed record, empty when there is none. Costs a few requests. */
    public Optional<ConsumerRecord<byte[], byte[]>> last() {
        long beginning = beginning();
        long end = end();
        // The last record is a marker, so the first guess takes in one record before it.
        for (long back = 2; ; back *= 8) {
            long start = Math.max(beginning, end - back);
            ConsumerRecord<byte[], byte[]> last = lastFrom(start, end);
            if (last != null || start == beginning) {
                return Optional.ofNullable(last);
            }
        }
    }

    /**
     * The position of the first event recorded at this time or later; the next position when there
     * is none.
     */
    public long positionAt(long millis) {
        OffsetAndTimestamp found =
                consumer.offsetsForTimes(Map.of(partition, millis), PATIENCE).get(partition);
        if (found == null) {
            return nextPosition();
        }
        long end = end();
        long offset = found.offset();
        while (offset < end) {
            List<ConsumerRecord<byte[], byte[]>> records = from(offset, end);
            if (records.isEmpty()) {
                break;
            }
            // What was found may be a marker, whose time is the broker's: events behind it can be
            // older.
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.timestamp() >= millis) {
                    return RecordFormat.position(record);
                }
            }
            offset = records.getLast().offset() + 1;
        }
        return nextPosition();
    }

    /** The record at this offset exactly, or null. */
    public @Nullable ConsumerRecord<byte[], byte[]> at(long offset) {
        List<ConsumerRecord<byte[], byte[]>> records = from(offset, offset + 1);
        return records.isEmpty() || records.getFirst().offset() != offset
                ? null
                : records.getFirst();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }

    /** The position that is due at an offset from which nothing can be read. */
    long positionDueAt(long offset) {
        long beginning = beginning();
        for (long back = 2; ; back *= 8) {
            long start = Math.max(beginning, offset - back);
            seek(start);
            long due = -1;
            try {
                for (List<ConsumerRecord<byte[], byte[]>> before = read(offset);
                        !before.isEmpty();
                        before = read(offset)) {
                    due = RecordFormat.position(before.getLast()) + 1;
                }
            } catch (DamagedRecordException there) {
                // As far as one can get.
            }
            if (due >= 0 || start == beginning) {
                return Math.max(0, due);
            }
        }
    }

    private static long positionOr(ConsumerRecord<byte[], byte[]> record, long otherwise) {
        try {
            return RecordFormat.position(record);
        } catch (UnreadableRecordException foreign) {
            return otherwise;
        }
    }

    private @Nullable ConsumerRecord<byte[], byte[]> lastFrom(long start, long end) {
        ConsumerRecord<byte[], byte[]> last = null;
        long offset = start;
        while (offset < end) {
            List<ConsumerRecord<byte[], byte[]>> records = from(offset, end);
            if (records.isEmpty()) {
                break;
            }
            last = records.getLast();
            offset = last.offset() + 1;
        }
        return last;
    }

    /** The next records at an offset or behind it; empty only if there are none before the end. */
    private List<ConsumerRecord<byte[], byte[]>> from(long offset, long end) {
        if (offset >= end) {
            return List.of();
        }
        seek(offset);
        return read(end);
    }
}
