package io.incidentledger.eventstore;

import io.incidentledger.eventstore.axon.KafkaEventStorageEngine;
import io.incidentledger.eventstore.index.EventIndex;
import io.incidentledger.eventstore.record.RecordedEvent;
import io.incidentledger.eventstore.write.Writer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that is written here, or could be: one Kafka partition with one writer, and an index of
 * it beside. Without an advertised address this store is the writer; with one it is one of several,
 * and follows the log until it is chosen.
 *
 * <p>What it promises: an append that succeeded is in the log, in order, once; it was checked
 * against everything before it; its events are there together or not at all; of two stores on one
 * ledger never both succeed, the one that was opened later wins, and the other stops answering.
 *
 * <p>Thread-safe. Questions are answered from the index and fail with {@link
 * EventStoreFailure.Unavailable} or {@link EventStoreFailure.Refused} while the store does not
 * serve; those that say so are answered while it follows, too.
 */
public final class KafkaEventStore implements AutoCloseable {

    private final EventStoreSettings settings;
    private final Writer writer;

    private KafkaEventStore(EventStoreSettings settings, Writer writer) {
        this.settings = settings;
        this.writer = writer;
    }

    /**
     * Opens the ledger and returns when it is served, or when another node was chosen to and this
     * one follows: at once when the index is fresh, after reading the log when it must be built.
     *
     * @throws EventStoreFailure.Refused when history is in danger or damaged; with the reason
     * @throws EventStoreFailure.Unavailable when Kafka cannot be reached within the settings'
     *     openTimeout
     */
    public static KafkaEventStore open(EventStoreSettings settings) {
        return open(settings, Progress.NONE);
    }

    /** Like {@link #open(EventStoreSettings)}, telling of the progress. */
    public static KafkaEventStore open(EventStoreSettings settings, Progress progress) {
        return open(settings, InstantSource.system(), progress);
    }

    static KafkaEventStore open(
            EventStoreSettings settings, InstantSource clock, Progress progress) {
        Writer writer = new Writer(settings, clock, progress);
        CompletableFuture<Void> serving = writer.start();
        try {
            await(settings, writer, serving);
            return new KafkaEventStore(settings, writer);
        } catch (RuntimeException failure) {
            writer.close();
            throw failure;
        }
    }

    /** For payloads that are bytes already, or text. */
    public EventStorageEngine storageEngine() {
        return new KafkaEventStorageEngine(writer, settings.subjectTag(), null);
    }

    /**
     * For payloads that the converter turns into bytes. Events are read back as bytes; who handles
     * them converts.
     */
    public EventStorageEngine storageEngine(Converter converter) {
        return new KafkaEventStorageEngine(writer, settings.subjectTag(), converter);
    }

    /** The end of the log; while following, as far as it has been read. */
    public Head head() {
        return writer.look(index -> writer.head());
    }

    /** How many events this store has read, whatever it is doing. Always answers. */
    public long seen() {
        return writer.head().nextPosition();
    }

    /** The last event with a tag. */
    public Optional<RecordedEvent> last(Tag tag) {
        return writer.ask(index -> last(index, tag));
    }

    /**
     * The last event with a tag that this store has read, whether it serves, follows, or has lost
     * touch with Kafka: for what does no harm when it is old.
     */
    public Optional<RecordedEvent> lastSeen(Tag tag) {
        return writer.remember(index -> last(index, tag));
    }

    /** The position of the last event with a tag. Takes microseconds. */
    public OptionalLong lastPosition(Tag tag) {
        return writer.ask(index -> index.lastPosition(tag));
    }

    /**
     * The events from a position on, as many as there are up to the limit; while following, as far
     * as the log has been read.
     */
    public List<RecordedEvent> read(long position, int limit) {
        if (position < 0 || limit < 0) {
            throw new IllegalArgumentException("position and limit must not be negative");
        }
        return writer.look(index -> index.events(position, limit));
    }

    /**
     * What a command led to, by the scope and key under which it came; empty when it led to
     * nothing.
     */
    public Optional<RecordedCommand> command(String scope, String key) {
        return writer.ask(index -> index.command(scope, key));
    }

    /**
     * Where the node that writes takes commands, as last seen (a second ago at most while Kafka
     * answers); empty when this store is the one, or none is known. Always answers. It is a hint:
     * whoever is asked there may just have handed over.
     */
    public Optional<String> writerAddress() {
        return writer.writerAddress();
    }

    /**
     * Fails when this store may not answer any more. To be called as the last thing before an
     * answer leaves that rests on what was sourced or asked a while ago, a refusal for example.
     *
     * @throws EventStoreFailure.Unavailable when it does not serve, or cannot prove that it still
     *     is the one that writes
     */
    public void requireServing() {
        writer.requireServing();
    }

    /** What the store is doing. Always answers. */
    public StoreState state() {
        return writer.state();
    }

    /**
     * Why this store, which serves, has not been able to look for two intervals whether history is
     * still safe in its topic; empty when it has. Always answers.
     */
    public Optional<String> unchecked() {
        return writer.unchecked();
    }

    /** How many appends wait for their outcome. Always answers. */
    public int waiting() {
        return writer.waiting();
    }

    /** Writes what is waiting and ends. Idempotent. */
    @Override
    public void close() {
        writer.close();
    }

    private static Optional<RecordedEvent> last(EventIndex index, Tag tag) {
        OptionalLong position = index.lastPosition(tag);
        return position.isPresent() ? index.event(position.getAsLong()) : Optional.empty();
    }

    private static void await(
            EventStoreSettings settings, Writer writer, CompletableFuture<Void> serving) {
        long patience = settings.openTimeout().toNanos();
        long deadline = System.nanoTime() + patience;
        long reached = 0;
        while (true) {
            try {
                serving.get(100, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException notYet) {
                if (writer.state() instanceof StoreState.CatchingUp(long position, long target)
                        && position > reached) {
                    reached = position;
                    deadline = System.nanoTime() + patience;
                } else if (System.nanoTime() - deadline > 0) {
                    throw unavailable(settings, reason(writer.state(), settings), null);
                }
            } catch (ExecutionException failure) {
                if (failure.getCause() instanceof EventStoreFailure reason) {
                    throw reason;
                }
                throw unavailable(
                        settings, "The store could not be opened: " + failure.getCause(), failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw unavailable(settings, "Opening the store was interrupted.", interrupted);
            }
        }
    }

    private static String reason(StoreState state, EventStoreSettings settings) {
        return state instanceof StoreState.Unavailable(String reason)
                ? reason
                : "Kafka at "
                        + settings.bootstrapServers()
                        + " did not let the ledger be taken within "
                        + settings.openTimeout()
                        + ".";
    }

    private static EventStoreFailure.Unavailable unavailable(
            EventStoreSettings settings, String message, @Nullable Throwable cause) {
        return new EventStoreFailure.Unavailable(
                message, EventStoreFailure.Outcome.NONE, settings.retryAfter(), cause);
    }
}
