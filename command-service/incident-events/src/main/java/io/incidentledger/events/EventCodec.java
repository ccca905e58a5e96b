package io.incidentledger.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.annotation.JsonAppend;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events to and from the bytes that the log stores: JSON, UTF-8. Thread-safe.
 *
 * <p>Reading passes over fields it does not know; a type or version it does not know becomes an
 * {@link UnrecognisedEvent}. A component that is not {@code @Nullable} is a required field, also
 * when reading: an optional field can be added to a version, a required one cannot. Writing adds a
 * fresh {@code salt}, which reading passes over.
 */
public final class EventCodec {
    private static final String SALT = "salt";
    private static final int SALT_BYTES = 16;
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .annotationIntrospector(new RequiredUnlessNullable())
                    .addMixIn(LedgerEvent.class, Salted.class)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
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
     * @throws IllegalArgumentException for an {@link UnrecognisedEvent}, and for a text with half a
     *     surrogate pair: nobody records what they cannot read
     */
    public byte[] encode(LedgerEvent event) {
        EventType.of(event);
        byte[] payload = mapper.writer().withAttribute(SALT, salts.get()).writeValueAsBytes(event);
        if (holdsHalfAPair(payload)) {
            throw new IllegalArgumentException(
                    "a text with half a surrogate pair cannot be recorded: "
                            + event.getClass().getSimpleName());
        }
        return payload;
    }

    /**
     * @throws UndecodableEventException when a payload of a known type and version is not JSON,
     *     lacks a required field, or holds what a field cannot be; a reader sets such an event
     *     aside and goes on
     */
    public LedgerEvent decode(String storedName, String version, byte[] payload) {
        Optional<EventType> type = EventType.find(storedName, version);
        if (type.isEmpty()) {
            return new UnrecognisedEvent(
                    storedName, version, new String(payload, StandardCharsets.UTF_8));
        }
        ObjectReader reader = mapper.readerFor(type.get().eventClass());
        @Nullable LedgerEvent event;
        try {
            event = reader.readValue(payload);
        } catch (JacksonException damaged) {
            throw new UndecodableEventException(storedName, version, damaged);
        }
        if (event == null) {
            throw new UndecodableEventException(storedName, version, null);
        }
        return event;
    }

    /**
     * A payload as it may be shown after a redaction: without words, and without the salt, which
     * would let anybody try words against the hash that stays. Nothing is left of a payload that
     * cannot be read.
     */
    public byte[] withoutWords(String storedName, String version, byte[] payload) {
        LedgerEvent event;
        try {
            event = WithoutWords.of(decode(storedName, version, payload));
        } catch (UndecodableEventException damaged) {
            return NOTHING.clone();
        }
        return event instanceof IncidentEvent
                ? mapper.writer().withAttribute(SALT, "").writeValueAsBytes(event)
                : NOTHING.clone();
    }

    /**
     * The salt that was written into a payload; empty where there is none. Whoever has it can try
     * words against the hashes that it went into.
     */
    public Optional<String> salt(byte[] payload) {
        try {
            return mapper.readTree(payload)
                    .path(SALT)
                    .stringValueOpt()
                    .filter(salt -> !salt.isEmpty());
        } catch (JacksonException damaged) {
            return Optional.empty();
        }
    }

    // Jackson escapes the half of a pair, and refuses it in a field name when it reads it back. A
    // whole pair is UTF-8 in the payload, never an escape.
    private static boolean holdsHalfAPair(byte[] json) {
        for (int i = 0; i < json.length - 3; i++) {
            if (json[i] == '\\') {
                i++;
                if (json[i] == 'u' && json[i + 1] == 'D' && json[i + 2] >= '8') {
                    return true;
                }
            }
        }
        return false;
    }

    private static Supplier<String> randomSalts() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(salt);
        };
    }

    @JsonAppend(attrs = @JsonAppend.Attr(SALT))
    private interface Salted {}

    /** The type says once what is required: to the compiler, to a reader and to the schema. */
    private static final class RequiredUnlessNullable extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return required(member) ? Boolean.TRUE : super.hasRequiredMarker(config, member);
        }

        @Override
        public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
            return required(member)
                    ? JsonSetter.Value.forValueNulls(Nulls.FAIL)
                    : super.findSetterInfo(config, member);
        }

        private static boolean required(Annotated member) {
            if (!(member instanceof AnnotatedParameter parameter)
                    || !parameter.getDeclaringClass().isRecord()) {
                return false;
            }
            return !parameter
                    .getDeclaringClass()
                    .getRecordComponents()[parameter.getIndex()]
                    .getAnnotatedType()
                    .isAnnotationPresent(Nullable.class);
        }
    }
}
