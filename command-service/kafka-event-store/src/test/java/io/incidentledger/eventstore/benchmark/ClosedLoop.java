package io.incidentledger.eventstore.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writers that each order the next thing when the one before is answered, on virtual threads: with
 * n writers there are at most n orders under way, and a slow answer slows its own writer only.
 */
final class ClosedLoop {

    /** One writer's next order; returns when it is answered, fails when it was refused. */
    @FunctionalInterface
    interface Order {
        void place() throws Exception;
    }

    /** Makes a writer: its orders share nothing with another writer's. */
    @FunctionalInterface
    interface Writer {
        Order begin(int writer);
    }

    private ClosedLoop() {}

    /**
     * Runs the writers for so long. The rate counts what was answered until then; what is under way
     * at the end is waited for, and not counted.
     */
    static Sample run(int writers, Duration duration, Writer writer) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            long end = start + duration.toNanos();
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                Order order = writer.begin(i);
                running.add(threads.submit(() -> loop(order, end)));
            }
            List<long[]> latencies = new ArrayList<>();
            for (Future<long[]> one : running) {
                latencies.add(one.get());
            }
            return Sample.of(latencies, duration);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a writer failed", failure.getCause());
        }
    }

    private static long[] loop(Order order, long end) throws Exception {
        long[] latencies = new long[1024];
        int size = 0;
        long before = System.nanoTime();
        while (before < end) {
            order.place();
            long after = System.nanoTime();
            if (after < end) {
                if (size == latencies.length) {
                    latencies = Arrays.copyOf(latencies, size * 2);
                }
                latencies[size++] = after - before;
            }
            before = after;
        }
        return Arrays.copyOf(latencies, size);
    }
}
