package io.incidentledger.query.view;

import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Ready once the view includes everything that was in the log when this node started. Parked events
 * are told and counted; they are no reason to refuse questions, and neither is a generation that is
 * being built, nor, afterwards, a view that is old: what is wrong then, {@link ProjectionHealth}
 * says.
 */
public final class ViewHealth extends AbstractHealthIndicator {
    private final Generations generations;
    private final BooleanSupplier caughtUp;
    private final Supplier<OptionalLong> lag;
    private final IntSupplier restarts;

    public ViewHealth(
            Generations generations,
            BooleanSupplier caughtUp,
            Supplier<OptionalLong> lag,
            IntSupplier restarts) {
        this.generations = generations;
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
        generations.read(
                view ->
                        health.withDetail("position", view.position())
                                .withDetail("generation", view.generation())
                                .withDetail("parked", view.parked()));
        health.withDetail("restarts", restarts.getAsInt());
        lag.get().ifPresent(events -> health.withDetail("lag", events));
    }

    /** How many events could not be read or applied. */
    public long parked() {
        return generations.read(Snapshot::parked);
    }
}
