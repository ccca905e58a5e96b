package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.record.EventDraft;
import io.incidentledger.eventstore.record.EventMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/** One append on its way: its events stand in the log together or not at all. */
public final class PendingAppend {

    /** Seen everything: no event conflicts. */
    public static final long NO_CONDITION = Long.MAX_VALUE;

    /** Where the events of an append came to stand. */
    public record Appended(long firstPosition, long lastPosition) {}

    /** A command's identity and content, from the metadata of its events. */
    record CommandKey(String scope, String key, String hash) {

        static @Nullable CommandKey of(Map<String, String> metadata) {
            String key = metadata.get(EventMetadata.COMMAND_ID);
            return key == null
                    ? null
                    : new CommandKey(
                            metadata.getOrDefault(EventMetadata.ACTOR, ""),
                            key,
                            metadata.getOrDefault(EventMetadata.COMMAND_HASH, ""));
        }
    }

    private enum Stage {
        WAITING,
        IN_BATCH,
        ANSWERED
    }

    private final List<EventDraft> drafts;
    private final EventCriteria criteria;
    private final long unseenFrom;
    private final List<CommandKey> commands;
    private final CompletableFuture<Appended> result = new CompletableFuture<>();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.WAITING);
    private volatile long since;
    private volatile long deadline;
    private boolean alone;

    /**
     * @param drafts at least one
     * @param criteria what must not have happened since
     * @param unseenFrom the first position that the caller has not seen, or {@link #NO_CONDITION}
     */
    public PendingAppend(List<EventDraft> drafts, EventCriteria criteria, long unseenFrom) {
        this.drafts = List.copyOf(drafts);
        this.criteria = criteria;
        this.unseenFrom = unseenFrom;
        this.commands = commands(drafts);
    }

    /**
     * Completes when the outcome is known, or with a failure that says whether it is; on no thread
     * of Kafka's.
     */
    public CompletableFuture<Appended> result() {
        return result;
    }

    List<EventDraft> drafts() {
        return drafts;
    }

    EventCriteria criteria() {
        return criteria;
    }

    long unseenFrom() {
        return unseenFrom;
    }

    /** Usually one, or none. */
    List<CommandKey> commands() {
        return commands;
    }

    int largestEvent() {
        return drafts.stream().mapToInt(EventDraft::size).max().orElse(0);
    }

    /** Never less than its records take, in bytes before compression. */
    long size() {
        return drafts.stream().mapToLong(EventDraft::size).sum();
    }

    void waitFrom(long nowNanos, Duration patience) {
        this.since = nowNanos;
        this.deadline = nowNanos + patience.toNanos();
    }

    Duration waited() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    boolean isOverdue(long nowNanos) {
        return nowNanos - deadline > 0;
    }

    /**
     * To be committed by itself: its batch was aborted, and it may be the cause. Read and written
     * by the writer's thread.
     */
    boolean isAlone() {
        return alone;
    }

    void makeAlone() {
        this.alone = true;
    }

    /** The writer takes it into a batch; false when it was answered meanwhile. */
    boolean enterBatch() {
        return stage.compareAndSet(Stage.WAITING, Stage.IN_BATCH);
    }

    /** Its batch certainly left no trace. */
    void leaveBatch() {
        stage.compareAndSet(Stage.IN_BATCH, Stage.WAITING);
    }

    /** Answers it unless it is in a batch; true when this was the answer. */
    boolean claimWhileWaiting() {
        return stage.compareAndSet(Stage.WAITING, Stage.ANSWERED);
    }

    /** Answers it wherever it is; true when this was the answer. */
    boolean claim() {
        return stage.getAndSet(Stage.ANSWERED) != Stage.ANSWERED;
    }

    boolean isAnswered() {
        return stage.get() == Stage.ANSWERED;
    }

    private static List<CommandKey> commands(List<EventDraft> drafts) {
        List<CommandKey> commands = new ArrayList<>(1);
        for (EventDraft draft : drafts) {
            CommandKey command = CommandKey.of(draft.metadata());
            if (command != null && !commands.contains(command)) {
                commands.add(command);
            }
        }
        return commands;
    }
}
