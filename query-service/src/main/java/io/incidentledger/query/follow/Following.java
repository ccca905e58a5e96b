package io.incidentledger.query.follow;

import io.incidentledger.query.view.Generation;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One generation that this node carries on. Where it stands still while the log moves, its
 * processor is started anew: a coordinator of Axon can be left without a stream. For one thread.
 */
final class Following implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

    private final ProcessorFactory processors;
    private final Generation generation;
    private final Duration standstill;
    private RunningProcessor processor;
    private long position;
    private long movedAt = System.nanoTime();
    private long startedAt = movedAt;

    Following(ProcessorFactory processors, Generation generation, Duration standstill) {
        this.processors = processors;
        this.generation = generation;
        this.standstill = standstill;
        position = generation.position();
        processor = processors.start(generation);
    }

    /**
     * @param now how far it has come
     * @param head the position of the last event of the log
     * @return whether the processor was started anew
     */
    boolean look(long now, long head) {
        if (now != position || now >= head) {
            position = now;
            movedAt = System.nanoTime();
            startedAt = movedAt;
            return false;
        }
        if (System.nanoTime() - startedAt <= standstill.toNanos()) {
            return false;
        }
        LOG.warn(
                "Generation {} of the view stands still at {} while the log has come to {}: its"
                        + " projection is started anew",
                generation.id(),
                now,
                head);
        processor.close();
        processor = processors.start(generation);
        startedAt = System.nanoTime();
        return true;
    }

    /** Whether it has stood still for longer than it may. */
    boolean stands() {
        return System.nanoTime() - movedAt > standstill.toNanos();
    }

    @Override
    public void close() {
        processor.close();
    }
}
