package io.incidentledger.eventstore.archive;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.read.EventSourceSettings;
import io.incidentledger.eventstore.read.LogAudit;
import io.incidentledger.eventstore.read.LogConsumer;
import io.incidentledger.eventstore.write.Refill;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes an archive back into an empty ledger: every record as it was, byte for byte, with its
 * position, time and chain. Only Kafka's offsets and the bounds of transactions are other ones.
 *
 * <p>The archive is verified as a whole before anything is written, and the ledger afterwards. From
 * the beginning until then no store can be opened on the ledger; one that is open is shut out. A
 * restore that broke off is taken up by running it again with the same archive.
 */
public final class ArchiveRestore {

    private static final int MOST_EVENTS = 1_000;
    private static final long MOST_BYTES = 4L << 20;
    private static final int TELL_EVERY = 2_000;

    private final EventStoreSettings settings;
    private final Path file;
    private final LongPredicate erased;
    private final ArchiveProgress progress;

    private ArchiveRestore(
            EventStoreSettings settings,
            Path file,
            LongPredicate erased,
            ArchiveProgress progress) {
        this.settings = settings;
        this.file = file;
        this.erased = erased;
        this.progress = progress;
    }

    /**
     * Restores a ledger; its topic is made when it is not there. The settings' index is not used.
     *
     * @param erased the positions whose payload is to be erased for good: their records are written
     *     without it. The same ones must be named when a restore is taken up
     * @return what the ledger now holds
     * @throws ArchiveException when the archive is not whole or not what was recorded; nothing was
     *     written
     * @throws EventStoreFailure.Refused when the ledger is not empty (and not what this restore
     *     left when it broke off), or its topic is not safe
     * @throws EventStoreFailure.Unavailable when Kafka does not do its part, or another one has
     *     taken the ledger meanwhile; running it again goes on
     */
    public static ArchiveSummary into(
            EventStoreSettings settings,
            Path file,
            LongPredicate erased,
            ArchiveProgress progress) {
        return new ArchiveRestore(settings, file, erased, progress).run();
    }

    private ArchiveSummary run() {
        ArchiveAudit audit = ArchiveAudit.of(file, LogAudit.Walk.TO_THE_END, progress);
        if (!audit.intact()) {
            throw new ArchiveException(
                    file + " is not restored: " + audit.sentence() + " Nothing was written.", null);
        }
        try (Refill ledger = Refill.take(settings);
                ArchiveReader archive = ArchiveReader.open(file)) {
            long next = write(archive, ledger, passOver(archive, ledger, audit), audit.next());
            ledger.awaitVisible();
            LogAudit restored = verify(next);
            if (!restored.intact()
                    || restored.next() != audit.next()
                    || !restored.chain().equals(audit.chain())) {
                throw new EventStoreFailure.Refused(
                        "What was restored to "
                                + settings.topic()
                                + " is not what the archive holds: "
                                + (restored.fault() == null
                                        ? "it ends at position " + (restored.next() - 1) + "."
                                        : restored.fault()));
            }
            ledger.finish();
            return new ArchiveSummary(restored.next(), restored.erased(), restored.chain());
        }
    }

    /** What is there must be what this restore would write; it says so in the ledger. */
    private long passOver(ArchiveReader archive, Refill ledger, ArchiveAudit audit) {
        long next = 0;
        long firstOffset = ledger.end();
        try (LogConsumer log = reader()) {
            long end = ledger.end();
            log.seek(log.beginning());
            for (List<ConsumerRecord<byte[], byte[]>> records = log.read(end);
                    !records.isEmpty();
                    records = log.read(end)) {
                for (ConsumerRecord<byte[], byte[]> there : records) {
                    ConsumerRecord<byte[], byte[]> ours = archive.next();
                    if (ours == null || !isSame(there, ours, value(ours, next))) {
                        throw new EventStoreFailure.Refused(
                                "The ledger "
                                        + settings.topic()
                                        + " is not empty, and from position "
                                        + next
                                        + " on it is not what "
                                        + file
                                        + " holds. A restore needs an empty ledger, or the one in"
                                        + " which it broke off.");
                    }
                    firstOffset = Math.min(firstOffset, there.offset());
                    next++;
                    if (next % TELL_EVERY == 0) {
                        progress.at(ArchiveProgress.Step.COMPARING, next, audit.next());
                    }
                }
            }
        }
        ledger.announce(audit.next(), audit.chain(), firstOffset);
        return next;
    }

    private long write(ArchiveReader archive, Refill ledger, long first, long total) {
        long next = first;
        List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
        long bytes = 0;
        ConsumerRecord<byte[], byte[]> record = archive.next();
        while (record != null) {
            byte[] value = value(record, next);
            batch.add(
                    new ProducerRecord<>(
                            settings.topic(),
                            0,
                            record.timestamp(),
                            record.key(),
                            value,
                            record.headers()));
            bytes += 1024 + (value == null ? 0 : value.length);
            next++;
            record = archive.next();
            if (record == null || batch.size() == MOST_EVENTS || bytes >= MOST_BYTES) {
                ledger.append(batch, next - 1);
                progress.at(ArchiveProgress.Step.RESTORING, next, total);
                batch.clear();
                bytes = 0;
            }
        }
        return next;
    }

    private LogAudit verify(long total) {
        return LogAudit.of(
                new EventSourceSettings(
                        settings.bootstrapServers(),
                        settings.topic(),
                        settings.subjectTag(),
                        1,
                        1,
                        settings.clientProperties()),
                new LogAudit.Stretch(0, null, total),
                (position, chain) -> {
                    if ((position + 1) % TELL_EVERY == 0 || position + 1 == total) {
                        progress.at(ArchiveProgress.Step.VERIFYING, position + 1, total);
                    }
                    return true;
                });
    }

    private byte @Nullable [] value(ConsumerRecord<byte[], byte[]> record, long position) {
        return erased.test(position) ? null : record.value();
    }

    private static boolean isSame(
            ConsumerRecord<byte[], byte[]> there,
            ConsumerRecord<byte[], byte[]> ours,
            byte @Nullable [] value) {
        return there.timestamp() == ours.timestamp()
                && Arrays.equals(there.key(), ours.key())
                && Arrays.equals(there.value(), value)
                && there.headers().equals(ours.headers());
    }

    private LogConsumer reader() {
        return LogConsumer.ofWhatIsThere(
                settings.bootstrapServers(), settings.topic(), settings.clientProperties());
    }
}
