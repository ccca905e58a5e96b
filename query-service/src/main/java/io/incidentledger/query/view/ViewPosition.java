package io.incidentledger.query.view;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * How far the view has come, whichever node moves it: every commit of the projection notifies
 * through the database, and who waits for a position is woken.
 *
 * <p>Thread-safe. Holds one connection while it runs.
 */
public final class ViewPosition implements SmartLifecycle {
    /** Before the web server takes questions, until after it has answered the last. */
    public static final int PHASE = DEFAULT_PHASE - 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(ViewPosition.class);
    // The driver gives notice only to who asks; asking ends the wait early when there is one.
    private static final int LISTEN_MILLIS = 200;
    // A connection that was cut without a word says nothing any more: looking finds out.
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final int CUT_OFF_MILLIS = 10_000;
    private static final long RECONNECT_MILLIS = 500;

    private final DataSource dataSource;
    private final String serving;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private long position = -1;
    private volatile boolean running;
    private volatile @Nullable Thread listener;

    public ViewPosition(DataSource dataSource, Forms forms) {
        this.dataSource = dataSource;
        serving = Generations.SERVING.formatted(forms.oldest(), forms.own());
    }

    /** The position of the last event in the view as far as this node has heard; -1 for none. */
    public long current() {
        lock.lock();
        try {
            return position;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the view includes a position.
     *
     * @return whether it does
     */
    public boolean await(long wanted, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (position < wanted) {
                if (left <= 0 || !running) {
                    return false;
                }
                left = moved.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        running = true;
        listener = Thread.ofPlatform().daemon().name("view-position").start(this::listen);
    }

    @Override
    public void stop() {
        running = false;
        Thread thread = listener;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(TimeUnit.SECONDS.toMillis(2));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        set(current());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void listen() {
        while (running) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(true);
                connection.setNetworkTimeout(Runnable::run, CUT_OFF_MILLIS);
                statement.execute("listen ledger_view");
                PGConnection notices = connection.unwrap(PGConnection.class);
                // From here on nothing is missed: first the listening, then the reading.
                set(read(statement));
                long lookedAt = System.nanoTime();
                while (running) {
                    if (notices.getNotifications(LISTEN_MILLIS).length > 0
                            || System.nanoTime() - lookedAt > LOOK.toNanos()) {
                        set(read(statement));
                        lookedAt = System.nanoTime();
                    }
                }
                statement.execute("unlisten *");
                connection.setNetworkTimeout(Runnable::run, 0);
            } catch (SQLException lost) {
                if (running) {
                    LOG.warn("The view's position cannot be followed: {}", lost.getMessage());
                    pause();
                }
            }
        }
    }

    private long read(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(serving)) {
            return row.next() ? row.getLong("position") : -1;
        }
    }

    private void set(long now) {
        lock.lock();
        try {
            position = now;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
