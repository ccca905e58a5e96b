package io.incidentledger.query.view;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Down while the view does not go with the log, for whoever is on duty. Not for a load balancer:
 * what is there is still answered, and says in {@code Ledger-Position} how old it is.
 */
public final class ProjectionHealth extends AbstractHealthIndicator {
    private final Supplier<Optional<String>> trouble;

    /**
     * @param trouble what is wrong, in words; empty when all is well
     */
    public ProjectionHealth(Supplier<Optional<String>> trouble) {
        this.trouble = trouble;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        trouble.get()
                .ifPresentOrElse(wrong -> health.down().withDetail("trouble", wrong), health::up);
    }
}
