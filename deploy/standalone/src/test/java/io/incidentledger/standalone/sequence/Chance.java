package io.incidentledger.standalone.sequence;

import io.incidentledger.events.Cause;
import io.incidentledger.events.DataLoss;
import io.incidentledger.events.Detection;
import io.incidentledger.events.DetectionSource;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Impact;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.UsersAffected;
import io.incidentledger.events.Workaround;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of one order: mostly sound, at times odd, at times nonsense. One seed, one order. */
final class Chance {
    /** A word that only one text holds, so that it can be looked for. */
    static final Pattern WORD = Pattern.compile("q7[a-z0-9]{9}7p");

    private static final List<String> BEFORE =
            List.of(
                    "",
                    "",
                    "",
                    "# ",
                    "**",
                    "<b>",
                    "| a | ",
                    "\n\n- ",
                    "](x) ",
                    "`",
                    "\u202e",
                    "\ud83d\udd25 ",
                    "--- ",
                    "&amp; ",
                    "{{x}} ",
                    "a\r\nb ",
                    "\\");

    private final SplittableRandom random;
    private final Instant now;

    Chance(long seed, Instant now) {
        random = new SplittableRandom(seed);
        this.now = now;
    }

    /** Below {@code bound}, from 0. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean onceIn(int times) {
        return below(times) == 0;
    }

    @SafeVarargs
    final <T> T of(T... values) {
        return values[below(values.length)];
    }

    <E extends Enum<E>> E of(Class<E> type) {
        return of(type.getEnumConstants());
    }

    /** One of them, or null when there is none. */
    <T> @Nullable T of(Collection<T> values) {
        return values.isEmpty() ? null : List.copyOf(values).get(below(values.size()));
    }

    <T> @Nullable T maybe(Supplier<T> value) {
        return onceIn(2) ? value.get() : null;
    }

    UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    String text() {
        String word = Long.toString(random.nextLong() >>> 1, 36) + "000000000";
        return of(BEFORE) + "q7" + word.substring(0, 9) + "7p" + (onceIn(3) ? " again |" : "");
    }

    @Nullable String note() {
        return maybe(this::text);
    }

    /** A reason, or what is none. */
    @Nullable String reason() {
        return switch (below(14)) {
            case 0 -> null;
            case 1 -> of("", "  ", "\t\n");
            default -> text();
        };
    }

    Handle handle() {
        return new Handle(of("@ana", "@ben", "@cai", "team:payments"));
    }

    @Nullable Handle by() {
        return onceIn(4) ? handle() : null;
    }

    Cause cause() {
        return new Cause(of("capacity", "expired-certificate", "deployment"));
    }

    List<String> services() {
        return switch (below(4)) {
            case 0 -> List.of();
            case 1 -> List.of("checkout", "payments");
            case 2 -> List.of(text());
            default -> List.of("checkout");
        };
    }

    SortedMap<String, String> labels() {
        SortedMap<String, String> labels = new TreeMap<>();
        for (int i = below(3); i > 0; i--) {
            labels.put(label(), text());
        }
        return labels;
    }

    String label() {
        return of("region", "team", "tier");
    }

    @Nullable Detection detection() {
        return maybe(() -> new Detection(of(DetectionSource.class), note()));
    }

    Impact impact() {
        return new Impact(
                maybe(
                        () ->
                                new UsersAffected(
                                        maybe(() -> (long) below(1_000_000)),
                                        maybe(() -> below(1_001) / 10.0))),
                note(),
                maybe(() -> of(DataLoss.class)),
                maybe(() -> new Workaround(onceIn(2), note())));
    }

    /** When something happened, as it is told: mostly not at all; seldom in the future. */
    @Nullable Moment moment() {
        return onceIn(2) ? null : told();
    }

    /** When something happened, for what needs a time. */
    Moment told() {
        return new Moment(
                switch (below(24)) {
                    case 0 -> now.plusSeconds(below(400_000));
                    case 1 -> now.plusSeconds(below(120));
                    case 2 -> Instant.EPOCH.plusSeconds(below(3));
                    case 3 -> Instant.parse("9999-12-31T23:59:59Z");
                    case 4, 5, 6 -> now.minus(Duration.ofDays(below(800)));
                    case 7, 8 -> now;
                    default -> now.minusSeconds(below(50_000));
                },
                onceIn(3) ? of(Precision.class) : Precision.EXACT);
    }

    LocalDate date() {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return switch (below(10)) {
            case 0 -> LocalDate.of(9999, 12, 31);
            case 1 -> LocalDate.EPOCH;
            default -> today.plusDays(below(60) - 10L);
        };
    }

    /** How long nobody orders anything. */
    Duration pause() {
        return switch (below(12)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofDays(1 + below(6));
            case 2, 3 -> Duration.ofMinutes(below(300));
            default -> Duration.ofMillis(below(180_000));
        };
    }
}
