package io.incidentledger.eventstore.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive line by line. Says what is there, and verifies nothing. Not thread-safe.
 *
 * <p>A last line without a line break was being written when the writer ended: it is not handed
 * out. Any other line that is no part of an archive is an error.
 */
final class ArchiveReader implements AutoCloseable {

    private final Path file;
    private final InputStream in;
    private final ArchiveHeader header;
    private final byte[] buffer = new byte[1 << 17];
    private int buffered;
    private int taken;
    private byte[] line = new byte[8192];
    private int length;
    private long number;
    private long whole;
    private boolean torn;
    private @Nullable ArchiveSummary summary;

    private ArchiveReader(Path file, InputStream in) {
        this.file = file;
        this.in = in;
        if (!(nextLine() instanceof ArchiveLine.First(ArchiveHeader found))) {
            throw new ArchiveException(
                    file + " is no archive of an event log: its first line does not say so.", null);
        }
        this.header = found;
    }

    /**
     * Opens a file at its first event.
     *
     * @throws ArchiveException when it cannot be read or is no archive
     */
    static ArchiveReader open(Path file) {
        InputStream in;
        try {
            in = Files.newInputStream(file);
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
        try {
            return new ArchiveReader(file, in);
        } catch (RuntimeException failure) {
            close(in);
            throw failure;
        }
    }

    ArchiveHeader header() {
        return header;
    }

    /**
     * The next event, its offset the number of its line; null when no more follow.
     *
     * @throws ArchiveException when the next line is none of an archive
     */
    @Nullable ConsumerRecord<byte[], byte[]> next() {
        ArchiveLine next = nextLine();
        return switch (next) {
            case null -> null;
            case ArchiveLine.Unreadable(String reason) ->
                    throw damaged("is none of an archive: " + reason + ".");
            case ArchiveLine.First again -> throw damaged("begins another archive.");
            case ArchiveLine other when summary != null -> throw damaged("follows the summary.");
            case ArchiveLine.Event(ConsumerRecord<byte[], byte[]> record) -> record;
            case ArchiveLine.Last(ArchiveSummary last) -> {
                summary = last;
                yield next();
            }
        };
    }

    /** The summary, once everything was read; null when the file ends without one. */
    @Nullable ArchiveSummary summary() {
        return summary;
    }

    /** Whether the file ended in the middle of a line, once everything was read. */
    boolean torn() {
        return torn;
    }

    /** The number of the last line that was read, from 1. */
    long line() {
        return number;
    }

    /** Where that line ends, in bytes. */
    long whole() {
        return whole;
    }

    @Override
    public void close() {
        close(in);
    }

    /** What stood in the way, in words. */
    static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }

    private ArchiveException damaged(String what) {
        return new ArchiveException.DamagedLine(file.toString(), number, what);
    }

    private @Nullable ArchiveLine nextLine() {
        try {
            if (!readLine()) {
                return null;
            }
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
        number++;
        whole += length + 1;
        return ArchiveLine.of(line, length, number);
    }

    private boolean readLine() throws IOException {
        length = 0;
        while (true) {
            if (taken == buffered) {
                taken = 0;
                buffered = Math.max(0, in.read(buffer));
                if (buffered == 0) {
                    torn = length > 0;
                    return false;
                }
            }
            int end = taken;
            while (end < buffered && buffer[end] != '\n') {
                end++;
            }
            keep(end - taken);
            taken = end;
            if (end < buffered) {
                taken++;
                return true;
            }
        }
    }

    private void keep(int more) {
        if (length + more > ArchiveLine.LONGEST) {
            number++;
            throw damaged("is too long for an archive.");
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
        }
        System.arraycopy(buffer, taken, line, length, more);
        length += more;
    }

    private static ArchiveException unreadable(Path file, IOException failure) {
        return new ArchiveException(
                "The file " + file + " cannot be read: " + reason(failure) + ".", failure);
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException alreadyRead) {
            // Nothing is lost by that.
        }
    }
}
