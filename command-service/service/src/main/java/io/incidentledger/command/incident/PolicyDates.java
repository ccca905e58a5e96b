package io.incidentledger.command.incident;

import io.incidentledger.command.incident.IncidentState.Active;
import io.incidentledger.command.incident.IncidentState.Cancelled;
import io.incidentledger.command.incident.IncidentState.Closed;
import io.incidentledger.command.incident.IncidentState.Merged;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.command.incident.IncidentState.Resolved;
import io.incidentledger.events.DueDate;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Priority;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Due dates that follow from the resolution of an incident, or from its merge where it had none. A
 * date that a person gave is never touched, and nothing is dated before the incident is over or
 * while nobody knows when that was.
 */
public final class PolicyDates {
    private PolicyDates() {}

    /** The date of a follow-up with this priority, or null while none follows. */
    public static @Nullable DueDate dueDate(
            IncidentState state, Priority priority, DueDatePolicy policy) {
        return switch (state) {
            case Resolved it ->
                    counted(it.incident(), it.incident().resolvedOn(), priority, policy);
            case Closed it -> counted(it.incident(), it.incident().resolvedOn(), priority, policy);
            case NotDeclared nothing -> null;
            case Active active -> null;
            case Cancelled cancelled -> null;
            case Merged it -> {
                LocalDate resolved = it.incident().resolvedOn();
                yield counted(
                        it.incident(),
                        resolved == null ? Incident.day(it.since()) : resolved,
                        priority,
                        policy);
            }
        };
    }

    /**
     * The dates that the policy sets or moves once the state is what it is now.
     *
     * @param reason what changed, as a sentence for the people whose dates move
     * @param occurredAt when that happened; null where nobody knows
     */
    public static List<FollowUpRescheduled> following(
            IncidentState state,
            Collection<FollowUp> followUps,
            DueDatePolicy policy,
            String reason,
            @Nullable Moment occurredAt) {
        List<FollowUpRescheduled> moved = new ArrayList<>();
        if (!(state instanceof IncidentState.Declared declared)) {
            return moved;
        }
        for (FollowUp followUp : followUps) {
            DueDate due =
                    followUp.datedByPolicy() ? dueDate(state, followUp.priority(), policy) : null;
            if (due != null
                    && (followUp.due() == null || !due.date().equals(followUp.due().date()))) {
                moved.add(
                        new FollowUpRescheduled(
                                declared.incident().id(),
                                followUp.id(),
                                due,
                                reason,
                                null,
                                occurredAt));
            }
        }
        return moved;
    }

    private static @Nullable DueDate counted(
            Incident incident, @Nullable LocalDate over, Priority priority, DueDatePolicy policy) {
        return over == null ? null : policy.due(over, incident.details().severity(), priority);
    }
}
