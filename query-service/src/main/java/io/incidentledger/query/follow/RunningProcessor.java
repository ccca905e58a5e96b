package io.incidentledger.query.follow;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.messaging.eventhandling.processing.streaming.pooled.PooledStreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A processor with the threads that are its own; closing lets the batch under way end first. */
final class RunningProcessor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningProcessor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PooledStreamingEventProcessor processor;
    private final List<ExecutorService> threads;

    RunningProcessor(PooledStreamingEventProcessor processor, List<ExecutorService> threads) {
        this.processor = processor;
        this.threads = threads;
    }

    @Override
    public void close() {
        // Whoever closes may be interrupted already; the batch under way ends all the same.
        boolean interrupted = Thread.interrupted();
        try {
            processor.shutdown().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException stuck) {
            LOG.warn("The projection did not end in order", stuck);
        } finally {
            threads.forEach(ExecutorService::shutdownNow);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
