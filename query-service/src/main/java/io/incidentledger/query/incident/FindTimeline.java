package io.incidentledger.query.incident;

import io.incidentledger.events.Moment;
import io.incidentledger.events.ThreadId;
import io.incidentledger.postmortem.history.Correction;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.Investigation;
import io.incidentledger.postmortem.history.TimelineItem;
import io.incidentledger.postmortem.history.TimelineKind;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Asked.Choice;
import io.incidentledger.query.request.Cursor;
import io.incidentledger.query.request.Page;
import io.incidentledger.query.request.Refusal.BadParameter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The timeline of an incident, filtered, whole or in pages. While somebody turns the pages, an
 * entry whose time is corrected stays where it was at the first of them, so that none is skipped
 * and none comes twice; what is recorded meanwhile comes where it belongs, if that page is still to
 * come.
 */
final class FindTimeline {
    static final String[] PARAMETERS = {"asOf", "cursor", "kind", "limit", "pinned", "thread"};

    private static final String SORT = "occurredAt";

    private final Asked asked;
    private final @Nullable String thread;
    private final @Nullable Boolean pinned;
    private final Set<TimelineKind> kinds;
    private final @Nullable Cursor cursor;
    private final @Nullable Place after;
    private final int limit;

    FindTimeline(Asked asked) {
        this.asked = asked;
        thread = asked.text("thread");
        pinned = asked.choice("pinned", Choice.ANY).wanted();
        kinds = asked.words("kind", TimelineKind.class);
        cursor = Cursor.of(asked, SORT);
        after = cursor == null ? null : Place.of(asked, cursor);
        boolean whole = cursor == null && asked.text("limit") == null;
        limit = whole ? Integer.MAX_VALUE : asked.limit();
    }

    /**
     * A timeline, by when things happened.
     *
     * @param next the link to the page after this one; null on the last, and where no limit was
     *     given: then everything is here
     */
    record TimelineAnswer(
            String incident, long version, List<TimelineItem> items, @Nullable String next) {}

    TimelineAnswer in(IncidentHistory history) {
        long version = history.state().version();
        long seen = cursor == null ? version : cursor.seen();
        List<TimelineItem> found =
                history.timeline().stream()
                        .filter(ofThread(history))
                        .filter(item -> pinned == null || pinned == item.pinned())
                        .filter(item -> kinds.isEmpty() || kinds.contains(item.kind()))
                        .filter(item -> after == null || Place.of(item, seen).compareTo(after) > 0)
                        .sorted(Comparator.comparing(item -> Place.of(item, seen)))
                        .toList();
        Page<TimelineItem> page =
                Page.of(asked, limit, found, last -> Place.of(last, seen).cursor(seen));
        return new TimelineAnswer(history.state().named(), version, page.items(), page.next());
    }

    private Predicate<TimelineItem> ofThread(IncidentHistory history) {
        if (thread == null) {
            return item -> true;
        }
        ThreadId id =
                history.threads().stream()
                        .map(Investigation::id)
                        .filter(known -> known.toString().equalsIgnoreCase(thread))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new BadParameter(
                                                "thread",
                                                thread,
                                                "the id of a thread of this incident"));
        return item -> id.equals(item.thread());
    }

    /** Where an item stands, as {@link TimelineItem#ORDER} has it. */
    private record Place(@Nullable Instant at, long position) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(
                                Place::at, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
                        .thenComparing(Place::position);

        /** Where it stood when the position was the last of the incident. */
        static Place of(TimelineItem item, long seen) {
            Moment moment =
                    item.corrections().stream()
                            .filter(correction -> correction.position() > seen)
                            .map(Correction::formerOccurredAt)
                            .filter(former -> former != null)
                            .findFirst()
                            .orElse(item.occurredAt());
            return new Place(moment == null ? null : moment.at(), item.position());
        }

        static Place of(Asked asked, Cursor cursor) {
            try {
                return new Place(
                        cursor.value().isEmpty() ? null : Instant.parse(cursor.value()),
                        cursor.opened());
            } catch (DateTimeException wrong) {
                throw new BadParameter(
                        "cursor", asked.text("cursor"), "the cursor of a 'next' link");
            }
        }

        Cursor cursor(long seen) {
            return new Cursor(SORT, at == null ? "" : at.toString(), position, seen);
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }
}
