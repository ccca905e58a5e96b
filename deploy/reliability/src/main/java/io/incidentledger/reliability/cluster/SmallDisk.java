package io.incidentledger.reliability.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A temporary directory that is a small file system of its own where the system lets us mount one,
 * and can then be filled to the last byte. Gone when closed. It is not in the build's folders,
 * which could not be deleted as long as something is mounted there.
 */
public final class SmallDisk implements AutoCloseable {
    private final Path directory;
    private final boolean mounted;

    SmallDisk(String name, String size) {
        try {
            directory = Files.createTempDirectory("ledger-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size, "none", directory.toString());
    }

    public Path directory() {
        return directory;
    }

    /** Whether it can be filled without harm to others. */
    public boolean isSmall() {
        return mounted;
    }

    /** Leaves no room for anything. */
    public void fill() {
        if (!mounted) {
            throw new IllegalStateException(directory + " is not a file system of its own");
        }
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            int size = block.length;
            while (size > 0) {
                try {
                    out.write(block, 0, size);
                } catch (IOException full) {
                    size /= 2;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes away what filled it. */
    public void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (mounted) {
            run("umount", "-l", directory.toString());
        }
        try (Stream<Path> left = Files.walk(directory)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    private static boolean run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
