package io.incidentledger.command.dispatch;

import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets those who want the same thing wait for each other, in the order in which they came. Holds a
 * lock for as long as somebody wants it, so that different things never wait for each other.
 * Thread-safe.
 *
 * @param <W> what is to be done
 * @param <T> what comes of it
 */
public final class OneAtATime<W, T> {
    /** What somebody waits for. */
    record Errand<W, T>(W what, CompletableFuture<T> result) {
        void complete(Supplier<T> work) {
            try {
                result.complete(work.get());
            } catch (RuntimeException failure) {
                result.completeExceptionally(failure);
            }
        }
    }

    private static final class Queue<W, T> {
        private final ReentrantLock lock = new ReentrantLock(true);
        private final Deque<Errand<W, T>> errands = new ArrayDeque<>();
        private int users;

        private synchronized void add(Errand<W, T> errand) {
            errands.add(errand);
        }

        private synchronized boolean remove(Errand<W, T> errand) {
            return errands.remove(errand);
        }

        /** The first, and those behind it for as long as they may be done with it. */
        private synchronized List<Errand<W, T>> take(BiPredicate<List<W>, W> joins) {
            List<Errand<W, T>> taken = new ArrayList<>();
            List<W> before = new ArrayList<>();
            while (!errands.isEmpty()
                    && (taken.isEmpty() || joins.test(before, errands.peek().what()))) {
                Errand<W, T> next = errands.remove();
                taken.add(next);
                before.add(next.what());
            }
            return taken;
        }
    }

    private final ConcurrentHashMap<Object, Queue<W, T>> queues = new ConcurrentHashMap<>();
    private final Duration patience;

    public OneAtATime(Duration patience) {
        this.patience = patience;
    }

    /**
     * Does it when its turn comes, alone.
     *
     * @throws Unavailable when the wait is longer than the patience; nothing was done then
     */
    public <R> R alone(Object thing, Supplier<R> work) {
        return inQueue(
                thing,
                queue -> {
                    if (!await(queue)) {
                        throw tooMany();
                    }
                    try {
                        return work.get();
                    } finally {
                        queue.lock.unlock();
                    }
                });
    }

    /**
     * Does it when its turn comes, or leaves it to whoever's turn comes before.
     *
     * @param joins whether one may be done with those before it
     * @param work completes all that it is given
     * @throws Unavailable when the wait is longer than the patience; nothing was done then
     */
    T together(
            Object thing,
            W what,
            BiPredicate<List<W>, W> joins,
            Consumer<List<Errand<W, T>>> work) {
        Errand<W, T> own = new Errand<>(what, new CompletableFuture<>());
        return inQueue(
                thing,
                queue -> {
                    queue.add(own);
                    if (await(queue)) {
                        try {
                            while (!own.result().isDone()) {
                                perform(queue.take(joins), work);
                            }
                        } finally {
                            queue.lock.unlock();
                        }
                    } else if (queue.remove(own)) {
                        throw tooMany();
                    }
                    return result(own);
                });
    }

    /** Whatever happens, nobody is left waiting. */
    private static <W, T> void perform(
            List<Errand<W, T>> taken, Consumer<List<Errand<W, T>>> work) {
        Throwable reason = new IllegalStateException("it was left undone");
        try {
            work.accept(taken);
        } catch (RuntimeException | Error failure) {
            reason = failure;
        }
        for (Errand<W, T> errand : taken) {
            errand.result().completeExceptionally(reason);
        }
    }

    private static <W, T> T result(Errand<W, T> done) {
        try {
            return done.result().join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private <R> R inQueue(Object thing, Function<Queue<W, T>, R> use) {
        Queue<W, T> queue = queues.compute(thing, (key, present) -> joined(present));
        try {
            return use.apply(queue);
        } finally {
            queues.computeIfPresent(thing, (key, present) -> --present.users == 0 ? null : present);
        }
    }

    private boolean await(Queue<W, T> queue) {
        try {
            return queue.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static <W, T> Queue<W, T> joined(@Nullable Queue<W, T> present) {
        Queue<W, T> queue = present == null ? new Queue<>() : present;
        queue.users++;
        return queue;
    }

    private static Unavailable tooMany() {
        return new Unavailable(
                "too many orders wait for the same incident", Outcome.NONE, Duration.ofSeconds(1));
    }
}
