package io.incidentledger.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * By when an audience is to hear next was set, brought forward or taken back by the cadence of the
 * severity: with the declaration, a change of severity or a reopening; or it was taken over with an
 * incident that was merged in. Behind one taken over the cadence says its own earlier time once
 * more; where a lower severity takes that back, the one taken over is said again. So each event is
 * what is due from then on. An update says itself by when the one after it is due.
 *
 * @param audience who is to hear
 * @param due by when, cut to microseconds; absent when nothing is demanded any more
 * @param policy name and version of the cadence
 * @param takenOverFrom the incident that was merged in, of which they were to hear by then; the
 *     cadence named did not set that time, and takes it back no more. Absent where the cadence did
 */
public record UpdateDueChanged(
        IncidentId incidentId,
        Audience audience,
        @Nullable Instant due,
        String policy,
        @Nullable OtherIncident takenOverFrom,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements CommunicationEvent {
    public UpdateDueChanged {
        due = due == null ? null : due.truncatedTo(ChronoUnit.MICROS);
    }

    /** What the cadence set, brought forward or took back. */
    public UpdateDueChanged(
            IncidentId incidentId,
            Audience audience,
            @Nullable Instant due,
            String policy,
            @Nullable Handle by,
            @Nullable Moment occurredAt) {
        this(incidentId, audience, due, policy, null, by, occurredAt);
    }
}
