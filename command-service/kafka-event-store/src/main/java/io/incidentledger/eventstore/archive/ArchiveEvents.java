package io.incidentledger.eventstore.archive;

import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.eventstore.record.UnreadableRecordException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What an archive says, without verifying it. */
public final class ArchiveEvents {

    private ArchiveEvents() {}

    /**
     * The events at some positions, in their order; those that the archive does not hold are left
     * out.
     *
     * @throws ArchiveException when it cannot be read, or a line is none of an archive
     */
    public static List<RecordedEvent> at(Path file, LongPredicate positions) {
        List<RecordedEvent> events = new ArrayList<>();
        try (ArchiveReader archive = ArchiveReader.open(file)) {
            for (ConsumerRecord<byte[], byte[]> record = archive.next();
                    record != null;
                    record = archive.next()) {
                if (positions.test(RecordFormat.position(record))) {
                    events.add(RecordFormat.read(record));
                }
            }
        } catch (UnreadableRecordException damaged) {
            throw new ArchiveException(
                    file + " holds something else than events: " + damaged.getMessage() + ".",
                    damaged);
        }
        return events;
    }
}
