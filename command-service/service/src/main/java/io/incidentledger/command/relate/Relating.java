package io.incidentledger.command.relate;

import static io.incidentledger.command.incident.Circumstances.reason;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.Active;
import io.incidentledger.command.incident.IncidentState.Cancelled;
import io.incidentledger.command.incident.IncidentState.Closed;
import io.incidentledger.command.incident.IncidentState.Merged;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.command.incident.IncidentState.Resolved;
import io.incidentledger.command.incident.PolicyDates;
import io.incidentledger.command.incident.PolicyUpdates;
import io.incidentledger.command.incident.Relation;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.RelationStated;
import io.incidentledger.events.RelationTakenAway;
import java.util.ArrayList;
import java.util.List;

/** Decides what an incident has in common with others. */
public final class Relating {
    /** What is reached once of two that are one: when either of them reached it first. */
    private static final List<Milestone> FIRSTS =
            List.of(
                    Milestone.IMPACT_STARTED,
                    Milestone.DETECTED,
                    Milestone.DECLARED,
                    Milestone.ACKNOWLEDGED,
                    Milestone.PUBLIC_TOLD);

    private Relating() {}

    public static List<IncidentEvent> decide(
            IncidentState state, RelateCommand command, Circumstances circumstances) {
        Incident incident = state.notCancelled();
        return switch (command) {
            case NameCause c ->
                    incident.details().causes().contains(c.cause())
                            ? List.of()
                            : List.of(
                                    new CauseNamed(
                                            c.incidentId(),
                                            c.cause(),
                                            c.reason(),
                                            c.by(),
                                            circumstances.occurred(incident, c.occurredAt())));
            case TakeCauseAway c -> takeAway(incident, c, circumstances);
            case StateRelation c -> state(incident, c, circumstances);
            case TakeRelationAway c ->
                    incident.relations().contains(new Relation(c.other().id(), c.kind()))
                            ? List.of(
                                    new RelationTakenAway(
                                            c.incidentId(),
                                            c.other(),
                                            c.kind(),
                                            reason(c.reason(), "taking a relation away"),
                                            c.by(),
                                            circumstances.occurred(incident, c.occurredAt())))
                            : List.of();
        };
    }

    /**
     * Decides upon both incidents at once, so that of two that are merged into each other at the
     * same time one goes on.
     *
     * @param other the one that {@code c} names
     */
    public static List<IncidentEvent> merge(
            IncidentState state,
            IncidentState other,
            MergeIncident c,
            Circumstances circumstances) {
        Incident incident = state.notCancelled();
        if (c.into().id().equals(c.incidentId())) {
            throw another("an incident is not merged into itself", "/into");
        }
        Incident into =
                switch (other) {
                    case Active it -> it.incident();
                    case Resolved it -> it.incident();
                    case Closed it -> it.incident();
                    case NotDeclared it ->
                            throw another("there is no incident " + c.into().named(), "/into");
                    case Cancelled it ->
                            throw another(c.into().named() + " was cancelled", "/into");
                    case Merged it ->
                            throw another(
                                    c.into().named() + " was merged into " + it.into().named(),
                                    "/into");
                };
        if (incident.details().drill() != into.details().drill()) {
            throw another("a drill and an incident are not merged", "/into");
        }
        String reason = reason(c.reason(), "merging");
        OtherIncident ended = new OtherIncident(c.incidentId(), c.number());
        // One of the two may be history, and the other live.
        List<IncidentEvent> events = new ArrayList<>();
        events.add(
                new OtherMergedIn(
                        c.into().id(),
                        ended,
                        c.by(),
                        circumstances.occurred(into, c.occurredAt())));
        for (Milestone milestone : FIRSTS) {
            Moment reached = incident.milestones().get(milestone);
            if (reached != null && into.reachedSooner(milestone, reached)) {
                events.add(
                        new MilestoneSet(
                                c.into().id(),
                                milestone,
                                "so it was of " + ended.named() + ", which is part of this one",
                                c.by(),
                                reached));
            }
        }
        events.addAll(
                PolicyUpdates.takenOver(
                        state,
                        ended,
                        other,
                        circumstances.updates(),
                        c.by(),
                        circumstances.occurred(into, c.occurredAt())));
        // The one that ends comes last: its version is that of the order.
        IncidentMerged merged =
                new IncidentMerged(
                        c.incidentId(),
                        c.into(),
                        reason,
                        c.by(),
                        circumstances.occurred(incident, c.occurredAt()));
        events.add(merged);
        events.addAll(
                PolicyDates.following(
                        Evolution.evolve(state, merged),
                        incident.followUps().values(),
                        circumstances.dueDates(),
                        "the incident was merged into " + c.into().named(),
                        merged.occurredAt()));
        return events;
    }

    private static RefusedByRule another(String sentence, String field) {
        return new RefusedByRule(Rule.ANOTHER_INCIDENT, sentence, field);
    }

    private static List<IncidentEvent> state(
            Incident incident, StateRelation c, Circumstances circumstances) {
        if (c.other().id().equals(c.incidentId())) {
            throw another("an incident is not related to itself", "/other");
        }
        RelationStated stated =
                incident.details().relations().get(new Relation(c.other().id(), c.kind()));
        return stated != null && (c.note() == null || c.note().equals(stated.note()))
                ? List.of()
                : List.of(
                        new RelationStated(
                                c.incidentId(),
                                c.other(),
                                c.kind(),
                                c.note(),
                                c.by(),
                                circumstances.occurred(incident, c.occurredAt())));
    }

    private static List<IncidentEvent> takeAway(
            Incident incident, TakeCauseAway c, Circumstances circumstances) {
        if (!incident.details().causes().contains(c.cause())) {
            return List.of();
        }
        return List.of(
                new CauseTakenAway(
                        c.incidentId(),
                        c.cause(),
                        reason(c.reason(), "taking a cause away"),
                        c.by(),
                        circumstances.occurred(incident, c.occurredAt())));
    }
}
