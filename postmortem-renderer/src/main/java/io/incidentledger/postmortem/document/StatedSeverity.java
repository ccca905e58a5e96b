package io.incidentledger.postmortem.document;

import static io.incidentledger.postmortem.document.MarkdownText.inline;

import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.TimelineItem;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A severity that a past record gave in its own words. It is kept as a label, since nobody knows
 * which of ours it was; to a reader it is a severity.
 */
final class StatedSeverity {
    private StatedSeverity() {}

    /** Whether the item changes it, or takes it away. */
    static boolean changedBy(TimelineItem item) {
        return item.event() instanceof LabelsChanged changed
                && (said(item) != null
                        || changed.removed().contains(LabelsChanged.STATED_SEVERITY));
    }

    /** What an item that changes it made of it, and what it was before; in Markdown. */
    static String change(IncidentHistory history, TimelineItem item) {
        TimelineItem former = last(history, item.position()).orElse(null);
        String before = former == null ? null : said(former);
        String now = said(item);
        if (now == null) {
            return before == null ? "taken away" : inline(before) + " taken away";
        }
        return before == null ? inline(now) : inline(before) + " → " + inline(now);
    }

    /** Whether one of ours was given after it: then the word is a former one. */
    static boolean former(IncidentHistory history) {
        long said = last(history, Long.MAX_VALUE).map(TimelineItem::position).orElse(0L);
        return history.timeline().stream()
                .anyMatch(
                        item -> item.event() instanceof SeverityChanged && item.position() > said);
    }

    /** The last item before a position that says it, or takes it away. */
    private static Optional<TimelineItem> last(IncidentHistory history, long position) {
        return history.timeline().stream()
                .filter(item -> item.position() < position)
                .filter(item -> said(item) != null || changedBy(item))
                .max(Comparator.comparingLong(TimelineItem::position));
    }

    private static @Nullable String said(TimelineItem item) {
        if (item.event() instanceof IncidentDeclared declared) {
            return declared.labels().get(LabelsChanged.STATED_SEVERITY);
        }
        return item.event() instanceof LabelsChanged changed
                ? changed.set().get(LabelsChanged.STATED_SEVERITY)
                : null;
    }
}
