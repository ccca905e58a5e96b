package io.incidentledger.command.imports;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several fields of which exactly one is given. */
final class OneOf {
    private final Map<String, Body> given = new LinkedHashMap<>();

    OneOf or(String name, @Nullable Body body) {
        if (body != null) {
            given.put(name, body);
        }
        return this;
    }

    void check(Checks checks, String accepted) {
        if (given.size() != 1) {
            checks.reject("", String.join(", ", given.keySet()), accepted);
        }
        given.forEach((name, body) -> checks.within("/" + name, body));
    }
}
