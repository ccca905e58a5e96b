package io.incidentledger.command.edge;

import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
import io.incidentledger.eventstore.EventStoreFailure;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Orders that came in one body, one on every line (JSON Lines), to be carried out one after the
 * other. No more than one of them is in memory. Not thread-safe.
 */
public final class OrderLines<B extends Body> implements AutoCloseable {
    /** What such a body is said to be. */
    public static final MediaType TYPE = MediaType.APPLICATION_NDJSON;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Problems problems = new Problems();
    private final LineFiles.LineFile file;
    private final int limit;
    private final Function<byte[], Order<B>> reader;
    private final LargeOrders large;
    private final UnknownHandles unknownHandles;
    private final Runnable proof;
    private final HttpServletRequest request;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment bytes;
    private long at;
    private long number;

    OrderLines(
            LineFiles.LineFile file,
            int limit,
            Function<byte[], Order<B>> reader,
            LargeOrders large,
            UnknownHandles unknownHandles,
            Runnable proof,
            HttpServletRequest request)
            throws IOException {
        this.file = file;
        this.limit = limit;
        this.reader = reader;
        this.large = large;
        this.unknownHandles = unknownHandles;
        this.proof = proof;
        this.request = request;
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            this.bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException unreadable) {
            close();
            throw unreadable;
        }
    }

    /**
     * What came of a line.
     *
     * @param number counted from 1
     * @param answer null when it was refused
     * @param problem why it was, as JSON; null when it was not
     * @param last whether it makes no sense to go on with those after it
     */
    public record Line(
            long number,
            @Nullable ResponseEntity<?> answer,
            @Nullable String problem,
            boolean last) {}

    /**
     * Carries out the next line that is not blank.
     *
     * @return null after the last one
     */
    public @Nullable Line next(Function<Order<B>, ResponseEntity<?>> give) {
        while (at < bytes.byteSize()) {
            MemorySegment line = line();
            if (line.byteSize() > limit || !isBlank(line)) {
                return carriedOut(line, give);
            }
        }
        return null;
    }

    private MemorySegment line() {
        long end = at;
        while (end < bytes.byteSize() && bytes.get(ValueLayout.JAVA_BYTE, end) != '\n') {
            end++;
        }
        MemorySegment line = bytes.asSlice(at, end - at);
        at = end + 1;
        number++;
        return line;
    }

    private static boolean isBlank(MemorySegment line) {
        return new String(line.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8).isBlank();
    }

    private Line carriedOut(MemorySegment line, Function<Order<B>, ResponseEntity<?>> give) {
        @Nullable ResponseEntity<?> answer = null;
        try {
            answer = given(line, give);
            proof.run();
            return new Line(number, answer, null, false);
        } catch (EventStoreFailure unproven) {
            return refused(unproven(unproven, answer != null));
        } catch (RuntimeException failure) {
            return refused(failure);
        }
    }

    private ResponseEntity<?> given(
            MemorySegment line, Function<Order<B>, ResponseEntity<?>> give) {
        if (line.byteSize() > limit) {
            throw new TooLong("a line", limit);
        }
        int needed = line.byteSize() < LargeOrders.SMALL ? 0 : (int) line.byteSize();
        large.take(needed);
        try {
            ResponseEntity<?> answer =
                    give.apply(reader.apply(line.toArray(ValueLayout.JAVA_BYTE)));
            unknownHandles.carriedOut(request);
            return answer;
        } finally {
            large.release(needed);
        }
    }

    /** A refusal, too, holds only while the ledger is ours. */
    private Line refused(RuntimeException failure) {
        ResponseEntity<byte[]> problem = problems.any(failure);
        if (problem.getStatusCode() != HttpStatus.SERVICE_UNAVAILABLE) {
            try {
                proof.run();
            } catch (EventStoreFailure unproven) {
                problem = problems.any(unproven(unproven, false));
            }
        }
        byte[] body = problem.getBody();
        return new Line(
                number,
                null,
                body == null ? "{}" : new String(body, StandardCharsets.UTF_8),
                problem.getStatusCode() == HttpStatus.SERVICE_UNAVAILABLE
                        || problem.getStatusCode() == HttpStatus.UNAUTHORIZED);
    }

    private static Unavailable unproven(EventStoreFailure failure, boolean carriedOut) {
        return new Unavailable(
                String.valueOf(failure.getMessage()),
                carriedOut ? Outcome.UNKNOWN : Outcome.NONE,
                RETRY_AFTER);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            arena.close();
        }
    }
}
