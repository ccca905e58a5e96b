package io.incidentledger.standalone;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * The time between the word that this process is stopping, from which on it says that it is not
 * ready, and the end of listening: until then everything is answered, so that routers can notice.
 * The setting is {@value #SETTING}, up to ten minutes; without it there is no such time.
 *
 * <p>Too little, and requests are sent to who does not listen any more. Too much, and a restart
 * takes longer; a supervisor that kills before it is over fails what is under way.
 */
public final class StopDelay implements SmartLifecycle {
    private static final String SETTING = "ledger.stop.delay";
    private static final Duration MOST = Duration.ofMinutes(10);

    private final Duration delay;
    private volatile boolean running;

    public StopDelay(Environment environment) {
        this.delay = of(environment);
    }

    /**
     * As it is set.
     *
     * @throws StandsInTheWayException when it is no such time
     */
    public static Duration of(Environment environment) {
        String set = environment.getProperty(SETTING, "0s");
        try {
            Duration delay = DurationStyle.detectAndParse(set);
            if (!delay.isNegative() && delay.compareTo(MOST) <= 0) {
                return delay;
            }
        } catch (IllegalArgumentException noDuration) {
            // Said below.
        }
        throw new StandsInTheWayException(
                SETTING + " is a time from 0s to 10m, as 10s, and not " + set + ".");
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server's: what stands higher stops earlier. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
