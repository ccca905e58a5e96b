package io.incidentledger.command.forward;

import io.incidentledger.command.edge.LargeOrders;
import io.incidentledger.command.edge.Refusals;
import io.incidentledger.command.forward.WriterClient.Sent;
import io.incidentledger.command.refusal.TooLarge;
import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * On a node that does not write: sends each order to the node that does, as it came, and passes its
 * answer on, as it came. Who may give orders is for that node to say; it comes before everything
 * else here.
 *
 * <p>While the ledger changes hands an order waits for the next writer, for as long as the
 * settings' patience, and is sent again where that is safe: nothing had been sent, the other node
 * said that it did nothing, or the order has an {@code Idempotency-Key}. What is not answered in
 * the end is answered 503, with the truth about what may have become of it.
 *
 * <p>An order is passed on once. A node that gets one that was passed on, and does not write, says
 * so at once with the header {@value #NOT_THE_WRITER}.
 */
public final class Forwarding extends OncePerRequestFilter {
    /** In an order that another node passed on: who that is. */
    static final String FORWARDED_BY = "Ledger-Forwarded-By";

    /** In an answer: this node does not write, and did nothing. */
    static final String NOT_THE_WRITER = "Ledger-Not-The-Writer";

    private static final Set<String> ORDERS = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Duration LOOK = Duration.ofMillis(25);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** For an answer of a node that lost the ledger while it carried an order out. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Writing writing;
    private final String here;
    private final int maxOrder;
    private final long maxUpload;
    private final LargeOrders large;
    private final LargeOrders uploads;
    private final Path disk;
    private final Duration patience;
    private final WriterClient client;

    /**
     * @param here the address of this node
     * @param maxOrder how many bytes the body of an order may have
     * @param maxHeld how many bytes of large orders are held at the same time, at least {@code
     *     maxOrder}
     * @param maxUpload how many bytes an order with a file may have; it is held on the disk
     * @param uploads how many of those are held at the same time
     * @param disk the directory in which they are
     */
    public Forwarding(
            Writing writing,
            String here,
            int maxOrder,
            int maxHeld,
            long maxUpload,
            int uploads,
            Path disk,
            ForwardSettings settings,
            @Nullable SSLContext tls) {
        this.writing = writing;
        this.here = here;
        this.maxOrder = maxOrder;
        this.maxUpload = maxUpload;
        this.large = new LargeOrders(maxHeld, settings.patience());
        this.uploads = new LargeOrders(uploads, settings.patience());
        this.disk = disk;
        this.patience = settings.patience();
        this.client = new WriterClient(tls, settings.timeout());
    }

    /** Who writes the ledger, as far as this node knows. Answers at once, whatever happens. */
    public interface Writing {
        /** Whether this node does. */
        boolean here();

        /** Where another node takes orders; empty when none is known. */
        Optional<String> elsewhere();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ORDERS.contains(request.getMethod())
                || !request.getRequestURI().startsWith(request.getContextPath() + "/api/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (writing.here()) {
            chain.doFilter(request, response);
        } else if (request.getHeader(FORWARDED_BY) != null) {
            response.setHeader(NOT_THE_WRITER, "true");
            refuse(response, "the node that this was passed on to does not write", Outcome.NONE);
        } else {
            boolean file = LargeOrders.mayHaveAFile(request) || LargeOrders.mayBeMany(request);
            LargeOrders waiting = file ? uploads : large;
            int needed = file ? 1 : room(request);
            try {
                waiting.take(needed);
            } catch (Unavailable full) {
                Refusals.answer(full, response);
                return;
            }
            try (HeldOrder order = held(request, response, file)) {
                if (order != null) {
                    passOn(order, response, chain);
                }
            } finally {
                waiting.release(needed);
            }
        }
    }

    /** How many bytes a large order may have; nothing is counted for a small one. */
    private int room(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length >= 0 && length <= LargeOrders.SMALL
                ? 0
                : length < 0 ? maxOrder : Math.toIntExact(Math.min(length, maxOrder));
    }

    private @Nullable HeldOrder held(
            HttpServletRequest request, HttpServletResponse response, boolean file)
            throws IOException {
        try {
            return file
                    ? HeldOrder.readToDisk(request, maxUpload, disk)
                    : HeldOrder.read(request, maxOrder);
        } catch (TooLarge tooLarge) {
            Refusals.answer(LargeOrders.mayBeMany(request) ? whereToSendIt() : tooLarge, response);
        } catch (IOException brokenOff) {
            // Most likely nobody reads this.
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
        return null;
    }

    /** Carrying a larger one out takes longer than a node waits for an answer to pass on. */
    private TooLarge whereToSendIt() {
        return new TooLarge(
                "this node does not write, and passes on a file of many orders with at most "
                        + maxUpload
                        + " bytes; send it in parts, or to the node that writes"
                        + writing.elsewhere().map(writer -> ": " + writer).orElse(""));
    }

    @Override
    public void destroy() {
        client.close();
    }

    private void passOn(HeldOrder order, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        String reason = "no node is known to write the ledger now";
        Outcome outcome = Outcome.NONE;
        do {
            if (writing.here()) {
                if (order.canBeCarriedOutHere()) {
                    chain.doFilter(order, response);
                } else {
                    refuse(response, "the ledger came here while the file came in", outcome);
                }
                return;
            }
            Optional<String> writer = writing.elsewhere();
            if (writer.isPresent() && !writer.get().equals(here)) {
                switch (send(writer.get(), order)) {
                    case Sent.Answered answered -> {
                        switch (verdict(answered, writer.get(), order, outcome)) {
                            case FINAL -> {
                                answered.write(response);
                                return;
                            }
                            case NOTHING_HAPPENED -> {}
                            case MAY_HAVE_COUNTED -> outcome = Outcome.UNKNOWN;
                        }
                        reason = sentence(writer.get(), "it does not write any more");
                    }
                    case Sent.NotSent it -> reason = sentence(writer.get(), it.reason());
                    case Sent.Unanswered it -> {
                        reason = sentence(writer.get(), it.reason());
                        outcome = Outcome.UNKNOWN;
                        if (!order.repeatable()) {
                            refuse(response, reason, outcome);
                            return;
                        }
                    }
                }
            }
            LockSupport.parkNanos(LOOK.toNanos());
        } while (System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted());
        refuse(response, reason, outcome);
    }

    private Sent send(String writer, HeldOrder order) {
        long[] movedAt = {0};
        return client.send(
                writer,
                order,
                FORWARDED_BY,
                here,
                () -> {
                    if (isWriter(writer)) {
                        movedAt[0] = 0;
                    } else if (movedAt[0] == 0) {
                        movedAt[0] = System.nanoTime();
                    }
                    return movedAt[0] == 0 || System.nanoTime() - movedAt[0] < LAST_WORDS.toNanos();
                });
    }

    private enum Verdict {
        FINAL,
        NOTHING_HAPPENED,
        MAY_HAVE_COUNTED
    }

    /** Whether something better can come of sending it again. */
    private Verdict verdict(
            Sent.Answered answered, String writer, HeldOrder order, Outcome before) {
        int status = answered.answer().statusCode();
        if (before == Outcome.UNKNOWN) {
            // An earlier try may have counted: only an answer from the ledger itself says more.
            return status < 500 && status != 401 && status != 403 && status != 429
                    ? Verdict.FINAL
                    : Verdict.MAY_HAVE_COUNTED;
        }
        if (status != 503) {
            return Verdict.FINAL;
        }
        if (answered.answer().headers().firstValue(NOT_THE_WRITER).isPresent()
                // A web server that is just stopping says so before anybody sees the order.
                || answered.answer().body().length == 0) {
            return Verdict.NOTHING_HAPPENED;
        }
        if (isWriter(writer)) {
            return Verdict.FINAL;
        }
        if (answered.saysThatNothingHappened()) {
            return Verdict.NOTHING_HAPPENED;
        }
        return order.repeatable() ? Verdict.MAY_HAVE_COUNTED : Verdict.FINAL;
    }

    private boolean isWriter(String address) {
        return !writing.here() && writing.elsewhere().filter(address::equals).isPresent();
    }

    private static String sentence(String writer, String reason) {
        return "the order was to be carried out by the node at " + writer + ", but " + reason;
    }

    private static void refuse(HttpServletResponse response, String sentence, Outcome outcome)
            throws IOException {
        Refusals.answer(new Unavailable(sentence, outcome, RETRY_AFTER), response);
    }
}
