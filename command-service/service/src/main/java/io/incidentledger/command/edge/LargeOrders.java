package io.incidentledger.command.edge;

import io.incidentledger.command.refusal.Unavailable;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.MediaType;

/**
 * Room for large orders: however many come at once, what is held of them takes no more than so many
 * bytes. The others wait, and are told to come again when that takes too long. Thread-safe.
 */
public final class LargeOrders {
    /** Nearly every order is smaller: those that people type never wait for a program's. */
    public static final int SMALL = 32 << 10;

    /** How much of a body that is too long is read away, so that its sender gets our answer. */
    private static final long READ_AWAY = 64L << 20;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Semaphore room;
    private final Duration patience;

    /**
     * @param room how many bytes may be held at the same time, at least those of the largest order
     * @param patience how long an order waits for room before it is refused
     */
    public LargeOrders(int room, Duration patience) {
        // Fair, or a large order would never find room among many small ones.
        this.room = new Semaphore(room, true);
        this.patience = patience;
    }

    /**
     * Takes so many bytes, to be released by the same number. None at all are there at once.
     *
     * @throws Unavailable when there is no room within the patience, or the service stops
     */
    public void take(int bytes) {
        try {
            // A fair semaphore lets even those wait who want nothing.
            if (bytes > 0 && !room.tryAcquire(bytes, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw unavailable("too many large orders come in at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the service stops");
        }
    }

    public void release(int bytes) {
        room.release(bytes);
    }

    /** Whether a file may have come with an order: too large to be held in memory. */
    public static boolean mayHaveAFile(HttpServletRequest request) {
        return isOf(MediaType.MULTIPART_FORM_DATA, request);
    }

    /** Whether there may be many orders: too large to be held in memory. */
    public static boolean mayBeMany(HttpServletRequest request) {
        return isOf(OrderLines.TYPE, request);
    }

    private static boolean isOf(MediaType type, HttpServletRequest request) {
        String given = request.getContentType();
        return given != null && given.toLowerCase(Locale.ROOT).startsWith(type.toString());
    }

    /**
     * Copies what comes in, but no more than so many bytes.
     *
     * @return how many it was
     */
    public static long copied(InputStream in, OutputStream out, long most) throws IOException {
        byte[] buffer = new byte[16 << 10];
        long copied = 0;
        while (copied < most) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, most - copied));
            if (read < 0) {
                break;
            }
            out.write(buffer, 0, read);
            copied += read;
        }
        return copied;
    }

    /** What is left of the body of an order that is too long. */
    public static void readAway(HttpServletRequest request) throws IOException {
        request.getInputStream().skip(READ_AWAY);
    }

    private static Unavailable unavailable(String sentence) {
        return new Unavailable(sentence, Unavailable.Outcome.NONE, RETRY_AFTER);
    }
}
