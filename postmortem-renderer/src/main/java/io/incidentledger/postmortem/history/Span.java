package io.incidentledger.postmortem.history;

import io.incidentledger.events.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that held for a while.
 *
 * @param from when it began; null when nobody knows
 * @param fromPosition the event that began it
 * @param to when it ended; null when it has not, or when nobody knows
 * @param toPosition the event that ended it; null as long as it holds
 */
public record Span<T>(
        T value,
        @Nullable Moment from,
        long fromPosition,
        @Nullable Moment to,
        @Nullable Long toPosition) {

    static <T> Span<T> begun(T value, @Nullable Moment from, long position) {
        return new Span<>(value, from, position, null, null);
    }

    Span<T> ended(@Nullable Moment at, long position) {
        return new Span<>(value, from, fromPosition, at, position);
    }

    /** When it began and ended, as far as that is known. */
    List<Instant> bounds() {
        return Stream.of(from, to).filter(Objects::nonNull).map(Moment::at).toList();
    }

    /** How long it held; nothing where that is not known. */
    public Duration length() {
        return from == null || to == null ? Duration.ZERO : Duration.between(from.at(), to.at());
    }

    /** Whether it is known to have held at an instant: from its beginning on, until its end. */
    boolean covers(Instant instant) {
        return from != null
                && to != null
                && !from.at().isAfter(instant)
                && to.at().isAfter(instant);
    }

    /** Whether it still holds. */
    public boolean open() {
        return toPosition == null;
    }
}
