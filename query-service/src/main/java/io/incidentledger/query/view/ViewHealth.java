package io.incidentledger.query.view;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ready once the view includes everything that was in the log when this node started. Parked events
 * are told and counted; they are no reason to refuse questions.
 */
public final class ViewHealth extends AbstractHealthIndicator {
    private final ViewPosition view;
    private final JdbcClient jdbc;
    private final BooleanSupplier caughtUp;
    private final Supplier<OptionalLong> lag;
    private final IntSupplier restarts;

    public ViewHealth(
            ViewPosition view,
            JdbcClient jdbc,
            BooleanSupplier caughtUp,
            Supplier<OptionalLong> lag,
            IntSupplier restarts) {
        this.view = view;
        this.jdbc = jdbc;
        this.caughtUp = caughtUp;
        this.lag = lag;
        this.restarts = restarts;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        if (caughtUp.getAsBoolean()) {
            health.up();
        } else {
            health.outOfService();
        }
        health.withDetail("position", view.current())
                .withDetail("parked", parked())
                .withDetail("restarts", restarts.getAsInt());
        lag.get().ifPresent(events -> health.withDetail("lag", events));
    }

    /** How many events could not be read or applied. */
    public long parked() {
        return jdbc.sql("select count(*) from parked_event").query(Long.class).single();
    }
}
