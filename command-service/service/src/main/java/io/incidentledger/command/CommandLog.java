package io.incidentledger.command;

import io.incidentledger.command.access.FirstTokenIssued;
import io.incidentledger.command.access.NotAnsweringException;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.StoreState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.common.configuration.AxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts Axon before the web server listens. Once the last order was answered, the ledger goes to
 * the next node before anything else is taken down: until it is there, everybody waits.
 */
final class CommandLog implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final AxonConfiguration axon;
    private final Supplier<StoreState> state;
    private final Supplier<Optional<FirstTokenIssued>> firstToken;
    private final Consumer<FirstTokenIssued> tell;
    private final Runnable handOver;
    private volatile @Nullable Thread waiting;
    private volatile boolean running;

    /**
     * @param firstToken makes the ledger's first token if it has none, as only the node that writes
     *     can
     */
    CommandLog(
            AxonConfiguration axon,
            Supplier<StoreState> state,
            Supplier<Optional<FirstTokenIssued>> firstToken,
            Consumer<FirstTokenIssued> tell,
            Runnable handOver) {
        this.axon = axon;
        this.state = state;
        this.firstToken = firstToken;
        this.tell = tell;
        this.handOver = handOver;
    }

    @Override
    public void start() {
        axon.start();
        if (state.get() instanceof StoreState.Serving) {
            firstToken.get().ifPresent(tell);
        } else {
            waiting = Thread.ofVirtual().name("first-token").start(this::letSomebodyIn);
        }
        running = true;
    }

    @Override
    public void stop() {
        Thread thread = waiting;
        if (thread != null) {
            thread.interrupt();
        }
        handOver.run();
        axon.shutdown();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Below the web server's, which starts later and stops earlier. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void letSomebodyIn() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                if (state.get() instanceof StoreState.Serving) {
                    try {
                        firstToken.get().ifPresent(tell);
                        return;
                    } catch (EventStoreFailure | NotAnsweringException | Refusal notNow) {
                        LOG.debug("The first token waits", notNow);
                    }
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.error("Nobody can be let in, for the first token cannot be made", failure);
        }
    }
}
