package io.incidentledger.embedded.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lies where: {@code data} (the cluster), {@code binaries} (the unpacked server), {@code
 * password}, {@code lock}, {@code server.log}, and {@code ready}, written once all of it has worked
 * together. Without {@code ready} a start was cut short, and nothing there is worth keeping.
 */
record ServerDirectory(Path path) {
    private static final int PASSWORD_BYTES = 32;
    private static final long LOG_LIMIT_BYTES = 5_000_000;

    Path data() {
        return path.resolve("data");
    }

    /** The library opens this folder to all users; the parent keeps them out. */
    Path binaries() {
        return path.resolve("binaries");
    }

    Path log() {
        return path.resolve("server.log");
    }

    Path passwordFile() {
        return path.resolve("password");
    }

    private Path ready() {
        return path.resolve("ready");
    }

    void create() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, ownerOnly("rwx------"));
        } else if (posix()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
        if (Files.exists(log()) && Files.size(log()) > LOG_LIMIT_BYTES) {
            Files.delete(log());
        }
    }

    /** Held until the channel is closed or the process ends. */
    FileChannel lock() throws IOException {
        FileChannel channel =
                FileChannel.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this same JVM: said below.
        }
        channel.close();
        throw new PostgresUnavailableException(
                "The database in " + path + " is in use by a running process.", null);
    }

    String password() throws IOException {
        if (Files.exists(passwordFile())) {
            String kept = Files.readString(passwordFile()).strip();
            if (kept.length() == 2 * PASSWORD_BYTES) {
                return kept;
            }
            Files.delete(passwordFile());
        }
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        Files.createFile(passwordFile(), ownerOnly("rw-------"));
        Files.writeString(passwordFile(), password + "\n");
        // A cluster from before this password would not let us in.
        Files.deleteIfExists(ready());
        return password;
    }

    boolean isReady() {
        return Files.exists(ready());
    }

    void markReady() throws IOException {
        if (!isReady()) {
            Files.createFile(ready());
        }
    }

    void clear() throws IOException {
        delete(data());
        delete(binaries());
    }

    /** Copies a server that was unpacked elsewhere, which is done in a tenth of the time. */
    void copyBinaries(Path unpacked) throws IOException {
        Files.walkFileTree(
                unpacked,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        Files.createDirectories(copyOf(directory));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.copy(
                                file,
                                copyOf(file),
                                StandardCopyOption.COPY_ATTRIBUTES,
                                LinkOption.NOFOLLOW_LINKS);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) throws IOException {
                        // By these times the library knows that it has unpacked all.
                        Files.setLastModifiedTime(
                                copyOf(directory), Files.getLastModifiedTime(directory));
                        return super.postVisitDirectory(directory, failure);
                    }

                    private Path copyOf(Path original) {
                        return binaries().resolve(unpacked.relativize(original).toString());
                    }
                });
    }

    /** Moves the data away and forgets what was set aside before. */
    Path setAside() throws IOException {
        Files.deleteIfExists(ready());
        try (Stream<Path> children = Files.list(path)) {
            List<Path> older =
                    children.filter(child -> child.getFileName().toString().startsWith("data."))
                            .toList();
            for (Path one : older) {
                delete(one);
            }
        }
        Path aside = path.resolve("data.damaged-" + Instant.now().getEpochSecond());
        if (Files.exists(data())) {
            Files.move(data(), aside);
        }
        delete(binaries());
        return aside;
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(tree)) {
            for (Path one : walk.sorted(Comparator.reverseOrder()).toList()) {
                try {
                    Files.deleteIfExists(one);
                } catch (FileSystemException e) {
                    throw new IOException("cannot delete " + one + ": " + e.getReason(), e);
                }
            }
        }
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        if (!posix()) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
    }

    private boolean posix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
