package io.incidentledger.command.resolve;

import static io.incidentledger.command.incident.Circumstances.reason;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.Active;
import io.incidentledger.command.incident.IncidentState.Resolved;
import io.incidentledger.command.incident.PolicyDates;
import io.incidentledger.command.incident.PolicyUpdates;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import java.util.ArrayList;
import java.util.List;

/** Decides whether an incident is over, and dates its follow-ups when it is. */
public final class Resolving {
    private Resolving() {}

    public static List<IncidentEvent> decide(
            IncidentState state, ResolveCommand command, Circumstances circumstances) {
        Incident incident = state.notCancelled();
        return switch (command) {
            case ResolveIncident c -> resolve(state, incident, c, circumstances);
            case ReopenIncident c -> reopen(state, incident, c, circumstances);
            case CloseIncident c -> close(state, incident, c, circumstances);
        };
    }

    private static List<IncidentEvent> resolve(
            IncidentState state,
            Incident incident,
            ResolveIncident c,
            Circumstances circumstances) {
        if (!(state instanceof Active)) {
            throw new RefusedByRule(Rule.NOT_ACTIVE, "the incident is resolved already");
        }
        if (c.resolution() == null && !incident.history()) {
            throw new RefusedByRule(
                    Rule.RESOLUTION_NEEDED,
                    "a live incident says how it was resolved",
                    "/resolution");
        }
        Moment occurredAt = circumstances.occurred(incident, c.occurredAt());
        List<IncidentEvent> events = new ArrayList<>();
        events.add(
                new IncidentResolved(
                        c.incidentId(),
                        c.resolution(),
                        c.durability(),
                        c.text(),
                        c.by(),
                        occurredAt));
        if (occurredAt != null
                && !occurredAt.equals(incident.milestones().get(Milestone.RESOLVED))) {
            events.add(
                    new MilestoneSet(c.incidentId(), Milestone.RESOLVED, null, c.by(), occurredAt));
        }
        IncidentState after = Evolution.evolve(state, events);
        events.addAll(
                PolicyDates.following(
                        after,
                        after.declared().incident().followUps().values(),
                        circumstances.dueDates(),
                        "the incident was resolved",
                        occurredAt));
        return events;
    }

    private static List<IncidentEvent> reopen(
            IncidentState state, Incident incident, ReopenIncident c, Circumstances circumstances) {
        if (state instanceof Active) {
            throw new RefusedByRule(Rule.NOT_OVER, "the incident is not over");
        }
        if (!c.to().active()) {
            throw new RefusedByRule(
                    Rule.STATUS_HAS_OWN_ORDER,
                    "work goes on in triage, investigating, identified or monitoring",
                    "/to");
        }
        String reason = reason(incident, c.reason(), "reopening");
        Moment occurredAt = circumstances.occurred(incident, c.occurredAt());
        List<IncidentEvent> events = new ArrayList<>();
        events.add(new IncidentReopened(c.incidentId(), c.to(), reason, c.by(), occurredAt));
        // It was not over, so these were not reached; what was recorded stays in the log.
        for (Milestone end : List.of(Milestone.RESOLVED, Milestone.CLOSED)) {
            if (incident.milestones().containsKey(end)) {
                events.add(new MilestoneCleared(c.incidentId(), end, reason, c.by(), occurredAt));
            }
        }
        events.addAll(
                PolicyUpdates.following(
                        Evolution.evolve(state, events), circumstances, occurredAt));
        return events;
    }

    private static List<IncidentEvent> close(
            IncidentState state, Incident incident, CloseIncident c, Circumstances circumstances) {
        if (!(state instanceof Resolved)) {
            throw new RefusedByRule(
                    Rule.NOT_RESOLVED,
                    state instanceof Active
                            ? "an incident is resolved before it is closed"
                            : "the incident is closed already");
        }
        Moment occurredAt = circumstances.occurred(incident, c.occurredAt());
        var closed = new IncidentClosed(c.incidentId(), c.note(), c.by(), occurredAt);
        return occurredAt == null || occurredAt.equals(incident.milestones().get(Milestone.CLOSED))
                ? List.of(closed)
                : List.of(
                        closed,
                        new MilestoneSet(
                                c.incidentId(), Milestone.CLOSED, null, c.by(), occurredAt));
    }
}
