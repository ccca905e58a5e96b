package io.incidentledger.command.forward;

import io.incidentledger.command.edge.LargeOrders;
import io.incidentledger.command.refusal.TooLarge;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** An order that was read, so that it can be sent more than once, or be carried out here. */
final class HeldOrder extends HttpServletRequestWrapper {
    private final byte[] body;

    private HeldOrder(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    /**
     * @throws TooLarge when the body has more bytes than the limit
     */
    static HeldOrder read(HttpServletRequest request, int limit) throws IOException {
        if (request.getContentLengthLong() <= limit) {
            byte[] body = request.getInputStream().readNBytes(limit + 1);
            if (body.length <= limit) {
                return new HeldOrder(request, body);
            }
        }
        LargeOrders.readAway(request);
        throw new TooLarge("an order has at most " + limit + " bytes");
    }

    byte[] body() {
        return body;
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
