package io.incidentledger.command.followup;

import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Set or move a due date, with a reason; it is a person's from then on. */
public record RescheduleFollowUp(
        IncidentId incidentId,
        FollowUpId followUpId,
        LocalDate due,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpCommand {}
