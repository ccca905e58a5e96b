package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.index.EventIndex;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.EventCriterion;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The events of the index that match criteria, in the order of their positions. Criteria with tags
 * cost as much as the events under their rarest-looking (first) tag; criteria without tags read
 * everything.
 */
public final class Selection {

    private static final int CHUNK = 512;
    private static final QualifiedName NO_TYPE = new QualifiedName("\0");

    private Selection() {}

    /** From (inclusive) and to (exclusive) a position. */
    public static List<RecordedEvent> of(
            EventIndex index, EventCriteria criteria, long from, long to) {
        List<RecordedEvent> matching = new ArrayList<>();
        Set<EventCriterion> criterions = criteria.flatten();
        boolean byTags =
                !criteria.matches(NO_TYPE, Set.of())
                        && criterions.stream().noneMatch(criterion -> criterion.tags().isEmpty());
        if (!byTags) {
            scan(index, criteria, from, to, matching);
        } else if (criterions.size() == 1) {
            EventCriterion criterion = criterions.iterator().next();
            for (long position : candidates(index, criterion, from, to)) {
                addIfMatching(index, criteria, position, matching);
            }
        } else {
            TreeSet<Long> positions = new TreeSet<>();
            for (EventCriterion criterion : criterions) {
                for (long position : candidates(index, criterion, from, to)) {
                    positions.add(position);
                }
            }
            positions.forEach(position -> addIfMatching(index, criteria, position, matching));
        }
        return matching;
    }

    static boolean anyMatch(EventIndex index, EventCriterion criterion, long from, long to) {
        return !of(index, criterion, from, to).isEmpty();
    }

    private static long[] candidates(
            EventIndex index, EventCriterion criterion, long from, long to) {
        Tag tag = criterion.tags().iterator().next();
        return index.positions(tag, from, to);
    }

    private static void scan(
            EventIndex index,
            EventCriteria criteria,
            long from,
            long to,
            List<RecordedEvent> matching) {
        long next = from;
        while (next < to) {
            List<RecordedEvent> chunk = index.events(next, (int) Math.min(CHUNK, to - next));
            if (chunk.isEmpty()) {
                return;
            }
            for (RecordedEvent event : chunk) {
                if (matches(criteria, event)) {
                    matching.add(event);
                }
            }
            next = chunk.getLast().position() + 1;
        }
    }

    private static void addIfMatching(
            EventIndex index, EventCriteria criteria, long position, List<RecordedEvent> matching) {
        RecordedEvent event =
                index.event(position)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "The index names position "
                                                        + position
                                                        + " but lacks it"));
        if (matches(criteria, event)) {
            matching.add(event);
        }
    }

    private static boolean matches(EventCriteria criteria, RecordedEvent event) {
        return criteria.matches(new QualifiedName(event.type()), event.tags());
    }
}
