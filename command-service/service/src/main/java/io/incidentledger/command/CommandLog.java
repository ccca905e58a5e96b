package io.incidentledger.command;

import io.incidentledger.command.access.FirstTokenIssued;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.common.configuration.AxonConfiguration;
import org.springframework.context.SmartLifecycle;

/** Starts Axon before the web server listens, and stops it after the last order was answered. */
final class CommandLog implements SmartLifecycle {
    private final AxonConfiguration axon;
    private final Supplier<Optional<FirstTokenIssued>> firstToken;
    private final Consumer<FirstTokenIssued> tell;
    private volatile boolean running;

    CommandLog(
            AxonConfiguration axon,
            Supplier<Optional<FirstTokenIssued>> firstToken,
            Consumer<FirstTokenIssued> tell) {
        this.axon = axon;
        this.firstToken = firstToken;
        this.tell = tell;
    }

    @Override
    public void start() {
        axon.start();
        firstToken.get().ifPresent(tell);
        running = true;
    }

    @Override
    public void stop() {
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
}
