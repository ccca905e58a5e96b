package io.incidentledger.eventstore.index;

import io.incidentledger.eventstore.record.RecordedEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of the tags stand that were asked for last, all positions of each: what people
 * work on is looked up at every order, twice. Thread-safe.
 */
final class Places {
    private static final int TAGS = 4096;
    private static final int POSITIONS_OF_A_TAG = 256;

    private final Map<Tag, long[]> places =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Tag, long[]> eldest) {
                    return size() > TAGS;
                }
            };
    private long additions;

    /** All positions of a tag, rising; null when they must be looked for. Not to be changed. */
    synchronized long @Nullable [] of(Tag tag) {
        return places.get(tag);
    }

    /** Asked before looking for positions, and told to {@link #keep} with what was found. */
    synchronized long additions() {
        return additions;
    }

    /** Unless something was added since: then it may lack what was found. */
    synchronized void keep(Tag tag, long[] positions, long additionsBefore) {
        if (additions == additionsBefore && positions.length <= POSITIONS_OF_A_TAG) {
            places.put(tag, positions);
        }
    }

    /** After the events can be found where they are looked for. */
    synchronized void add(List<RecordedEvent> events) {
        additions++;
        for (RecordedEvent event : events) {
            for (Tag tag : event.tags()) {
                places.computeIfPresent(tag, (known, before) -> with(before, event.position()));
            }
        }
    }

    private static long @Nullable [] with(long[] before, long position) {
        int size = before.length;
        if (size > 0 && before[size - 1] >= position) {
            return before;
        }
        if (size == POSITIONS_OF_A_TAG) {
            return null;
        }
        long[] after = Arrays.copyOf(before, size + 1);
        after[size] = position;
        return after;
    }
}
