package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events to and from the bytes that the log stores: JSON, UTF-8. Thread-safe.
 *
 * <p>Reading passes over fields it does not know; a type or version it does not know becomes an
 * {@link UnrecognisedEvent}. Writing adds a fresh {@code salt}.
 */
public final class EventCodec {
    private static final int SALT_BYTES = 16;

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .changeDefaultPropertyInclusion(
                            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();
    private final Supplier<String> salts;

    public EventCodec() {
        this(randomSalts());
    }

    EventCodec(Supplier<String> salts) {
        this.salts = salts;
    }

    /**
     * @throws IllegalArgumentException for an {@link UnrecognisedEvent}: nobody records what they
     *     cannot read
     */
    public byte[] encode(LedgerEvent event) {
        EventType.of(event);
        ObjectNode json = mapper.valueToTree(event);
        json.put("salt", salts.get());
        return mapper.writeValueAsBytes(json);
    }

    /**
     * @throws UndecodableEventException when a payload of a known type and version is not what its
     *     schema says; a reader sets such an event aside and goes on
     */
    public LedgerEvent decode(String storedName, String version, byte[] payload) {
        Optional<EventType> type = EventType.find(storedName, version);
        if (type.isEmpty()) {
            return new UnrecognisedEvent(
                    storedName, version, new String(payload, StandardCharsets.UTF_8));
        }
        try {
            return mapper.readValue(payload, type.get().eventClass());
        } catch (JacksonException damaged) {
            throw new UndecodableEventException(storedName, version, damaged);
        }
    }

    private static Supplier<String> randomSalts() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(salt);
        };
    }
}
