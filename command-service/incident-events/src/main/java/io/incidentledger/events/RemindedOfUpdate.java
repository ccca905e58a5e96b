package io.incidentledger.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * An update did not come by the time it was due, and somebody was reminded of it, once. The event
 * is the reminder: a later one is for a later due time.
 *
 * @param audience who waits
 * @param due by when they were to hear, cut to microseconds
 * @param to who was reminded: who holds the role communications, else the lead; absent when nobody
 *     holds either, which means the reporter
 * @param lead who leads, and was reminded beside them; absent when nobody else does
 * @param occurredAt when the reminder was made
 */
public record RemindedOfUpdate(
        IncidentId incidentId,
        Audience audience,
        Instant due,
        @Nullable Handle to,
        @Nullable Handle lead,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements CommunicationEvent {
    public RemindedOfUpdate {
        due = due.truncatedTo(ChronoUnit.MICROS);
    }
}
