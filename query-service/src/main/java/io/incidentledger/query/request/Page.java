package io.incidentledger.query.request;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a list; {@code next} is the link to the page after it, null on the last. */
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * The beginning of what was found.
     *
     * @param found in the order of the list; one more than the limit tells that a page follows
     * @param end where a page ends whose last item is this one
     */
    public static <T> Page<T> of(Asked asked, int limit, List<T> found, Function<T, Cursor> end) {
        List<T> items = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                items,
                items.size() == found.size() ? null : end.apply(items.getLast()).next(asked));
    }

    /** The same page, of what the items become. */
    public <R> Page<R> map(Function<T, R> item) {
        return new Page<>(items.stream().map(item).toList(), next);
    }
}
