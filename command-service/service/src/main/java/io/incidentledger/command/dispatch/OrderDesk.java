package io.incidentledger.command.dispatch;

import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.TooLarge;
import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.RecordedCommand;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Carries orders out, each once, those of one boundary one after the other. Thread-safe; blocks its
 * caller until the log has answered, so call it from a virtual thread.
 */
public final class OrderDesk {
    /** Beside our own lock only another node could come between, and it is fenced soon. */
    private static final int ATTEMPTS = 3;

    private final KafkaEventStore log;
    private final CommandGateway gateway;
    private final OneAtATime oneAtATime;

    public OrderDesk(KafkaEventStore log, CommandGateway gateway, Duration patience) {
        this.log = log;
        this.gateway = gateway;
        this.oneAtATime = new OneAtATime(patience);
    }

    /**
     * How an order is told from others, and from itself when it comes again.
     *
     * @param actor the scope of the id
     * @param repeatable whether the id is the caller's, so that the order may have come before
     * @param expectedVersion the position that the boundary's last event must have, or null
     */
    public record Slip(
            String actor,
            String authority,
            String commandId,
            boolean repeatable,
            String commandHash,
            @Nullable String expectedVersion) {
        private Metadata metadata() {
            Metadata metadata =
                    Metadata.from(
                            Map.of(
                                    "actor", actor,
                                    "authority", authority,
                                    "commandId", commandId,
                                    "commandHash", commandHash));
            return expectedVersion == null
                    ? metadata
                    : metadata.and(Boundary.EXPECTED_VERSION, expectedVersion);
        }
    }

    /**
     * What became of an order.
     *
     * @param recorded what the log holds of it; empty when it led to no event
     * @param version the position of the order's last event; without one, of the boundary's last
     *     event when the order was decided
     */
    public record CarriedOut(Optional<RecordedCommand> recorded, long version) {
        private static CarriedOut as(RecordedCommand recorded) {
            return new CarriedOut(Optional.of(recorded), recorded.lastPosition());
        }
    }

    /**
     * Carries the order out, or finds that it was carried out before.
     *
     * @param boundary the tag within which the order is decided
     * @param others the tags of what else it is decided upon
     * @throws Refusal when it is not carried out
     */
    public CarriedOut carryOut(Slip slip, Tag boundary, Object command, Tag... others) {
        if (slip.repeatable()) {
            Optional<RecordedCommand> before = recorded(slip);
            if (before.isPresent()) {
                return CarriedOut.as(before.get());
            }
        }
        // In one order everywhere, or two orders could wait for each other.
        TreeSet<String> turns = new TreeSet<>();
        turns.add(boundary.toString());
        Arrays.stream(others).map(Tag::toString).forEach(turns::add);
        return inTurn(turns, () -> inTurn(slip, boundary, command));
    }

    private <T> T inTurn(TreeSet<String> turns, Supplier<T> work) {
        String first = turns.pollFirst();
        return first == null ? work.get() : oneAtATime.run(first, () -> inTurn(turns, work));
    }

    private CarriedOut inTurn(Slip slip, Tag boundary, Object command) {
        if (slip.repeatable()) {
            Optional<RecordedCommand> before = recorded(slip);
            if (before.isPresent()) {
                return CarriedOut.as(before.get());
            }
        }
        for (int attempt = 1; ; attempt++) {
            try {
                gateway.send(command, slip.metadata()).getResultMessage().join();
                break;
            } catch (CompletionException e) {
                switch (cause(e)) {
                    case EventStoreFailure.DuplicateCommand duplicate -> {
                        return CarriedOut.as(duplicate.command());
                    }
                    case AppendEventsTransactionRejectedException conflict -> {
                        if (attempt == ATTEMPTS) {
                            throw new Conflict(
                                    "somebody else changed the incident at the same time");
                        }
                    }
                    case EventStoreFailure failure -> throw refusal(failure);
                    case Refusal refused -> {
                        return unlessItWasUs(slip, refused);
                    }
                    case RuntimeException other -> throw other;
                    default -> throw e;
                }
            }
        }
        return written(slip, boundary);
    }

    /**
     * The same order may have been on its way still, with an outcome that nobody knew, and be what
     * it is now refused for.
     */
    private CarriedOut unlessItWasUs(Slip slip, Refusal refused) {
        Optional<RecordedCommand> meanwhile = slip.repeatable() ? recorded(slip) : Optional.empty();
        return CarriedOut.as(meanwhile.orElseThrow(() -> refused));
    }

    private static Throwable cause(CompletionException failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private Optional<RecordedCommand> recorded(Slip slip) {
        try {
            Optional<RecordedCommand> before = log.command(slip.actor(), slip.commandId());
            if (before.isPresent() && !before.get().hash().equals(slip.commandHash())) {
                throw keyReused();
            }
            return before;
        } catch (EventStoreFailure failure) {
            throw refusal(failure);
        }
    }

    private CarriedOut written(Slip slip, Tag boundary) {
        try {
            Optional<RecordedCommand> recorded = log.command(slip.actor(), slip.commandId());
            return recorded.isPresent()
                    ? CarriedOut.as(recorded.get())
                    : new CarriedOut(recorded, log.lastPosition(boundary).orElse(-1));
        } catch (EventStoreFailure failure) {
            // It was carried out; only the answer is missing.
            throw new Unavailable(
                    "the log stopped answering: " + failure.getMessage(),
                    Outcome.UNKNOWN,
                    Duration.ofSeconds(1));
        }
    }

    /** What a failure of the log means for an order. */
    public static Refusal refusal(EventStoreFailure failure) {
        String sentence = String.valueOf(failure.getMessage());
        return switch (failure) {
            case EventStoreFailure.Unavailable it ->
                    new Unavailable(
                            sentence,
                            switch (it.outcome()) {
                                case NONE -> Outcome.NONE;
                                case UNKNOWN -> Outcome.UNKNOWN;
                            },
                            it.retryAfter());
            case EventStoreFailure.Refused it ->
                    new Unavailable(sentence, Outcome.NONE, Duration.ofSeconds(30));
            case EventStoreFailure.TooLarge it -> new TooLarge(sentence);
            case EventStoreFailure.CommandKeyReused it -> keyReused();
            case EventStoreFailure.DuplicateCommand it -> new Conflict(sentence);
        };
    }

    private static RefusedByRule keyReused() {
        return new RefusedByRule(
                Rule.IDEMPOTENCY_KEY_REUSED,
                "the Idempotency-Key was used before for another order; use a new one",
                "Idempotency-Key");
    }
}
