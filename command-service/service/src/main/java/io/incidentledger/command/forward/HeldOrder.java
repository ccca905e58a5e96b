package io.incidentledger.command.forward;

import io.incidentledger.command.edge.LargeOrders;
import io.incidentledger.command.refusal.TooLarge;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An order that was read, so that it can be sent more than once, or be carried out here. One that
 * may have a file is held on the disk, until it is closed.
 */
final class HeldOrder extends HttpServletRequestWrapper implements AutoCloseable {
    private final byte[] body;
    private final @Nullable Path onDisk;

    private HeldOrder(HttpServletRequest request, byte[] body, @Nullable Path onDisk) {
        super(request);
        this.body = body;
        this.onDisk = onDisk;
    }

    /**
     * @throws TooLarge when the body has more bytes than the limit
     */
    static HeldOrder read(HttpServletRequest request, int limit) throws IOException {
        if (request.getContentLengthLong() <= limit) {
            byte[] body = request.getInputStream().readNBytes(limit + 1);
            if (body.length <= limit) {
                return new HeldOrder(request, body, null);
            }
        }
        LargeOrders.readAway(request);
        throw new TooLarge("an order has at most " + limit + " bytes");
    }

    /**
     * @throws TooLarge when the body has more bytes than the limit
     */
    static HeldOrder readToDisk(HttpServletRequest request, long limit, Path directory)
            throws IOException {
        if (request.getContentLengthLong() <= limit) {
            Path file = Files.createTempFile(directory, "ledger-order", null);
            HeldOrder held = new HeldOrder(request, new byte[0], file);
            boolean whole = false;
            try (OutputStream out = Files.newOutputStream(file)) {
                // One byte more tells that there are too many.
                whole = LargeOrders.copied(request.getInputStream(), out, limit + 1) <= limit;
                if (whole) {
                    return held;
                }
            } finally {
                if (!whole) {
                    held.close();
                }
            }
        }
        LargeOrders.readAway(request);
        throw new TooLarge("an order with its file has at most " + limit + " bytes");
    }

    BodyPublisher publisher() {
        try {
            return onDisk == null
                    ? BodyPublishers.ofByteArray(body)
                    : BodyPublishers.ofFile(onDisk);
        } catch (FileNotFoundException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The container reads the parts of a body itself, and this one was read already. */
    boolean canBeCarriedOutHere() {
        return onDisk == null;
    }

    @Override
    public void close() throws IOException {
        if (onDisk != null) {
            Files.deleteIfExists(onDisk);
        }
    }

    /** Whether sending it twice has one effect. */
    boolean repeatable() {
        return getHeader("Idempotency-Key") != null;
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Replayed(new ByteArrayInputStream(body));
    }

    private static final class Replayed extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Replayed(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("orders are read by blocking");
        }
    }
}
