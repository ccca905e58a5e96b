package io.incidentledger.command.dispatch;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Decision;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.refusal.Moved;
import io.incidentledger.events.ErasedEvent;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.EventSink;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.axonframework.modelling.StateManager;
import org.axonframework.modelling.entity.EntityMetamodelBuilder;

/**
 * Within what orders are decided one after the other: a state, the tag its events carry, and the
 * decisions on it. Those that come {@link Together} are decided each upon what the ones before it
 * led to, and appended in one transaction.
 *
 * @param <I> names one boundary
 * @param <S> its state
 * @param <C> the orders that belong to it
 */
final class Boundary<I, S, C> {
    /** Metadata of an order, not of its events: the position that the last event must have. */
    static final String EXPECTED_VERSION = "expectedVersion";

    private static final MessageType DECIDED = new MessageType("ledger.decided", "1");

    private final Class<I> idType;
    private final Class<S> stateType;
    private final S nothing;
    private final Function<I, Tag> tag;
    private final Function<C, I> idOf;
    private final Evolving<S> evolving;
    private final Map<Class<?>, Meeting<I, S, Object>> decisions = new HashMap<>();

    /** A decision that may look at the states of others, which its append then depends on too. */
    private interface Meeting<I, S, C> {
        List<? extends LedgerEvent> decide(
                S state, Function<I, S> others, C command, Circumstances circumstances);
    }

    /** The fold of what is recorded within a boundary. */
    interface Evolving<S> {
        /**
         * @param position of the event in the log, or {@link Evolution#UNRECORDED}
         */
        S evolve(S state, LedgerEvent event, long position);
    }

    /** A decision upon two states. */
    interface PairDecision<S, C> {
        List<? extends LedgerEvent> decide(
                S state, S other, C command, Circumstances circumstances);
    }

    Boundary(
            Class<I> idType,
            Class<S> stateType,
            S nothing,
            Function<I, Tag> tag,
            Function<C, I> idOf,
            Evolving<S> evolving) {
        this.idType = idType;
        this.stateType = stateType;
        this.nothing = nothing;
        this.tag = tag;
        this.idOf = idOf;
        this.evolving = evolving;
    }

    /** The decision takes every order that the sealed family permits. */
    @SuppressWarnings("unchecked")
    <D extends C> Boundary<I, S, C> deciding(Class<D> family, Decision<S, D> decision) {
        for (Class<?> order : family.getPermittedSubclasses()) {
            decisions.put(
                    order,
                    (state, others, command, now) ->
                            ((Decision<S, Object>) decision).decide(state, command, now));
        }
        return this;
    }

    /** The decision takes this order, upon its own state and that of the one it names. */
    @SuppressWarnings("unchecked")
    <D extends C> Boundary<I, S, C> decidingPair(
            Class<D> order, Function<D, I> other, PairDecision<S, D> decision) {
        decisions.put(
                order,
                (state, others, command, now) ->
                        decision.decide(
                                state, others.apply(other.apply((D) command)), (D) command, now));
        return this;
    }

    /**
     * As Axon's entity: loaded by its tag, folded by the exhaustive switch behind {@code evolving}
     * (Axon's own handler lookup passes over a sealed interface in silence), and its append
     * conditional on the tag.
     */
    @SuppressWarnings("unchecked")
    EventSourcedEntityModule<I, S> module(
            EventCodec codec,
            Supplier<Circumstances> circumstances,
            Function<Tag, OptionalLong> lastPosition) {
        return EventSourcedEntityModule.declarative(idType, stateType)
                .messagingModel(
                        (configuration, model) -> {
                            for (Class<?> order : decisions.keySet()) {
                                handling(model, order, circumstances, lastPosition);
                            }
                            return model.entityEvolver(
                                            (state, event, context) ->
                                                    evolving.evolve(
                                                            state,
                                                            decoded(event, codec),
                                                            position(event)))
                                    .build();
                        })
                .entityFactory(configuration -> (id, first, context) -> nothing)
                .criteriaResolver(
                        configuration -> (id, context) -> EventCriteria.havingTags(tag.apply(id)))
                .entityIdResolver(
                        configuration ->
                                (message, context) ->
                                        idOf.apply((C) Together.of(message).getFirst().command()));
    }

    @SuppressWarnings("unchecked")
    private void handling(
            EntityMetamodelBuilder<S> model,
            Class<?> order,
            Supplier<Circumstances> circumstances,
            Function<Tag, OptionalLong> lastPosition) {
        model.instanceCommandHandler(
                MessageTypes.of(order).qualifiedName(),
                (message, loaded, context) -> {
                    List<Together.Part> parts = Together.of(message);
                    Tag its = tag.apply(idOf.apply((C) parts.getFirst().command()));
                    OptionalLong last = lastPosition.apply(its);
                    requireVersion(parts.getFirst().metadata(), last);
                    Circumstances now = circumstances.get();
                    S state = loaded;
                    List<Together.Outcome> outcomes = new ArrayList<>(parts.size());
                    List<EventMessage> messages = new ArrayList<>();
                    for (Together.Part part : parts) {
                        List<? extends LedgerEvent> events;
                        try {
                            events =
                                    Objects.requireNonNull(decisions.get(part.command().getClass()))
                                            .decide(
                                                    state,
                                                    id -> load(id, context),
                                                    part.command(),
                                                    now);
                        } catch (RuntimeException refused) {
                            if (parts.size() == 1) {
                                throw refused;
                            }
                            outcomes.add(new Together.Outcome(0, refused));
                            continue;
                        }
                        for (LedgerEvent event : events) {
                            state = evolving.evolve(state, event, Evolution.UNRECORDED);
                            messages.add(message(event, part.metadata(), now));
                        }
                        outcomes.add(new Together.Outcome(events.size(), null));
                    }
                    if (!messages.isEmpty()) {
                        // Within a unit of work this only queues them; the commit appends.
                        context.component(EventSink.class).publish(context, messages).join();
                    }
                    return MessageStream.just(
                            new GenericCommandResultMessage(
                                    DECIDED, new Together.Decided(last.orElse(-1), outcomes)));
                });
    }

    /** Within the same unit of work: the condition of the append covers both then. */
    private S load(I id, ProcessingContext context) {
        return context.component(StateManager.class).loadEntity(stateType, id, context).join();
    }

    /**
     * The version is looked at when the state is there already: what comes between the two is seen
     * here, and what comes later lets the append fail. Looked at before, an order whose outcome was
     * unknown so far could come between the look and the state, and nobody would notice.
     */
    private static void requireVersion(Map<String, String> metadata, OptionalLong last) {
        String expected = metadata.get(EXPECTED_VERSION);
        if (expected != null
                && last.isPresent()
                && !expected.equals(Long.toString(last.getAsLong()))) {
            throw new Moved(expected, last.getAsLong());
        }
    }

    private static EventMessage message(
            LedgerEvent event, Map<String, String> metadata, Circumstances now) {
        return new GenericEventMessage(
                Ids.next().toString(),
                MessageTypes.of(event.getClass()),
                event,
                recorded(event, metadata),
                now.now());
    }

    private static Map<String, String> recorded(LedgerEvent event, Map<String, String> metadata) {
        Map<String, String> recorded = new HashMap<>(metadata);
        recorded.remove(EXPECTED_VERSION);
        String counter = event.counter();
        if (counter != null) {
            recorded.put("numbered", counter);
        }
        return recorded;
    }

    private static long position(EventMessage message) {
        return RecordedEvent.of(message).map(RecordedEvent::position).orElse(Evolution.UNRECORDED);
    }

    private static LedgerEvent decoded(EventMessage message, EventCodec codec) {
        if (message.payload() instanceof LedgerEvent event) {
            return event;
        }
        boolean erased = RecordedEvent.of(message).map(RecordedEvent::erased).orElse(false);
        String type = message.type().name();
        String version = message.type().version();
        return erased
                ? new ErasedEvent(type, version)
                : codec.decode(type, version, (byte[]) Objects.requireNonNull(message.payload()));
    }
}
