package io.incidentledger.command.followup;

import static java.util.Objects.requireNonNull;

import io.incidentledger.command.edge.Body;
import io.incidentledger.command.edge.Checks;
import io.incidentledger.command.edge.Directory.FollowUpInIncident;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Priority;
import org.jspecify.annotations.Nullable;

/** How much it matters. */
public record PriorityBody(
        @Nullable Priority priority,
        @Nullable String reason,
        @Nullable Handle by,
        @Nullable Moment occurredAt)
        implements Body {
    @Override
    public void check(Checks checks) {
        checks.required("/priority", priority, "urgent, high, medium or low");
        checks.upTo("/reason", reason, Checks.PARAGRAPH);
        checks.moment("/occurredAt", occurredAt);
    }

    public ReprioritiseFollowUp reprioritise(FollowUpInIncident it) {
        return new ReprioritiseFollowUp(
                it.incidentId(), it.followUpId(), requireNonNull(priority), reason, by, occurredAt);
    }
}
