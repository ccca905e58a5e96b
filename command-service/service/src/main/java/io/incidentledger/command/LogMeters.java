package io.incidentledger.command;

import static java.util.Objects.requireNonNull;

import io.incidentledger.eventstore.AppendMeter;
import io.incidentledger.eventstore.KafkaEventStore;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What this node does with the log, in figures. Thread-safe. */
final class LogMeters implements AppendMeter {
    private final Map<Answer, Timer> appends = new EnumMap<>(Answer.class);
    private final Timer commits;
    private final DistributionSummary batches;

    LogMeters(MeterRegistry registry) {
        this.commits =
                histogram("ledger.command.commits", "from the order to commit to the index")
                        .register(registry);
        this.batches =
                DistributionSummary.builder("ledger.command.batch")
                        .description("how many events are committed together")
                        .register(registry);
        for (Answer answer : Answer.values()) {
            appends.put(
                    answer,
                    histogram("ledger.command.appends", "how long appends wait for their outcome")
                            .tag("answer", answer.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                            .register(registry));
        }
    }

    /** What the store is doing, whenever somebody looks. */
    static void watch(KafkaEventStore log, MeterRegistry registry) {
        Gauge.builder("ledger.command.position", log, store -> store.seen() - 1)
                .description("the position of the last event that this node has read; -1 of none")
                .register(registry);
        Gauge.builder("ledger.command.waiting", log, KafkaEventStore::waiting)
                .description("appends that wait for their outcome")
                .register(registry);
        for (String state : CommandLogHealthIndicator.STATES) {
            Gauge.builder(
                            "ledger.command.state",
                            log,
                            store ->
                                    CommandLogHealthIndicator.name(store.state()).equals(state)
                                            ? 1
                                            : 0)
                    .description("1 of what this node is doing, 0 of everything else")
                    .tag("state", state)
                    .register(registry);
        }
    }

    @Override
    public void answered(Answer answer, Duration waited) {
        requireNonNull(appends.get(answer)).record(waited);
    }

    @Override
    public void committed(int appends, int events, Duration took) {
        commits.record(took);
        batches.record(events);
    }

    private static Timer.Builder histogram(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(15));
    }
}
