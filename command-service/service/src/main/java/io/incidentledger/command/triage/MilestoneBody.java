package io.incidentledger.command.triage;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** A milestone that was reached, or was not after all. */
public record MilestoneBody(
        @Nullable Milestone milestone,
        @Nullable Boolean clear,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/milestone", milestone, "the name of a milestone, as detected");
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public TriageCommand change(IncidentId incident) {
        return Boolean.TRUE.equals(clear)
                ? new ClearMilestone(incident, requireNonNull(milestone), reason, by, occurredAt)
                : new SetMilestone(incident, requireNonNull(milestone), reason, by, occurredAt);
    }
}
