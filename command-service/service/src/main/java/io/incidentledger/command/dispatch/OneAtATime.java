package io.incidentledger.command.dispatch;

import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets those who want the same thing wait for each other, in the order in which they came. Holds a
 * lock for as long as somebody wants it, so that different things never wait for each other.
 * Thread-safe.
 */
final class OneAtATime {
    private static final class Queue {
        private final ReentrantLock lock = new ReentrantLock(true);
        private int users;
    }

    private final ConcurrentHashMap<Object, Queue> queues = new ConcurrentHashMap<>();
    private final Duration patience;

    OneAtATime(Duration patience) {
        this.patience = patience;
    }

    /**
     * @throws Unavailable when the wait is longer than the patience; nothing was done then
     */
    <T> T run(Object thing, Supplier<T> work) {
        Queue queue = queues.compute(thing, (key, present) -> joined(present));
        try {
            if (!queue.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Unavailable(
                        "too many orders wait for the same incident",
                        Outcome.NONE,
                        Duration.ofSeconds(1));
            }
            try {
                return work.get();
            } finally {
                queue.lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the service stops", Outcome.NONE, Duration.ofSeconds(1));
        } finally {
            queues.computeIfPresent(thing, (key, present) -> --present.users == 0 ? null : present);
        }
    }

    private static Queue joined(@Nullable Queue present) {
        Queue queue = present == null ? new Queue() : present;
        queue.users++;
        return queue;
    }
}
