package io.incidentledger.command.runbook;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.runbook.FollowCommand.FollowRunbook;
import io.incidentledger.command.runbook.FollowCommand.Found;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Moment;
import org.jspecify.annotations.Nullable;

/** Which runbook the incident follows. */
public record FollowBody(
        @Nullable String runbook,
        @Nullable Long version,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.text("/runbook", runbook, Checks.LINE);
        checks.range("/version", version, 1, Long.MAX_VALUE);
        checks.moment("/occurredAt", occurredAt);
    }

    /**
     * @throws RefusedByRule when there is no such runbook
     */
    public FollowRunbook follow(IncidentId incident, Directory directory) {
        Found found;
        try {
            found = directory.written(requireNonNull(runbook));
        } catch (Unknown unknown) {
            // What an address names is there or not; here a field of the order is wrong.
            throw new RefusedByRule(
                    Rule.UNKNOWN_RUNBOOK, String.valueOf(unknown.getMessage()), "/runbook");
        }
        return new FollowRunbook(incident, found, version, by, occurredAt);
    }
}
