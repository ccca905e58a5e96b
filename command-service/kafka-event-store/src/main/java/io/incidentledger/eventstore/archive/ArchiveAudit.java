package io.incidentledger.eventstore.archive;

import io.incidentledger.eventstore.read.LogAudit;
import io.incidentledger.eventstore.record.ChainFault;
import io.incidentledger.eventstore.record.ChainVerifier;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The verification of an archive: whether every event in it is the one that was recorded, and
 * whether all that was written to it is there.
 *
 * @param header the archive's first line
 * @param next the position behind the last event that is as it was recorded
 * @param chain of that event, 64 zeros for none
 * @param withheld how many of the events are without their payload; the hash of each is still part
 *     of the chain
 * @param fault the first thing that is wrong, its place the line; null when all is well
 */
public record ArchiveAudit(
        ArchiveHeader header, long next, String chain, long withheld, @Nullable ChainFault fault) {

    private static final int TELL_EVERY = 2_000;

    /** Whether all is as it was recorded, and nothing is missing. */
    public boolean intact() {
        return fault == null;
    }

    /** What is wrong, as a sentence; null when all is well. */
    public @Nullable String sentence() {
        return fault == null
                ? null
                : "In line "
                        + fault.place()
                        + ", where position "
                        + fault.position()
                        + " is due: "
                        + fault.what();
    }

    /**
     * Reads an archive from its beginning, until its end, its first fault, or where the walk ends
     * it.
     *
     * @throws ArchiveException when it cannot be read or is no archive at all
     */
    public static ArchiveAudit of(Path file, LogAudit.Walk walk, ArchiveProgress progress) {
        try (ArchiveReader archive = ArchiveReader.open(file)) {
            ChainVerifier verifier = new ChainVerifier();
            ChainFault fault = read(archive, verifier, walk, progress);
            return new ArchiveAudit(
                    archive.header(),
                    verifier.nextPosition(),
                    verifier.chain(),
                    verifier.erased(),
                    fault);
        }
    }

    private static @Nullable ChainFault read(
            ArchiveReader archive,
            ChainVerifier verifier,
            LogAudit.Walk walk,
            ArchiveProgress progress) {
        try {
            for (ConsumerRecord<byte[], byte[]> record = archive.next();
                    record != null;
                    record = archive.next()) {
                ChainFault fault = verifier.check(record).orElse(null);
                if (fault != null) {
                    return fault;
                }
                if (!walk.passed(verifier.nextPosition() - 1, verifier.chain())) {
                    return null;
                }
                if (verifier.nextPosition() % TELL_EVERY == 0) {
                    progress.at(ArchiveProgress.Step.READING_ARCHIVE, verifier.nextPosition(), 0);
                }
            }
        } catch (ArchiveException.DamagedLine damaged) {
            return new ChainFault(
                    verifier.nextPosition(),
                    damaged.line(),
                    ChainFault.Kind.FOREIGN,
                    "the line " + damaged.what());
        }
        progress.at(
                ArchiveProgress.Step.READING_ARCHIVE,
                verifier.nextPosition(),
                verifier.nextPosition());
        return ending(archive, verifier);
    }

    private static @Nullable ChainFault ending(ArchiveReader archive, ChainVerifier verifier) {
        ArchiveSummary summary = archive.summary();
        String what;
        if (archive.torn()) {
            what = "the file ends in the middle of a line: it was cut off, or is not finished.";
        } else if (summary == null) {
            what = "the file ends without its summary: it was cut off, or is not finished.";
        } else if (summary.events() != verifier.nextPosition()
                || !summary.chain().equals(verifier.chain())) {
            what = "the summary tells of " + summary.events() + " events, and of another end.";
        } else if (summary.withheld() != verifier.erased()) {
            what =
                    "the summary tells of "
                            + summary.withheld()
                            + " events without payload, and there are "
                            + verifier.erased()
                            + ".";
        } else {
            return null;
        }
        return new ChainFault(
                verifier.nextPosition(), archive.line() + 1, ChainFault.Kind.MISSING, what);
    }
}
