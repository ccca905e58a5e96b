package io.incidentledger.command.followup;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Why it is not done, or not done after all. */
public record ReasonBody(@Nullable String reason, @Nullable Handle by, @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public DeclineFollowUp decline(FollowUpInIncident it) {
        return new DeclineFollowUp(it.incidentId(), it.followUpId(), reason, by, occurredAt);
    }

    public ReopenFollowUp reopen(FollowUpInIncident it) {
        return new ReopenFollowUp(it.incidentId(), it.followUpId(), reason, by, occurredAt);
    }
}
