package io.incidentledger.postmortem.history;

import io.incidentledger.events.Moment;
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

    /** Whether it still holds. */
    public boolean open() {
        return toPosition == null;
    }
}
