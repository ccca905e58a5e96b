package io.incidentledger.command.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.messaging.core.Message;
import org.jspecify.annotations.Nullable;

/** Orders of one boundary that are carried out in one transaction, in this order. */
record Together(List<Part> parts) {
    Together {
        parts = List.copyOf(parts);
    }

    /**
     * One order.
     *
     * @param metadata only the first may expect a version: of the others nobody knows what is
     *     before them
     */
    record Part(Object command, Map<String, String> metadata) {}

    /**
     * What was decided.
     *
     * @param version the position of the boundary's last event before, -1 without one
     * @param outcomes of the parts, in their order
     */
    record Decided(long version, List<Outcome> outcomes) {}

    /** How many events a part led to; or why it is not carried out, while the others are. */
    record Outcome(int events, @Nullable RuntimeException refused) {}

    /** The parts of a message; an order that was sent by itself is its only one. */
    static List<Part> of(Message message) {
        Object payload = Objects.requireNonNull(message.payload(), "a message without payload");
        return payload instanceof Together together
                ? together.parts
                : List.of(new Part(payload, message.metadata()));
    }
}
