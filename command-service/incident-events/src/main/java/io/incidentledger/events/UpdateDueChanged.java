package io.incidentledger.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * By when an audience is to hear next was set, brought forward or taken back by the cadence of the
 * severity: with the declaration, a change of severity or a reopening. An update says itself by
 * when the one after it is due.
 *
 * @param audience who is to hear
 * @param due by when, cut to microseconds; absent when nothing is demanded any more
 * @param policy name and version of the cadence
 */
public record UpdateDueChanged(
        IncidentId incidentId,
        Audience audience,
        @Nullable Instant due,
        String policy,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements CommunicationEvent {
    public UpdateDueChanged {
        due = due == null ? null : due.truncatedTo(ChronoUnit.MICROS);
    }
}
