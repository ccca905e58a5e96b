package io.incidentledger.command;

import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.StoreState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether orders are taken, and if not, why. */
final class CommandLogHealthIndicator implements HealthIndicator {
    private final KafkaEventStore log;

    CommandLogHealthIndicator(KafkaEventStore log) {
        this.log = log;
    }

    @Override
    public Health health() {
        return switch (log.state()) {
            case StoreState.Serving serving -> Health.up().withDetail("state", "serving").build();
            case StoreState.Following it ->
                    // Orders are taken where there is a writer to pass them on to.
                    (it.writer() == null ? Health.outOfService() : Health.up())
                            .withDetail("state", "following")
                            .withDetail("position", it.position())
                            .withDetail("writer", it.writer() == null ? "unknown" : it.writer())
                            .build();
            case StoreState.CatchingUp it ->
                    Health.outOfService()
                            .withDetail("state", "catching up")
                            .withDetail("position", it.position())
                            .withDetail("target", it.target())
                            .build();
            case StoreState.Unavailable it ->
                    Health.outOfService()
                            .withDetail("state", "unavailable")
                            .withDetail("reason", it.reason())
                            .build();
            case StoreState.Refused it ->
                    Health.down()
                            .withDetail("state", "refused")
                            .withDetail("reason", it.reason())
                            .build();
            case StoreState.Closed closed -> Health.down().withDetail("state", "closed").build();
        };
    }
}
