package io.incidentledger.command.followup;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Priority;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Something is to be done. */
public record AddBody(
        @Nullable String title,
        @Nullable String description,
        @Nullable FollowUpType type,
        @Nullable Priority priority,
        @Nullable Handle owner,
        @Nullable LocalDate due,
        @Nullable String tracker,
        @Nullable EntryId origin,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.text("/title", title, Checks.LINE);
        checks.optionalText("/description", description, Checks.TEXT);
        checks.date("/due", due);
        checks.optionalText("/tracker", tracker, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public AddFollowUp add(IncidentId incident, FollowUpId followUp) {
        return new AddFollowUp(
                incident,
                followUp,
                requireNonNull(title),
                description,
                requireNonNullElse(type, FollowUpType.OTHER),
                requireNonNullElse(priority, Priority.MEDIUM),
                owner,
                due,
                tracker,
                origin,
                by,
                occurredAt);
    }
}
