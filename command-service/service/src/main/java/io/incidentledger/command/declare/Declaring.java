package io.incidentledger.command.declare;

import static io.incidentledger.command.incident.Circumstances.reason;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.Active;
import io.incidentledger.command.incident.IncidentState.Declared;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.command.incident.PolicyUpdates;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Decides whether an incident enters the ledger, and whether there was one. */
public final class Declaring {
    private Declaring() {}

    public static List<IncidentEvent> decide(
            IncidentState state, DeclareCommand command, Circumstances circumstances) {
        return switch (command) {
            case DeclareIncident declare ->
                    switch (state) {
                        case NotDeclared nothing -> declare(declare, circumstances);
                        case Declared already ->
                                throw new Conflict("the incident was declared already");
                    };
            case CancelIncident cancel -> cancel(state, cancel, circumstances);
        };
    }

    private static List<IncidentEvent> declare(
            DeclareIncident command, Circumstances circumstances) {
        Moment occurredAt = circumstances.occurred(command.history(), command.occurredAt());
        Map<Milestone, Moment> milestones = new EnumMap<>(Milestone.class);
        command.milestones()
                .forEach(
                        (milestone, moment) -> {
                            circumstances.refuseFuture(moment, "/milestones/" + slug(milestone));
                            milestones.put(milestone, moment);
                        });
        if (!command.history()) {
            refuseEnd(milestones);
            if (occurredAt != null) {
                milestones.putIfAbsent(Milestone.DECLARED, occurredAt);
            }
        }
        List<IncidentEvent> events = new ArrayList<>();
        events.add(
                new IncidentDeclared(
                        command.incidentId(),
                        command.title(),
                        command.summary(),
                        command.services(),
                        command.severity(),
                        command.impact(),
                        command.detection(),
                        command.workedAt(),
                        command.labels(),
                        command.drill(),
                        command.history(),
                        command.by(),
                        occurredAt));
        milestones.forEach(
                (milestone, moment) ->
                        events.add(
                                new MilestoneSet(
                                        command.incidentId(),
                                        milestone,
                                        null,
                                        command.by(),
                                        moment)));
        events.addAll(
                PolicyUpdates.following(
                        Evolution.evolve(new NotDeclared(), events), circumstances, occurredAt));
        return events;
    }

    private static void refuseEnd(Map<Milestone, Moment> milestones) {
        for (Milestone end : List.of(Milestone.RESOLVED, Milestone.CLOSED)) {
            if (milestones.containsKey(end)) {
                throw new RefusedByRule(
                        Rule.MILESTONE_FOLLOWS_STATUS,
                        "a live incident is resolved and closed by orders of their own; one that is over is declared with \"history\": true",
                        "/milestones/" + slug(end));
            }
        }
    }

    private static List<IncidentEvent> cancel(
            IncidentState state, CancelIncident command, Circumstances circumstances) {
        Incident incident = state.notCancelled();
        if (!(state instanceof Active)) {
            throw new RefusedByRule(
                    Rule.NOT_ACTIVE, "the incident is over; reopen it first, with a reason");
        }
        return List.of(
                new IncidentCancelled(
                        command.incidentId(),
                        command.cause(),
                        reason(command.reason(), "cancelling"),
                        command.by(),
                        circumstances.occurred(incident, command.occurredAt())));
    }

    private static String slug(Milestone milestone) {
        return milestone.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
