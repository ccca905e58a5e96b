package io.incidentledger.command.followup;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** When it is due. */
public record DueBody(
        @Nullable LocalDate due,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/due", due, "a date, as 2026-11-21");
        checks.date("/due", due);
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public RescheduleFollowUp reschedule(FollowUpInIncident it) {
        return new RescheduleFollowUp(
                it.incidentId(), it.followUpId(), requireNonNull(due), reason, by, occurredAt);
    }
}
