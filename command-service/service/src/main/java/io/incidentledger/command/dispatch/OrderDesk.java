package io.incidentledger.command.dispatch;

import io.incidentledger.command.dispatch.OneAtATime.Errand;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.TooLarge;
import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unavailable.Outcome;
import io.incidentledger.events.EventCodec;
import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.RecordedCommand;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.Metadata;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Carries orders out, each once, those of one boundary one after the other, and those that wait for
 * the same turn in one transaction. Thread-safe; blocks its caller until the log has answered, so
 * call it from a virtual thread.
 */
public final class OrderDesk {
    /** Beside our own lock only another node could come between, and it is fenced soon. */
    private static final int ATTEMPTS = 3;

    private static final int MOST_TOGETHER = 32;

    private final KafkaEventStore log;
    private final CommandGateway gateway;
    private final OrderHashes hashes;
    private final OneAtATime<Ordered, CarriedOut> queues;

    public OrderDesk(
            KafkaEventStore log, EventCodec codec, CommandGateway gateway, Duration patience) {
        this.log = log;
        this.gateway = gateway;
        this.hashes = new OrderHashes(log, codec);
        this.queues = new OneAtATime<>(patience);
    }

    /**
     * How an order is told from others, and from itself when it comes again.
     *
     * @param actor the scope of the id
     * @param repeatable whether the id is the caller's, so that the order may have come before
     * @param commandHash of its content; it is not recorded as it is
     * @param expectedVersion the position that the boundary's last event must have, or null
     * @param objection why it is not carried out, unless it was before; null where nothing is
     *     against it
     */
    public record Slip(
            String actor,
            String authority,
            String commandId,
            boolean repeatable,
            String commandHash,
            @Nullable String expectedVersion,
            @Nullable Refusal objection) {
        public Slip(
                String actor,
                String authority,
                String commandId,
                boolean repeatable,
                String commandHash,
                @Nullable String expectedVersion) {
            this(actor, authority, commandId, repeatable, commandHash, expectedVersion, null);
        }

        private Metadata metadata(String keyedHash) {
            Metadata metadata =
                    Metadata.from(
                            Map.of(
                                    "actor", actor,
                                    "authority", authority,
                                    "commandId", commandId,
                                    "commandHash", keyedHash));
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
        Optional<RecordedCommand> before = before(slip);
        if (before.isPresent()) {
            return CarriedOut.as(before.get());
        }
        if (slip.objection() != null) {
            throw slip.objection();
        }
        Ordered ordered = new Ordered(slip, command);
        return others.length == 0
                ? queues.together(boundary, ordered, OrderDesk::joins, this::carryOut)
                : inTurns(
                        Stream.concat(Stream.of(boundary), Arrays.stream(others))
                                // In one order everywhere, or two could wait for each other.
                                .sorted(Comparator.comparing(Tag::toString))
                                .distinct()
                                .toList(),
                        () -> carryOut(ordered));
    }

    private record Ordered(Slip slip, Object command) {
        private boolean isSameAs(Ordered other) {
            return slip.actor.equals(other.slip.actor)
                    && slip.commandId.equals(other.slip.commandId);
        }
    }

    /** What expects a version must know what is before it, and what comes twice happens once. */
    private static boolean joins(List<Ordered> before, Ordered next) {
        return before.size() < MOST_TOGETHER
                && next.slip.expectedVersion == null
                && before.stream().noneMatch(next::isSameAs);
    }

    private CarriedOut inTurns(List<Tag> turns, Supplier<CarriedOut> work) {
        return turns.isEmpty()
                ? work.get()
                : queues.alone(
                        turns.getFirst(), () -> inTurns(turns.subList(1, turns.size()), work));
    }

    /** In one transaction; where that cannot be, one after the other. */
    private void carryOut(List<Errand<Ordered, CarriedOut>> errands) {
        if (errands.size() == 1 || !carryOutTogether(errands)) {
            for (Errand<Ordered, CarriedOut> errand : errands) {
                errand.complete(() -> carryOut(errand.what()));
            }
        }
    }

    private boolean carryOutTogether(List<Errand<Ordered, CarriedOut>> errands) {
        List<Ordered> orders = errands.stream().map(Errand::what).toList();
        if (orders.stream().anyMatch(one -> before(one.slip()).isPresent())) {
            return false;
        }
        Together.Decided decided;
        try {
            decided = send(orders);
        } catch (CompletionException e) {
            switch (cause(e)) {
                case EventStoreFailure.Unavailable failure -> throw refusal(failure);
                // Somebody's fault, or nobody's: it shows when each is carried out by itself.
                case RuntimeException other -> {
                    return false;
                }
                default -> throw e;
            }
        }
        for (int i = 0; i < errands.size(); i++) {
            int place = i;
            errands.get(i).complete(() -> answer(orders, decided, place));
        }
        return true;
    }

    private CarriedOut answer(List<Ordered> orders, Together.Decided decided, int place) {
        RuntimeException refused = decided.outcomes().get(place).refused();
        if (refused instanceof Refusal refusal) {
            return unlessItWasUs(orders.get(place).slip(), refusal);
        } else if (refused != null) {
            throw refused;
        }
        return written(orders, decided, place);
    }

    private Together.Decided send(List<Ordered> orders) {
        var together =
                new Together(
                        orders.stream()
                                .map(one -> new Together.Part(one.command(), metadata(one.slip())))
                                .toList());
        var message =
                new GenericCommandMessage(
                        MessageTypes.of(orders.getFirst().command().getClass()), together);
        return (Together.Decided)
                Objects.requireNonNull(gateway.send(message).getResultMessage().join().payload());
    }

    private Metadata metadata(Slip slip) {
        try {
            return slip.metadata(hashes.keyed(slip.commandHash()));
        } catch (EventStoreFailure failure) {
            throw refusal(failure);
        }
    }

    private CarriedOut carryOut(Ordered ordered) {
        Slip slip = ordered.slip();
        Optional<RecordedCommand> before = before(slip);
        if (before.isPresent()) {
            return CarriedOut.as(before.get());
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return written(List.of(ordered), send(List.of(ordered)), 0);
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
    }

    /**
     * The same order may have been on its way still, with an outcome that nobody knew, and be what
     * it is now refused for.
     */
    private CarriedOut unlessItWasUs(Slip slip, Refusal refused) {
        return CarriedOut.as(before(slip).orElseThrow(() -> refused));
    }

    private static Throwable cause(CompletionException failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * What the log holds of an order already, where it may have come before.
     *
     * @throws Refusal when its id belongs to another order, or the log does not answer
     */
    public Optional<RecordedCommand> before(Slip slip) {
        return slip.repeatable() ? recorded(slip) : Optional.empty();
    }

    private Optional<RecordedCommand> recorded(Slip slip) {
        try {
            Optional<RecordedCommand> before = log.command(slip.actor(), slip.commandId());
            if (before.isPresent() && !hashes.isOf(before.get().hash(), slip.commandHash())) {
                throw keyReused();
            }
            return before;
        } catch (EventStoreFailure failure) {
            throw refusal(failure);
        }
    }

    private CarriedOut written(List<Ordered> orders, Together.Decided decided, int place) {
        Slip slip = orders.get(place).slip();
        try {
            Optional<RecordedCommand> recorded = log.command(slip.actor(), slip.commandId());
            return recorded.isPresent()
                    ? CarriedOut.as(recorded.get())
                    : new CarriedOut(recorded, versionBefore(orders, decided, place));
        } catch (EventStoreFailure failure) {
            // It was carried out; only the answer is missing.
            throw new Unavailable(
                    "the log stopped answering: " + failure.getMessage(),
                    Outcome.UNKNOWN,
                    Duration.ofSeconds(1));
        }
    }

    /** The position of the boundary's last event when the order at this place was decided. */
    private long versionBefore(List<Ordered> orders, Together.Decided decided, int place) {
        for (int i = place - 1; i >= 0; i--) {
            if (decided.outcomes().get(i).events() > 0) {
                Slip slip = orders.get(i).slip();
                return log.command(slip.actor(), slip.commandId()).orElseThrow().lastPosition();
            }
        }
        return decided.version();
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
