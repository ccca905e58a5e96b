package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.AppendMeter;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreFailure.Outcome;
import io.incidentledger.eventstore.EventStoreSettings;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every append that has not been answered, in the order in which they are decided; and the
 * answering. Thread-safe.
 */
final class OpenAppends {

    private final EventStoreSettings settings;
    private final Executor answers;
    private final AtomicInteger size = new AtomicInteger();
    private final Set<PendingAppend> open = ConcurrentHashMap.newKeySet();
    private final Queue<PendingAppend> inbox = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedDeque<PendingAppend> first = new ConcurrentLinkedDeque<>();

    OpenAppends(EventStoreSettings settings, Executor answers) {
        this.settings = settings;
        this.answers = answers;
    }

    /** Takes it, unless there are too many. */
    boolean offer(PendingAppend append) {
        if (size.incrementAndGet() > settings.queueBound()) {
            size.decrementAndGet();
            return false;
        }
        append.waitFrom(System.nanoTime(), settings.appendTimeout());
        open.add(append);
        inbox.add(append);
        return true;
    }

    @Nullable PendingAppend next() {
        PendingAppend next = first.poll();
        return next == null ? inbox.poll() : next;
    }

    /** These come before all others, in this order. */
    void again(List<PendingAppend> appends) {
        for (PendingAppend append : appends.reversed()) {
            first.addFirst(append);
        }
    }

    int size() {
        return size.get();
    }

    void succeed(PendingAppend append, PendingAppend.Appended appended) {
        if (append.claim()) {
            leave(append);
            answers.execute(
                    () -> {
                        Duration waited = append.waited();
                        append.result().complete(appended);
                        settings.meter().answered(AppendMeter.Answer.WRITTEN, waited);
                    });
        }
    }

    void fail(PendingAppend append, RuntimeException reason) {
        fail(append, () -> reason);
    }

    /** With the reason that there is when the answer leaves. */
    void fail(PendingAppend append, Supplier<RuntimeException> reason) {
        if (append.claim()) {
            answerFailed(append, reason);
        }
    }

    /**
     * Answers those who have waited for too long: truthfully, so it matters whether they are in a
     * batch.
     */
    void failOverdue(String reason) {
        long now = System.nanoTime();
        boolean late = false;
        for (PendingAppend append : open) {
            if (append.isOverdue(now)) {
                failNow(append, reason);
                late = true;
            }
        }
        if (late) {
            forgetAnswered();
        }
    }

    /** Answers those that are in no batch: what became of the others is still to be learnt. */
    void failWaiting(String reason) {
        boolean any = false;
        for (PendingAppend append : open) {
            if (append.claimWhileWaiting()) {
                answerFailed(append, () -> notWritten(reason));
                any = true;
            }
        }
        if (any) {
            forgetAnswered();
        }
    }

    /** Answers all. */
    void failAll(String reason) {
        for (PendingAppend append : open) {
            failNow(append, reason);
        }
        forgetAnswered();
    }

    /** While nothing is decided, nobody else would: the queues would grow for as long as that. */
    private void forgetAnswered() {
        inbox.removeIf(PendingAppend::isAnswered);
        first.removeIf(PendingAppend::isAnswered);
    }

    private void failNow(PendingAppend append, String reason) {
        if (append.claimWhileWaiting()) {
            answerFailed(append, () -> notWritten(reason));
        } else if (append.claim()) {
            answerFailed(
                    append,
                    () ->
                            unavailable(
                                    "It is not known whether the append was written: " + reason,
                                    Outcome.UNKNOWN,
                                    null));
        }
    }

    EventStoreFailure.Unavailable unavailable(
            String message, Outcome outcome, @Nullable Throwable cause) {
        return new EventStoreFailure.Unavailable(message, outcome, settings.retryAfter(), cause);
    }

    private EventStoreFailure.Unavailable notWritten(String reason) {
        return unavailable("The append was not written: " + reason, Outcome.NONE, null);
    }

    private void answerFailed(PendingAppend append, Supplier<RuntimeException> reason) {
        leave(append);
        answers.execute(
                () -> {
                    RuntimeException failure = reason.get();
                    Duration waited = append.waited();
                    append.result().completeExceptionally(failure);
                    settings.meter().answered(answer(failure), waited);
                });
    }

    private static AppendMeter.Answer answer(RuntimeException failure) {
        return failure instanceof EventStoreFailure.Unavailable unavailable
                ? switch (unavailable.outcome()) {
                    case NONE -> AppendMeter.Answer.NOT_WRITTEN;
                    case UNKNOWN -> AppendMeter.Answer.UNKNOWN;
                }
                : AppendMeter.Answer.REJECTED;
    }

    private void leave(PendingAppend append) {
        open.remove(append);
        size.decrementAndGet();
    }
}
