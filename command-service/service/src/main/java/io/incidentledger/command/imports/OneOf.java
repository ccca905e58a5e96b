package io.incidentledger.command.imports;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.incident.IncidentCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Orders of which exactly one is given: each with its body, and what it orders of what.
 *
 * @param <C> what they are ordered of
 */
final class OneOf<C> {
    private final List<Given<C>> given = new ArrayList<>();

    /** What is ordered by a body, of whatever is of this type. */
    record Given<C>(
            String name, Body body, Class<? extends C> of, Function<C, IncidentCommand> order) {}

    <B extends Body, K extends C> OneOf<C> or(
            String name, @Nullable B body, Class<K> of, BiFunction<B, K, IncidentCommand> order) {
        if (body != null) {
            given.add(new Given<>(name, body, of, it -> order.apply(body, of.cast(it))));
        }
        return this;
    }

    void check(Checks checks, String accepted) {
        Map<String, Body> bodies = new LinkedHashMap<>();
        given.forEach(it -> bodies.put(it.name(), it.body()));
        if (bodies.size() != 1) {
            checks.reject("", String.join(", ", bodies.keySet()), accepted);
        }
        bodies.forEach((name, body) -> checks.within("/" + name, body));
    }

    /** What is given for this; empty where it is of something else. */
    Optional<Given<C>> of(Class<? extends C> type) {
        return given.stream().filter(it -> it.of() == type).findFirst();
    }
}
