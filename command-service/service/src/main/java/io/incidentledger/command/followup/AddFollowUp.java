package io.incidentledger.command.followup;

import io.incidentledger.events.EntryId;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.FollowUpType;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Priority;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Add a follow-up. Without a due date the policy gives it one, at once or with the resolution. */
public record AddFollowUp(
        IncidentId incidentId,
        FollowUpId followUpId,
        String title,
        @Nullable String description,
        FollowUpType type,
        Priority priority,
        @Nullable Handle owner,
        @Nullable LocalDate due,
        @Nullable String tracker,
        @Nullable EntryId origin,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements FollowUpCommand {

    /** The same with another origin, or with none. */
    public AddFollowUp from(@Nullable EntryId other) {
        return new AddFollowUp(
                incidentId,
                followUpId,
                title,
                description,
                type,
                priority,
                owner,
                due,
                tracker,
                other,
                by,
                occurredAt);
    }
}
