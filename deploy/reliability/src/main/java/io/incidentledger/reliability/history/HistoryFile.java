package io.incidentledger.reliability.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The history as JSON Lines: one line when a request begins and one when it ends. Each is with the
 * operating system before the client goes on, so that a killed harness loses nothing. Thread-safe.
 */
public final class HistoryFile implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FileChannel channel;
    private final long origin = System.nanoTime();
    private final AtomicLong requests = new AtomicLong();

    /**
     * @param asked with a beginning, else null
     * @param answer with an end, else null
     */
    record Line(
            long request,
            long at,
            @Nullable String client,
            @Nullable String node,
            @Nullable Asked asked,
            @Nullable Answer answer) {}

    private HistoryFile(FileChannel channel) {
        this.channel = channel;
    }

    /** A new history; there must not be one yet. */
    public static HistoryFile create(Path file) {
        try {
            return new HistoryFile(
                    FileChannel.open(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Written before the request is sent; returns its number. */
    public long began(String client, String node, Asked asked) {
        long request = requests.incrementAndGet();
        write(new Line(request, now(), client, node, asked, null));
        return request;
    }

    /** Written when the answer is there. */
    public void ended(long request, Answer answer) {
        write(new Line(request, now(), null, null, null, answer));
    }

    /** The time that the lines carry, in microseconds. */
    public long now() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - origin);
    }

    /**
     * Reads a history. A line that was cut off by the end of the harness is passed over, and what
     * never ended is unknown.
     */
    public static List<Exchange> read(Path file) throws IOException {
        Map<Long, Exchange> exchanges = new LinkedHashMap<>();
        for (String text : Files.readAllLines(file)) {
            Line line;
            try {
                line = JSON.readValue(text, Line.class);
            } catch (JacksonException cutOff) {
                continue;
            }
            if (line.asked() != null && line.client() != null && line.node() != null) {
                exchanges.put(
                        line.request(),
                        new Exchange(
                                line.request(),
                                line.client(),
                                line.node(),
                                line.at(),
                                Long.MAX_VALUE,
                                line.asked(),
                                new Answer.Unknown(0, "the history ends before the answer")));
            } else if (line.answer() != null) {
                Answer answer = line.answer();
                exchanges.computeIfPresent(
                        line.request(),
                        (request, begun) ->
                                new Exchange(
                                        request,
                                        begun.client(),
                                        begun.node(),
                                        begun.began(),
                                        line.at(),
                                        begun.asked(),
                                        answer));
            }
        }
        return new ArrayList<>(exchanges.values());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void write(Line line) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
