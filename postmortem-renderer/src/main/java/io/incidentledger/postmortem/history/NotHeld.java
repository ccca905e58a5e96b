package io.incidentledger.postmortem.history;

import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A mitigation that was recorded before the work went on: the times to mitigate are those of what
 * did not hold.
 *
 * @param mitigated the position of the event that gives the milestone
 * @param reopened those of the reopenings after it
 * @param wentBack those of the changes after it that led from monitoring back
 */
public record NotHeld(long mitigated, List<Long> reopened, List<Long> wentBack) {
    public NotHeld {
        reopened = List.copyOf(reopened);
        wentBack = List.copyOf(wentBack);
    }

    /**
     * Null where it held as far as anybody recorded, or there was none. Who knows better sets the
     * milestone anew.
     */
    public static @Nullable NotHeld of(IncidentHistory history) {
        Reached mitigated = history.state().milestone(Milestone.MITIGATED);
        if (mitigated == null) {
            return null;
        }
        NotHeld found =
                new NotHeld(
                        mitigated.position(),
                        after(mitigated, history, item -> item.event() instanceof IncidentReopened),
                        after(mitigated, history, NotHeld::back));
        return found.reopened.isEmpty() && found.wentBack.isEmpty() ? null : found;
    }

    private static List<Long> after(
            Reached mitigated, IncidentHistory history, Predicate<TimelineItem> which) {
        return history.timeline().stream()
                .filter(which)
                .filter(item -> item.position() > mitigated.position())
                // A past record may give its milestones first, and its reopenings after them.
                .filter(item -> !surelyBefore(item.occurredAt(), mitigated.at()))
                .map(TimelineItem::position)
                .toList();
    }

    private static boolean surelyBefore(@Nullable Moment one, Moment other) {
        return one != null && one.surelyBefore(other);
    }

    private static boolean back(TimelineItem item) {
        return item.event() instanceof StatusChanged changed
                && changed.from() == Status.MONITORING
                && changed.to().compareTo(Status.MONITORING) < 0;
    }
}
