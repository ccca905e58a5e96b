package io.incidentledger.eventstore.archive;

import io.incidentledger.eventstore.read.DamagedRecordException;
import io.incidentledger.eventstore.read.EventSourceSettings;
import io.incidentledger.eventstore.read.LogConsumer;
import io.incidentledger.eventstore.record.ChainFault;
import io.incidentledger.eventstore.record.ChainVerifier;
import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes a log to a file, while it is being written or not: what was committed when the export
 * began, verified event by event.
 *
 * <p>The file grows under its name and {@code .part}, and has its name only when it is whole and
 * flushed to the disk. An export that broke off is taken up by running it again, and then ends
 * where the log ends by then. Nothing is ever written to the log.
 */
public final class ArchiveExport {

    private static final int TELL_EVERY = 2_000;

    private final EventSourceSettings settings;
    private final Path file;
    private final ArchiveProgress progress;

    private ArchiveExport(EventSourceSettings settings, Path file, ArchiveProgress progress) {
        this.settings = settings;
        this.file = file;
        this.progress = progress;
    }

    /**
     * Everything, byte for byte.
     *
     * @throws ArchiveException when the file cannot be written, or the log is not what was recorded
     * @throws org.apache.kafka.common.KafkaException when Kafka does not do its part; trying again
     *     goes on
     */
    public static ArchiveSummary sealed(
            EventSourceSettings settings, Path file, ArchiveProgress progress) {
        return new ArchiveExport(settings, file, progress)
                .write(ArchiveHeader.Kind.SEALED, position -> false);
    }

    /**
     * Everything but the payloads that were taken back.
     *
     * @throws ArchiveException when the file cannot be written, or the log is not what was recorded
     * @throws org.apache.kafka.common.KafkaException when Kafka does not do its part; trying again
     *     goes on
     */
    public static ArchiveSummary shareable(
            EventSourceSettings settings,
            Path file,
            Redactions redactions,
            ArchiveProgress progress) {
        ArchiveExport export = new ArchiveExport(settings, file, progress);
        return export.write(ArchiveHeader.Kind.SHAREABLE, redactions);
    }

    private ArchiveSummary write(ArchiveHeader.Kind kind, Redactions redactions) {
        try (LogConsumer log = open()) {
            long end = log.end();
            long total = total(log);
            look(log, end, redactions);
            return write(log, end, total, kind, redactions::hides);
        }
    }

    private ArchiveSummary write(ArchiveHeader.Kind kind, LongPredicate hidden) {
        try (LogConsumer log = open()) {
            return write(log, log.end(), total(log), kind, hidden);
        }
    }

    private ArchiveSummary write(
            LogConsumer log, long end, long total, ArchiveHeader.Kind kind, LongPredicate hidden) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (PartFile part = PartFile.open(file, new ArchiveHeader(settings.topic(), kind, now))) {
            ArchiveLines lines = new ArchiveLines();
            ChainVerifier verifier = new ChainVerifier();
            long withheld = 0;
            log.seek(log.beginning());
            for (List<ConsumerRecord<byte[], byte[]>> records = read(log, end, 0);
                    !records.isEmpty();
                    records = read(log, end, verifier.nextPosition())) {
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    if (record.offset() >= end) {
                        break;
                    }
                    ChainFault fault = verifier.check(record).orElse(null);
                    if (fault != null) {
                        throw refusal(fault, null);
                    }
                    long position = verifier.nextPosition() - 1;
                    boolean hide = hidden.test(position);
                    part.event(record, lines.event(position, record, !hide));
                    withheld += hide || record.value() == null ? 1 : 0;
                    if (verifier.nextPosition() % TELL_EVERY == 0) {
                        tell(verifier, total);
                    }
                }
            }
            ArchiveSummary summary =
                    new ArchiveSummary(verifier.nextPosition(), withheld, verifier.chain());
            part.finish(lines.summary(summary, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
            tell(verifier, total);
            return summary;
        }
    }

    private void look(LogConsumer log, long end, Redactions redactions) {
        log.seek(log.beginning());
        long due = 0;
        for (List<ConsumerRecord<byte[], byte[]>> records = read(log, end, due);
                !records.isEmpty();
                records = read(log, end, due)) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < end) {
                    RecordedEvent event = RecordFormat.read(record);
                    redactions.look(event);
                    due = event.position() + 1;
                }
            }
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> read(LogConsumer log, long end, long due) {
        try {
            return log.read(end);
        } catch (DamagedRecordException damaged) {
            throw refusal(damaged.at(due), damaged);
        }
    }

    /** How many events there will be, or about as many. */
    private static long total(LogConsumer log) {
        try {
            return log.nextPosition();
        } catch (DamagedRecordException last) {
            return log.end();
        }
    }

    private void tell(ChainVerifier verifier, long total) {
        progress.at(
                ArchiveProgress.Step.EXPORTING,
                verifier.nextPosition(),
                Math.max(total, verifier.nextPosition()));
    }

    private ArchiveException refusal(ChainFault fault, @Nullable Exception cause) {
        return new ArchiveException(
                "The log "
                        + settings.topic()
                        + " is not what was recorded, and is not exported further. "
                        + fault,
                cause);
    }

    private LogConsumer open() {
        return LogConsumer.ofWhatIsThere(
                settings.bootstrapServers(), settings.topic(), settings.clientProperties());
    }
}
