package io.incidentledger.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Whatever the records can hold, not only what somebody thought of. */
class EventRoundTripTest {
    private final EventCodec codec = new EventCodec();

    @Property(edgeCases = EdgeCasesMode.NONE)
    void an_event_comes_back_as_it_was(@ForAll("events") LedgerEvent event) {
        EventType type = EventType.of(event);

        byte[] payload = codec.encode(event);

        assertThat(codec.decode(type.storedName(), type.version(), payload)).isEqualTo(event);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void a_damaged_payload_is_an_event_or_told_as_damaged(
            @ForAll("events") LedgerEvent event,
            @ForAll @IntRange(min = 0, max = 9_999) int place,
            @ForAll byte wrong) {
        EventType type = EventType.of(event);
        byte[] payload = codec.encode(event);
        payload[place % payload.length] = wrong;

        try {
            assertThat(codec.decode(type.storedName(), type.version(), payload)).isNotNull();
        } catch (UndecodableEventException damaged) {
            assertThat(damaged).hasMessageContaining(type.storedName());
        }
    }

    @Provide
    Arbitrary<LedgerEvent> events() {
        return Arbitraries.of(EventType.values())
                .flatMap(type -> record(type.eventClass()))
                .map(LedgerEvent.class::cast);
    }

    private static Arbitrary<Object> record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<Arbitrary<Object>> values =
                Arrays.stream(components).map(EventRoundTripTest::component).toList();
        return Combinators.combine(values).as(chosen -> create(type, components, chosen));
    }

    private static Object create(Class<?> type, RecordComponent[] components, List<Object> values) {
        try {
            Constructor<?> constructor =
                    type.getDeclaredConstructor(
                            Arrays.stream(components)
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new));
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Arbitrary<Object> component(RecordComponent component) {
        Arbitrary<Object> values =
                component.getDeclaringRecord() == UsersAffected.class
                        ? affected(component.getType())
                        : value(component).map(value -> value);
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                ? values.injectNull(0.3)
                : values;
    }

    private static Arbitrary<Object> affected(Class<?> type) {
        return type == Long.class
                ? Arbitraries.longs().greaterOrEqual(0).map(count -> count)
                : Arbitraries.doubles().between(0, 100).map(percent -> percent);
    }

    private static Arbitrary<?> value(RecordComponent component) {
        if (component.getType() != List.class) {
            return value(component.getType());
        }
        ParameterizedType list = (ParameterizedType) component.getGenericType();
        return value((Class<?>) list.getActualTypeArguments()[0]).list().ofMaxSize(4);
    }

    private static Arbitrary<?> value(Class<?> type) {
        if (type == Handle.class) {
            return Arbitraries.of("@ana", "@b.c_d-9", "team:payments").map(Handle::new);
        }
        if (type == Role.class) {
            return Arbitraries.of("lead", "scribe", "bank-liaison").map(Role::new);
        }
        if (type == ServiceName.class) {
            return Arbitraries.of("checkout", "sessions.db", "9-p_x").map(ServiceName::new);
        }
        if (type == TemplateName.class) {
            return Arbitraries.of("terse", "status.page", "9-p_x").map(TemplateName::new);
        }
        if (type == Period.class) {
            return Arbitraries.of("2023-Q3", "1999-12").map(Period::new);
        }
        if (type == Cause.class) {
            return Arbitraries.of("capacity", "expired-certificate").map(Cause::new);
        }
        if (type == String.class) {
            return text();
        }
        if (type == UUID.class) {
            return Arbitraries.create(UUID::randomUUID);
        }
        if (type == Instant.class) {
            return instants();
        }
        if (type == LocalDate.class) {
            return Arbitraries.longs().between(-700_000, 2_900_000).map(LocalDate::ofEpochDay);
        }
        if (type == boolean.class || type == Boolean.class) {
            return Arbitraries.of(true, false);
        }
        if (type == long.class || type == Long.class) {
            return Arbitraries.longs().greaterOrEqual(0);
        }
        if (type == SortedMap.class) {
            return Arbitraries.maps(text(), text()).ofMaxSize(4).map(TreeMap::new);
        }
        if (type.isEnum()) {
            return Arbitraries.of(type.getEnumConstants());
        }
        if (type.isSealed()) {
            return Arbitraries.of(type.getPermittedSubclasses())
                    .flatMap(EventRoundTripTest::record);
        }
        return record(type);
    }

    /** Any characters; half a surrogate pair is none. */
    private static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().all().ofMaxLength(40),
                        Arbitraries.of("\\uD83D", "\"\\", "\u0000", "\uD83D\uDE92"))
                .filter(StandardCharsets.UTF_8.newEncoder()::canEncode);
    }

    /** Of the years 0 to 9999, the ones that JSON Schema's date-time has words for. */
    private static Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(-62_135_596_800_000_000L, 253_402_300_799_999_999L)
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
