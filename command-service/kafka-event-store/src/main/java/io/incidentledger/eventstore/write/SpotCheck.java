package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.read.DamagedRecordException;
import io.incidentledger.eventstore.read.LogConsumer;
import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.eventstore.record.UnreadableRecordException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Whether one event that the index remembers is still in the log, where it was. Opening compares
 * only the last one, and nothing reads what is before it again: a hole there would show when
 * somebody builds something anew from the log, which is too late. Thread-safe.
 */
final class SpotCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventStoreSettings settings;
    private volatile @Nullable RecordedEvent missed;

    SpotCheck(EventStoreSettings settings) {
        this.settings = settings;
    }

    /** What was missed once is looked for before anything is taken or followed again. */
    void again() {
        RecordedEvent event = missed;
        if (event != null) {
            of(event);
        }
    }

    /**
     * @throws EventStoreFailure.Refused when the log holds something else there, or nothing, or
     *     what cannot be read
     */
    void of(RecordedEvent remembered) {
        try (LogConsumer log =
                new LogConsumer(
                        settings.bootstrapServers(),
                        settings.topic(),
                        settings.clientProperties())) {
            log.seekToPosition(remembered.position());
            List<ConsumerRecord<byte[], byte[]>> records = log.poll(PATIENCE);
            if (records.isEmpty() && log.offset() < log.end()) {
                throw new KafkaException("Kafka did not hand out what was to be checked");
            }
            if (records.isEmpty() || !isSame(records.getFirst(), remembered)) {
                missed = remembered;
                throw new EventStoreFailure.Refused(
                        "The topic "
                                + settings.topic()
                                + " lacks the event of position "
                                + remembered.position()
                                + " that the index remembers.");
            }
            missed = null;
        } catch (DamagedRecordException damaged) {
            missed = remembered;
            throw new EventStoreFailure.Refused("The log is damaged. " + damaged.getMessage());
        }
    }

    private static boolean isSame(ConsumerRecord<byte[], byte[]> record, RecordedEvent remembered) {
        try {
            return RecordFormat.read(record).equals(remembered);
        } catch (UnreadableRecordException foreign) {
            return false;
        }
    }
}
