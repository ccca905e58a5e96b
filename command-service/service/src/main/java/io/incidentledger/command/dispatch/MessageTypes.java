package io.incidentledger.command.dispatch;

import io.incidentledger.events.EventType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;

/** Events are called by their stored name and version, orders by their class. */
final class MessageTypes implements MessageTypeResolver {
    private static final Map<Class<?>, MessageType> EVENTS =
            Arrays.stream(EventType.values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    EventType::eventClass,
                                    (Function<EventType, MessageType>)
                                            type ->
                                                    new MessageType(
                                                            type.storedName(), type.version())));

    private static final ClassValue<MessageType> ORDERS =
            new ClassValue<>() {
                @Override
                protected MessageType computeValue(Class<?> type) {
                    return new MessageType(type.getName(), "1");
                }
            };

    static MessageType of(Class<?> payloadType) {
        MessageType event = EVENTS.get(payloadType);
        return event == null ? ORDERS.get(payloadType) : event;
    }

    @Override
    public Optional<MessageType> resolve(Class<?> payloadType) {
        return Optional.of(of(payloadType));
    }
}
