package io.incidentledger.command;

import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.StoreState;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether orders are taken, and if not, why. */
final class CommandLogHealthIndicator implements HealthIndicator {
    /** What a node may be doing, as operators are told. */
    static final List<String> STATES =
            List.of("serving", "following", "catching up", "unavailable", "refused", "closed");

    private final KafkaEventStore log;

    CommandLogHealthIndicator(KafkaEventStore log) {
        this.log = log;
    }

    static String name(StoreState state) {
        return switch (state) {
            case StoreState.Serving serving -> "serving";
            case StoreState.Following following -> "following";
            case StoreState.CatchingUp catchingUp -> "catching up";
            case StoreState.Unavailable unavailable -> "unavailable";
            case StoreState.Refused refused -> "refused";
            case StoreState.Closed closed -> "closed";
        };
    }

    @Override
    public Health health() {
        StoreState state = log.state();
        Health.Builder health =
                switch (state) {
                    case StoreState.Serving serving -> {
                        Health.Builder up = Health.up();
                        log.unchecked().ifPresent(why -> up.withDetail("unchecked", why));
                        yield up;
                    }
                    case StoreState.Following it ->
                            // Orders are taken where there is a writer to pass them on to.
                            (it.writer() == null ? Health.outOfService() : Health.up())
                                    .withDetail("position", it.position())
                                    .withDetail(
                                            "writer",
                                            it.writer() == null ? "unknown" : it.writer());
                    case StoreState.CatchingUp it ->
                            Health.outOfService()
                                    .withDetail("position", it.position())
                                    .withDetail("target", it.target());
                    case StoreState.Unavailable it ->
                            Health.outOfService().withDetail("reason", it.reason());
                    case StoreState.Refused it -> Health.down().withDetail("reason", it.reason());
                    case StoreState.Closed closed -> Health.down();
                };
        return health.withDetail("state", name(state)).build();
    }
}
