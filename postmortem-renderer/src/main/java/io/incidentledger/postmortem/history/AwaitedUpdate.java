package io.incidentledger.postmortem.history;

import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.UpdateDueChanged;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an audience was told last, and what it waits for. Whether that is overdue is never stored
 * but asked for.
 *
 * @param lastSent when it heard last; null when it has heard nothing
 * @param due by when it is to hear next; null when nothing is promised or demanded, and once the
 *     incident is over
 * @param policy name and version of the cadence that set the time; null when a person did, or an
 *     incident that is part of this one had it
 * @param last whether it was told that nothing further follows
 * @param reminded the last due time of which somebody was reminded; null when there was none
 */
public record AwaitedUpdate(
        Audience audience,
        @Nullable Instant lastSent,
        @Nullable Instant due,
        @Nullable String policy,
        boolean last,
        @Nullable Instant reminded) {

    static AwaitedUpdate nothing(Audience audience) {
        return new AwaitedUpdate(audience, null, null, null, false, null);
    }

    /** Whole minutes past the due time; 0 when not overdue, and in the first minute. */
    public long overdueMinutes(Instant asOf) {
        return overdue(asOf) && due != null ? Duration.between(due, asOf).toMinutes() : 0;
    }

    /** Whether the due time is past. */
    public boolean overdue(Instant asOf) {
        return due != null && due.isBefore(asOf);
    }

    /** An update that came to light after a later one promises nothing any more. */
    AwaitedUpdate told(EntryContent.Update update, Instant at) {
        return lastSent != null && at.isBefore(lastSent)
                ? this
                : new AwaitedUpdate(
                        audience,
                        at,
                        update.nextUpdateDue(),
                        update.duePolicy(),
                        Boolean.TRUE.equals(update.last()),
                        reminded);
    }

    AwaitedUpdate demanded(UpdateDueChanged change) {
        return new AwaitedUpdate(
                audience,
                lastSent,
                change.due(),
                change.due() == null || change.takenOverFrom() != null ? null : change.policy(),
                false,
                reminded);
    }

    AwaitedUpdate reminded(Instant missed) {
        return new AwaitedUpdate(audience, lastSent, due, policy, last, missed);
    }

    /** Nobody waits for anything any more. */
    AwaitedUpdate ended() {
        return new AwaitedUpdate(audience, lastSent, null, null, false, reminded);
    }
}
