package io.incidentledger.people;

import io.incidentledger.eventstore.read.LogConsumer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that Kafka removes what was replaced or erased. Kafka compacts closed segments only,
 * and closes one when something is written after its time: in a directory that rests, erased words
 * would stay for ever. So while there is something to remove, this has something written.
 */
final class Sweeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeping.class);

    private final DirectorySettings settings;
    private final BooleanSupplier here;
    private final Runnable tick;
    private final Thread thread;
    private volatile boolean closed;

    Sweeping(DirectorySettings settings, BooleanSupplier here, Runnable tick) {
        this.settings = settings;
        this.here = here;
        this.tick = tick;
        this.thread = Thread.ofVirtual().name("people-sweeping").start(this::run);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** The offset behind the last committed record. */
    static long end(DirectorySettings settings) {
        try (LogConsumer reader = reader(settings)) {
            return reader.end();
        }
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(settings.sweep());
                if (here.getAsBoolean() && somethingToRemove()) {
                    tick.run();
                }
            } catch (InterruptedException closing) {
                return;
            } catch (KafkaException | DirectoryUnavailableException away) {
                LOG.debug("Not swept this time", away);
            } catch (RuntimeException fault) {
                LOG.error("Sweeping the directory of people failed for a reason of ours", fault);
            }
        }
    }

    private boolean somethingToRemove() {
        try (LogConsumer reader = reader(settings)) {
            if (!reader.exists()) {
                return false;
            }
            reader.seek(reader.beginning());
            long end = reader.end();
            Set<String> seen = new HashSet<>();
            for (var records = reader.read(end); !records.isEmpty(); records = reader.read(end)) {
                if (replaced(records, seen)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean replaced(
            List<ConsumerRecord<byte[], byte[]>> records, Set<String> seen) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String key = ContactFormat.key(record);
            if (!key.equals(ContactFormat.TICK) && !seen.add(key)) {
                return true;
            }
        }
        return false;
    }

    private static LogConsumer reader(DirectorySettings settings) {
        return LogConsumer.ofWhatIsThere(
                settings.bootstrapServers(), settings.topic(), settings.clientProperties());
    }
}
