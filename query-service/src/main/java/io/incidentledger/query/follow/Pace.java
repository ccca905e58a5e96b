package io.incidentledger.query.follow;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** How fast a generation moves, over the last seconds, whichever node moves it. Thread-safe. */
final class Pace {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long position, long nanos) {}

    /**
     * @param nanos of a clock that only goes forwards
     */
    synchronized void add(long position, long nanos) {
        samples.addLast(new Sample(position, nanos));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos > WINDOW.toNanos()) {
            samples.removeFirst();
        }
    }

    /** Null before there are two looks to compare. */
    synchronized @Nullable Double eventsPerSecond() {
        if (samples.size() < 2) {
            return null;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        return (last.position - first.position) * 1e9 / (last.nanos - first.nanos);
    }
}
