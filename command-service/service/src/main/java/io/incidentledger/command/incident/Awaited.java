package io.incidentledger.command.incident;

import io.incidentledger.events.EntryContent;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.UpdateDueChanged;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an audience waits for, as long as the incident goes on.
 *
 * @param heard when it heard last; null when it has heard nothing
 * @param due by when it is to hear next; null when nothing is promised or demanded
 * @param promised the time that the cadence takes back no more; it may demand an earlier one. Null
 *     where only the cadence has set any
 * @param promisedOf the incident that was merged in, of which they were to hear by then; null where
 *     a person named the time
 * @param last whether it was told that nothing further follows
 * @param reminded the last due time of which somebody was reminded
 */
public record Awaited(
        @Nullable Instant heard,
        @Nullable Instant due,
        @Nullable Instant promised,
        @Nullable OtherIncident promisedOf,
        boolean last,
        @Nullable Instant reminded) {
    static final Awaited NOTHING = new Awaited(null, null, null, null, false, null);

    /** Whether the cadence of its own severity set the due time. */
    public boolean byPolicy() {
        return due != null && !due.equals(promised);
    }

    /** Whether a person named the due time; the cadence never touches that one. */
    boolean byPerson() {
        return promised != null && promisedOf == null;
    }

    /** An update that came to light after a later one promises nothing any more. */
    Awaited told(EntryContent.Update update, Instant at) {
        return heard != null && at.isBefore(heard)
                ? this
                : new Awaited(
                        at,
                        update.nextUpdateDue(),
                        update.duePolicy() == null ? update.nextUpdateDue() : null,
                        null,
                        Boolean.TRUE.equals(update.last()),
                        reminded);
    }

    Awaited demanded(UpdateDueChanged change) {
        // Older logs take back a time that was taken over, too: then nothing is promised any more.
        return change.due() != null && change.takenOverFrom() == null
                ? new Awaited(heard, change.due(), promised, promisedOf, false, reminded)
                : new Awaited(
                        heard, change.due(), change.due(), change.takenOverFrom(), false, reminded);
    }

    Awaited reminded(Instant missed) {
        return new Awaited(heard, due, promised, promisedOf, last, missed);
    }

    /** Nobody waits for anything any more. */
    Awaited ended() {
        return new Awaited(heard, null, null, null, false, reminded);
    }
}
