package io.incidentledger.command.followup;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Whose it is. */
public record OwnerBody(
        @Nullable Handle owner,
        @Nullable Boolean nobody,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.owner("/owner", owner, nobody);
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public AssignFollowUp assign(FollowUpInIncident it) {
        return new AssignFollowUp(it.incidentId(), it.followUpId(), owner, reason, by, occurredAt);
    }
}
