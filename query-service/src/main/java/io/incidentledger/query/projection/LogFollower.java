package io.incidentledger.query.projection;

import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.query.view.QuerySettings;
import io.incidentledger.query.view.ViewPosition;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the projection running: starts it once the view is known to be one of this log, and starts
 * it anew when the view stands still while the log moves (a coordinator of Axon can be left without
 * a stream). Thread-safe.
 */
public final class LogFollower implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaEventSource log;
    private final ViewPosition view;
    private final Duration standstill;
    private final ViewOrigin origin;
    private final ProcessorFactory processors;

    private volatile boolean running;
    private volatile @Nullable Thread watch;
    private volatile long head = -1;
    private volatile long headAtStart = -1;
    private volatile boolean caughtUp;
    private volatile int restarts;

    public LogFollower(
            KafkaEventSource log,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            ViewPosition view,
            QuerySettings settings) {
        this.log = log;
        this.view = view;
        this.standstill = settings.standstill();
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        this.origin = new ViewOrigin(log, jdbc, new TransactionTemplate(transactions));
        this.processors =
                new ProcessorFactory(
                        log,
                        dataSource,
                        transactions,
                        new Projection(jdbc, transactions),
                        settings);
    }

    /** Whether the view has included everything that was in the log when this node started. */
    public boolean caughtUp() {
        if (!caughtUp && headAtStart >= 0 && view.current() >= headAtStart - 1) {
            caughtUp = true;
        }
        return caughtUp;
    }

    /** How many events the view lacks, as of the last look at the log; empty before the first. */
    public OptionalLong lag() {
        return head < 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, head - 1 - view.current()));
    }

    /** How often the projection was started anew because it stood still. */
    public int restarts() {
        return restarts;
    }

    @Override
    public void start() {
        running = true;
        watch = Thread.ofVirtual().name("log-follower").start(this::follow);
    }

    @Override
    public void stop() {
        running = false;
        Thread thread = watch;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Between the view's position, which it looks at, and the web server. */
    @Override
    public int getPhase() {
        return ViewPosition.PHASE + 1;
    }

    private void follow() {
        try {
            settleOrigin();
            while (running) {
                try (RunningProcessor processor = processors.start()) {
                    watch();
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void settleOrigin() throws InterruptedException {
        while (running) {
            try {
                origin.settle();
                headAtStart = ask();
                head = headAtStart;
                return;
            } catch (RuntimeException notYet) {
                LOG.warn("The projection waits: {}", notYet.getMessage());
                Thread.sleep(Duration.ofSeconds(1));
            }
        }
    }

    /** Returns when the projection is to be started anew. */
    private void watch() throws InterruptedException {
        Duration third = standstill.dividedBy(3);
        Duration look = third.compareTo(LONGEST_LOOK) < 0 ? third : LONGEST_LOOK;
        long position = view.current();
        long movedAt = System.nanoTime();
        while (running) {
            Thread.sleep(look);
            try {
                head = ask();
            } catch (RuntimeException silent) {
                LOG.warn("The log does not say how long it is: {}", silent.getMessage());
                continue;
            }
            long now = view.current();
            if (now != position || now >= head - 1) {
                position = now;
                movedAt = System.nanoTime();
            } else if (System.nanoTime() - movedAt > standstill.toNanos()) {
                restarts++;
                LOG.warn(
                        "The view stands still at {} while the log has come to {}: the projection"
                                + " is started anew",
                        now,
                        head - 1);
                return;
            }
        }
    }

    private long ask() throws InterruptedException {
        try {
            return log.headPosition().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException silent) {
            Throwable cause = silent.getCause() == null ? silent : silent.getCause();
            throw new IllegalStateException(cause.toString(), silent);
        }
    }
}
