package io.incidentledger.command.followup;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.events.Evidence;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** It is done, and this proves it. */
public record EvidenceBody(
        @Nullable Evidence evidence, @Nullable Handle by, @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        if (evidence != null) {
            checks.link("/evidence/link", evidence.link());
            checks.upTo("/evidence/statement", evidence.statement(), Checks.TEXT);
        }
        checks.moment("/occurredAt", occurredAt);
    }

    public CompleteFollowUp complete(FollowUpInIncident it) {
        return new CompleteFollowUp(it.incidentId(), it.followUpId(), evidence, by, occurredAt);
    }
}
