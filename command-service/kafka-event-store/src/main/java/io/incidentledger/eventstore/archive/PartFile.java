package io.incidentledger.eventstore.archive;

import io.incidentledger.eventstore.record.RecordFormat;
import io.incidentledger.eventstore.record.UnreadableRecordException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An archive in the making, beside the file that it will be. What an earlier run left there is kept
 * as far as this run would write the same bytes: every line is offered again, and only where the
 * file ends, or its last line is torn, does writing begin.
 *
 * <p>Not thread-safe; another process that writes the same archive is turned away.
 */
final class PartFile implements AutoCloseable {

    private static final int WRITE_AT_ONCE = 1 << 18;

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final ByteBuffer pending = ByteBuffer.allocate(WRITE_AT_ONCE);
    private @Nullable InputStream earlier;
    private long kept;

    private PartFile(Path file, Path part, FileChannel channel) {
        this.file = file;
        this.part = part;
        this.channel = channel;
    }

    /**
     * Opens it, going on with what is there if it was begun for the same ledger and purpose.
     *
     * @throws ArchiveException when it cannot be written, another process writes it, or the archive
     *     exists already, or what is there was begun for something else
     */
    static PartFile open(Path file, ArchiveHeader header) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        if (Files.exists(file)) {
            throw new ArchiveException(
                    "There is a file " + file + " already; choose another name.", null);
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(part, options(), owners(part));
            if (!isLocked(channel)) {
                throw new ArchiveException("Another process is writing " + part + ".", null);
            }
            PartFile open = new PartFile(file, part, channel);
            open.begin(header);
            return open;
        } catch (IOException failure) {
            closeQuietly(channel);
            throw unwritable(part, failure);
        } catch (RuntimeException failure) {
            closeQuietly(channel);
            throw failure;
        }
    }

    /**
     * Makes the line of an event the next one.
     *
     * @throws ArchiveException when an earlier run found another event there
     */
    void event(ConsumerRecord<byte[], byte[]> record, byte[] line) {
        try {
            if (isKept(line)) {
                return;
            }
            if (earlier != null) {
                requireSameHistory(record);
                writeFromHere();
            }
            write(line);
        } catch (IOException failure) {
            throw unwritable(part, failure);
        }
    }

    /**
     * Ends the archive: from now on the file has its name, on the disk.
     *
     * @throws ArchiveException when an earlier run found more events in the log
     */
    void finish(byte[] summary) {
        try {
            if (earlier != null) {
                if (lineHere() instanceof ArchiveLine.Event more) {
                    throw new ArchiveException(
                            part
                                    + " holds position "
                                    + RecordFormat.position(more.record())
                                    + ", behind which the log has none any more: its tail was cut"
                                    + " off.",
                            null);
                }
                writeFromHere();
            }
            write(summary);
            flush();
            channel.force(true);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory();
        } catch (IOException failure) {
            throw unwritable(part, failure);
        }
    }

    /** What was written stays, for the next run. */
    @Override
    public void close() {
        try {
            if (earlier != null) {
                earlier.close();
            } else if (channel.isOpen()) {
                flush();
            }
        } catch (IOException notAll) {
            // The next run writes it again.
        }
        closeQuietly(channel);
    }

    private void begin(ArchiveHeader header) throws IOException {
        if (channel.size() == 0) {
            write(new ArchiveLines().header(header));
            return;
        }
        ArchiveHeader found;
        try (ArchiveReader reader = ArchiveReader.open(part)) {
            found = reader.header();
            kept = reader.whole();
        } catch (ArchiveException noArchive) {
            if (channel.size() < 4096 && lineHere() == null) {
                // Not even the first line is whole.
                channel.truncate(0);
                write(new ArchiveLines().header(header));
                return;
            }
            throw noArchive;
        }
        if (!found.ledger().equals(header.ledger()) || found.kind() != header.kind()) {
            throw new ArchiveException(
                    part
                            + " was begun as a "
                            + ArchiveLines.word(found.kind())
                            + " archive of "
                            + found.ledger()
                            + "; delete it, or choose another name.",
                    null);
        }
        channel.position(kept);
        earlier = new BufferedInputStream(Files.newInputStream(part), 1 << 17);
        earlier.skipNBytes(kept);
    }

    private boolean isKept(byte[] line) throws IOException {
        if (earlier == null || !Arrays.equals(earlier.readNBytes(line.length), line)) {
            return false;
        }
        kept += line.length;
        return true;
    }

    /** A line that differs in its payload only was redacted or torn since; no other may differ. */
    private void requireSameHistory(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (!(lineHere() instanceof ArchiveLine.Event(ConsumerRecord<byte[], byte[]> other))) {
            return;
        }
        String chain;
        try {
            chain = RecordFormat.chain(other);
        } catch (UnreadableRecordException damaged) {
            return;
        }
        if (!chain.equals(RecordFormat.chain(record))) {
            throw new ArchiveException(
                    part
                            + " holds another event at position "
                            + RecordFormat.position(record)
                            + " than the log: history was rewritten, or the file is of another"
                            + " ledger. Keep it to find out; to begin anew, choose another name.",
                    null);
        }
    }

    /** The whole line behind what is kept; null when there is none. */
    private @Nullable ArchiveLine lineHere() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        InputStream in =
                new BufferedInputStream(Channels.newInputStream(channel.position(kept)), 1 << 16);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.size() == ArchiveLine.LONGEST) {
                return null;
            }
            line.write(b);
        }
        return ArchiveLine.of(line.toByteArray(), line.size(), 0);
    }

    private void writeFromHere() throws IOException {
        InputStream done = earlier;
        earlier = null;
        if (done != null) {
            done.close();
        }
        channel.truncate(kept);
        channel.position(kept);
    }

    private void write(byte[] line) throws IOException {
        if (line.length > pending.remaining()) {
            flush();
        }
        if (line.length > pending.capacity()) {
            writeAll(ByteBuffer.wrap(line));
        } else {
            pending.put(line);
        }
    }

    private void flush() throws IOException {
        writeAll(pending.flip());
        pending.clear();
    }

    private void writeAll(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void forceDirectory() {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
                opened.force(true);
            } catch (IOException notHere) {
                // Not every system opens directories; the file itself is on the disk.
            }
        }
    }

    private static Set<StandardOpenOption> options() {
        return Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** It may hold what was meant for few. */
    private static FileAttribute<?>[] owners(Path part) {
        return part.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    private static ArchiveException unwritable(Path part, IOException failure) {
        return new ArchiveException(
                part
                        + " cannot be written: "
                        + ArchiveReader.reason(failure)
                        + ". What is in it stays; run it again to go on.",
                failure);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException alreadyFlushed) {
            // Nothing is lost by that.
        }
    }
}
