package io.incidentledger.command.remind;

import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.StoreState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Lets the reminders look again and again, as long as this node is the one that writes. */
public final class WhileWriting implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WhileWriting.class);

    private final WhenAnUpdateIsOverdueThenRemindTheLead reminders;
    private final Supplier<StoreState> state;
    private final InstantSource clock;
    private final Duration pause;
    private volatile @Nullable Thread looking;

    public WhileWriting(
            WhenAnUpdateIsOverdueThenRemindTheLead reminders,
            Supplier<StoreState> state,
            InstantSource clock,
            Duration pause) {
        this.reminders = reminders;
        this.state = state;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public void start() {
        looking = Thread.ofVirtual().name("update-reminders").start(this::look);
    }

    @Override
    public void stop() {
        Thread thread = looking;
        if (thread != null) {
            thread.interrupt();
            looking = null;
        }
    }

    @Override
    public boolean isRunning() {
        return looking != null;
    }

    /** Above Axon's, which carries the orders out: started later and stopped earlier. */
    @Override
    public int getPhase() {
        return 1;
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(pause);
                try {
                    if (state.get() instanceof StoreState.Serving) {
                        reminders.look(clock.instant());
                    } else {
                        reminders.forget();
                    }
                } catch (EventStoreFailure | Refusal notNow) {
                    LOG.debug("The reminders wait", notNow);
                } catch (RuntimeException failure) {
                    LOG.error("The reminders failed and are tried again", failure);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
