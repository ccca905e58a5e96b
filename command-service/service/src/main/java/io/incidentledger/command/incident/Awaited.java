package io.incidentledger.command.incident;

import io.incidentledger.events.EntryContent;
import io.incidentledger.events.UpdateDueChanged;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an audience waits for, as long as the incident goes on.
 *
 * @param heard when it heard last; null when it has heard nothing
 * @param due by when it is to hear next; null when nothing is promised or demanded
 * @param byPolicy whether the cadence of its own severity set that time
 * @param last whether it was told that nothing further follows
 * @param reminded the last due time of which somebody was reminded
 */
public record Awaited(
        @Nullable Instant heard,
        @Nullable Instant due,
        boolean byPolicy,
        boolean last,
        @Nullable Instant reminded) {
    static final Awaited NOTHING = new Awaited(null, null, false, false, null);

    /** An update that came to light after a later one promises nothing any more. */
    Awaited told(EntryContent.Update update, Instant at) {
        return heard != null && at.isBefore(heard)
                ? this
                : new Awaited(
                        at,
                        update.nextUpdateDue(),
                        update.duePolicy() != null,
                        Boolean.TRUE.equals(update.last()),
                        reminded);
    }

    Awaited demanded(UpdateDueChanged change) {
        return new Awaited(heard, change.due(), change.takenOverFrom() == null, false, reminded);
    }

    Awaited reminded(Instant missed) {
        return new Awaited(heard, due, byPolicy, last, missed);
    }
}
