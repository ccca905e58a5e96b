package io.incidentledger.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A file {@code ab/abcd…} for each hash, below one folder; what comes in lies in {@code incoming},
 * on the same file system, until it is whole.
 */
final class EvidenceFolder implements EvidenceStore {
    /** Longer than any upload takes; another process may be receiving. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final Path folder;
    private final Path incoming;

    EvidenceFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
        this.incoming = this.folder.resolve("incoming");
    }

    static EvidenceFolder at(Path folder) throws IOException {
        EvidenceFolder opened = new EvidenceFolder(folder);
        Files.createDirectories(opened.incoming);
        opened.removeForgotten();
        return opened;
    }

    @Override
    public Received receive(InputStream bytes) throws IOException {
        return Received.into(incoming.resolve(UUID.randomUUID() + Received.COMING_IN), bytes);
    }

    @Override
    public boolean keep(Received received) throws IOException {
        Path file = path(received.sha256());
        Path directory = file.resolveSibling("");
        if (holds(received.sha256())) {
            return false;
        }
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            flush(folder);
        }
        flush(received.file());
        Files.move(
                received.file(),
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        flush(directory);
        return true;
    }

    @Override
    public KeptFile open(String sha256) throws IOException {
        FileChannel file;
        try {
            file = FileChannel.open(path(sha256), StandardOpenOption.READ);
        } catch (NoSuchFileException missing) {
            throw new MissingFileException(sha256);
        }
        try {
            if (!Sha256.of(Channels.newInputStream(file)).equals(sha256)) {
                throw new DamagedFileException(sha256);
            }
            file.position(0);
            return new KeptFile(Channels.newInputStream(file), file.size());
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    @Override
    public void remove(String sha256) throws IOException {
        if (Files.deleteIfExists(path(sha256))) {
            flush(path(sha256).resolveSibling(""));
        }
    }

    private Path path(String sha256) {
        return folder.resolve(Sha256.checked(sha256).substring(0, 2)).resolve(sha256);
    }

    /** What a process that died was receiving. */
    private void removeForgotten() throws IOException {
        Instant before = Instant.now().minus(FORGOTTEN);
        try (DirectoryStream<Path> parts =
                Files.newDirectoryStream(incoming, "*" + Received.COMING_IN)) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /** Of a file its bytes, of a directory the names in it. */
    private static void flush(Path path) throws IOException {
        StandardOpenOption how =
                Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
