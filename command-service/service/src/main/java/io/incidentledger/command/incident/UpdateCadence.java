package io.incidentledger.command.incident;

import io.incidentledger.events.Audience;
import io.incidentledger.events.Severity;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often an audience hears of an incident that goes on, by its severity: the first time so long
 * after the declaration, then so long after each update that names no other time.
 *
 * @param name with the version, what an event says set its time
 * @param every longer than nothing; where there is none, no update is demanded
 */
public record UpdateCadence(
        String name, int version, Map<Severity, Map<Audience, Duration>> every) {
    /** No update is demanded of anybody. */
    public static final UpdateCadence NONE = new UpdateCadence("none", 1, Map.of());

    /**
     * Where nothing else is configured: what the worst two severities usually ask for. Those who
     * respond need a common picture soonest; whether there is a public that must be told of less
     * than SEV1, only the organisation knows, and whoever works alone on something small is asked
     * for nothing.
     */
    public static final UpdateCadence STANDARD =
            new UpdateCadence(
                    "standard",
                    1,
                    Map.of(
                            Severity.SEV1,
                            Map.of(
                                    Audience.INTERNAL, Duration.ofMinutes(30),
                                    Audience.STAKEHOLDER, Duration.ofHours(1),
                                    Audience.PUBLIC, Duration.ofHours(1)),
                            Severity.SEV2,
                            Map.of(
                                    Audience.INTERNAL, Duration.ofHours(1),
                                    Audience.STAKEHOLDER, Duration.ofHours(2))));

    public UpdateCadence {
        Map<Severity, Map<Audience, Duration>> copy = new EnumMap<>(Severity.class);
        every.forEach((severity, audiences) -> copy.put(severity, Map.copyOf(audiences)));
        every = Map.copyOf(copy);
    }

    /**
     * The longest time without an update; null when none is demanded. That of a severity which
     * nobody has judged yet is none: what must be told hangs on the judgement.
     */
    @Nullable Duration every(@Nullable Severity severity, Audience audience) {
        return severity == null ? null : every.getOrDefault(severity, Map.of()).get(audience);
    }

    String named() {
        return name + "/" + version;
    }
}
