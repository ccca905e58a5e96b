package io.incidentledger.standalone.serve;

import io.incidentledger.standalone.Running;
import io.incidentledger.standalone.StandsInTheWayException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything one ledger keeps on this machine, used by one process at a time.
 *
 * <p>The lock ends with the process, however it ends; the file {@code running} only tells people
 * and the demo who holds it.
 */
public final class DataDirectory implements AutoCloseable {
    /** A new database, a few log segments and their indexes, with room to work. */
    static final long LEAST_FREE_AT_START = 512L << 20;

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory where it is missing and takes it for this process.
     *
     * @throws StandsInTheWayException when it cannot be written, another process holds it, or its
     *     disk is nearly full
     */
    public static DataDirectory take(Path directory) {
        return takeUnlessHeld(directory)
                .orElseThrow(() -> heldByAnother(directory.toAbsolutePath().normalize()));
    }

    /**
     * Like {@link #take}, but empty when another process holds it.
     *
     * @throws StandsInTheWayException when it cannot be written, or its disk is nearly full
     */
    public static Optional<DataDirectory> takeUnlessHeld(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        FileChannel lock;
        try {
            makeOwnersOnly(path);
            lock =
                    FileChannel.open(
                            path.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new StandsInTheWayException(
                    "The data directory " + path + " is a file; choose a directory: --data-dir.",
                    e);
        } catch (IOException e) {
            throw new StandsInTheWayException(
                    "The data directory "
                            + path
                            + " cannot be written ("
                            + reason(e)
                            + "); fix that, or choose another with --data-dir.",
                    e);
        }
        try {
            if (!isLocked(lock)) {
                closeQuietly(lock);
                return Optional.empty();
            }
            requireSpace(path);
            DataDirectory taken = new DataDirectory(path, lock);
            // The directory itself may be older than the ledger and open to others.
            for (Path part : List.of(taken.kafka(), taken.index(), taken.logs())) {
                makeOwnersOnly(part);
            }
            return Optional.of(taken);
        } catch (StandsInTheWayException e) {
            closeQuietly(lock);
            throw e;
        } catch (IOException e) {
            closeQuietly(lock);
            throw new StandsInTheWayException(
                    "The data directory " + path + " cannot be used: " + reason(e) + ".", e);
        }
    }

    public Path path() {
        return path;
    }

    Path logs() {
        return path.resolve("logs");
    }

    public Path kafka() {
        return path.resolve("kafka");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    public Path index() {
        return path.resolve("index");
    }

    Path adminToken() {
        return path.resolve("admin.token");
    }

    /** Tells who holds the directory, for whoever comes second. */
    void announce(Running running) {
        try {
            running.write(path);
        } catch (IOException e) {
            throw new StandsInTheWayException(
                    "The data directory " + path + " cannot be written: " + reason(e) + ".", e);
        }
    }

    @Override
    public void close() {
        try {
            Running.erase(path);
        } catch (IOException e) {
            // Nobody is misled: the lock decides, the file only tells.
        }
        closeQuietly(lock);
    }

    private static void makeOwnersOnly(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(path);
        }
    }

    private static boolean isLocked(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static StandsInTheWayException heldByAnother(Path path) {
        @Nullable Running holder = Running.read(path);
        String who =
                holder == null
                        ? "another process, which is just starting or stopping"
                        : "process "
                                + holder.pid()
                                + ", which serves "
                                + holder.address()
                                + " since "
                                + holder.since();
        return new StandsInTheWayException(
                "The data directory "
                        + path
                        + " is in use by "
                        + who
                        + ". Use that one, stop it, or choose another: --data-dir.");
    }

    private static void requireSpace(Path path) throws IOException {
        long free = Files.getFileStore(path).getUsableSpace();
        if (free < LEAST_FREE_AT_START) {
            throw new StandsInTheWayException(
                    "The disk of the data directory "
                            + path
                            + " is nearly full: "
                            + (free >> 20)
                            + " MB are free and "
                            + (LEAST_FREE_AT_START >> 20)
                            + " MB are needed to start. Nothing was written.");
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException failure when failure.getReason() != null ->
                    failure.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process.
        }
    }
}
