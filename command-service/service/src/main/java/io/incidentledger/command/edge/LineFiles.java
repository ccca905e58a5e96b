package io.incidentledger.command.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where bodies of many orders wait until they are carried out: on the disk, since a sender that
 * reads no answer before it has sent all would else wait for us, and we for it. Thread-safe.
 */
public final class LineFiles {
    private static final int AT_ONCE = 4;

    private final Path disk;
    private final long most;
    private final LargeOrders places;

    /**
     * @param disk the directory in which they are
     * @param most how many bytes a body may have
     * @param patience how long one waits for others before it is refused
     */
    public LineFiles(Path disk, long most, Duration patience) {
        this.disk = disk;
        this.most = most;
        this.places = new LargeOrders(AT_ONCE, patience);
    }

    /**
     * A body on the disk; closing it takes it away.
     *
     * @param done lets the next one come in
     */
    record LineFile(Path path, Runnable done) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try {
                Files.deleteIfExists(path);
            } finally {
                done.run();
            }
        }
    }

    /**
     * @throws TooLong when the body has too many bytes
     */
    LineFile received(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > most) {
            throw tooLong(request);
        }
        places.take(1);
        boolean whole = false;
        try {
            LineFile file =
                    new LineFile(
                            Files.createTempFile(disk, "ledger-lines", null),
                            () -> places.release(1));
            try (OutputStream out = Files.newOutputStream(file.path())) {
                if (LargeOrders.copied(request.getInputStream(), out, most + 1) > most) {
                    throw tooLong(request);
                }
                whole = true;
                return file;
            } finally {
                if (!whole) {
                    Files.deleteIfExists(file.path());
                }
            }
        } finally {
            if (!whole) {
                places.release(1);
            }
        }
    }

    private TooLong tooLong(HttpServletRequest request) throws IOException {
        LargeOrders.readAway(request);
        return new TooLong("a file of many orders", most);
    }
}
