package io.incidentledger.command.triage;

import static io.incidentledger.command.incident.Circumstances.reason;
import static io.incidentledger.command.incident.Circumstances.same;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Details;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.Active;
import io.incidentledger.command.incident.IncidentState.Closed;
import io.incidentledger.command.incident.PolicyDates;
import io.incidentledger.command.incident.PolicyUpdates;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.ImpactChanged;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decides what an incident is and where it stands. */
public final class Triaging {
    private Triaging() {}

    public static List<IncidentEvent> decide(
            IncidentState state, TriageCommand command, Circumstances circumstances) {
        Incident incident = state.notCancelled();
        return switch (command) {
            case ChangeDetails c -> details(incident, c, circumstances);
            case ChangeSeverity c -> severity(state, incident, c, circumstances);
            case ChangeImpact c ->
                    c.impact().equals(incident.details().impact())
                            ? List.of()
                            : List.of(
                                    new ImpactChanged(
                                            c.incidentId(),
                                            c.impact(),
                                            c.reason(),
                                            c.by(),
                                            circumstances.occurred(incident, c.occurredAt())));
            case ChangeLabels c -> labels(incident, c, circumstances);
            case ChangeStatus c -> status(state, incident, c, circumstances);
            case SetMilestone c -> milestone(state, incident, c, circumstances);
            case ClearMilestone c ->
                    incident.milestones().containsKey(c.milestone())
                            ? List.of(
                                    new MilestoneCleared(
                                            c.incidentId(),
                                            c.milestone(),
                                            reason(c.reason(), "clearing a milestone"),
                                            c.by(),
                                            circumstances.occurred(incident, c.occurredAt())))
                            : List.of();
            case StateDuration c -> duration(incident, c, circumstances);
        };
    }

    private static List<IncidentEvent> details(
            Incident incident, ChangeDetails c, Circumstances circumstances) {
        Details now = incident.details();
        var changed =
                new IncidentDetailsChanged(
                        c.incidentId(),
                        unlessSame(c.title(), now.title()),
                        unlessSame(c.summary(), now.summary() == null ? "" : now.summary()),
                        unlessSame(c.services(), now.services()),
                        unlessSame(c.detection(), now.detection()),
                        unlessSame(c.workedAt(), now.workedAt() == null ? "" : now.workedAt()),
                        unlessSame(c.drill(), now.drill()),
                        c.reason(),
                        c.by(),
                        circumstances.occurred(incident, c.occurredAt()));
        boolean nothing =
                changed.title() == null
                        && changed.summary() == null
                        && changed.services() == null
                        && changed.detection() == null
                        && changed.workedAt() == null
                        && changed.drill() == null;
        return nothing ? List.of() : List.of(changed);
    }

    private static List<IncidentEvent> labels(
            Incident incident, ChangeLabels c, Circumstances circumstances) {
        SortedMap<String, String> now = incident.details().labels();
        SortedMap<String, String> set = new TreeMap<>(c.set());
        set.entrySet().removeAll(now.entrySet());
        List<String> remove = c.remove().stream().distinct().filter(now::containsKey).toList();
        return set.isEmpty() && remove.isEmpty()
                ? List.of()
                : List.of(
                        new LabelsChanged(
                                c.incidentId(),
                                set,
                                remove,
                                c.reason(),
                                c.by(),
                                circumstances.occurred(incident, c.occurredAt())));
    }

    private static List<IncidentEvent> severity(
            IncidentState state, Incident incident, ChangeSeverity c, Circumstances circumstances) {
        Severity from = incident.details().severity();
        if (same(from, c.to())) {
            return List.of();
        }
        var changed =
                new SeverityChanged(
                        c.incidentId(),
                        from,
                        c.to(),
                        c.reason(),
                        c.by(),
                        circumstances.occurred(incident, c.occurredAt()));
        List<IncidentEvent> events =
                withPolicyDates(
                        state,
                        changed,
                        "the severity became " + c.to(),
                        changed.occurredAt(),
                        circumstances);
        events.addAll(
                PolicyUpdates.following(
                        Evolution.evolve(state, changed), circumstances, changed.occurredAt()));
        return events;
    }

    private static List<IncidentEvent> status(
            IncidentState state, Incident incident, ChangeStatus c, Circumstances circumstances) {
        if (!c.to().active()) {
            throw new RefusedByRule(
                    Rule.STATUS_HAS_OWN_ORDER,
                    "the status is set among triage, investigating, identified and monitoring; resolving, closing and cancelling have orders of their own",
                    "/status");
        }
        if (!(state instanceof Active active)) {
            throw new RefusedByRule(
                    Rule.NOT_ACTIVE, "the incident is over; reopen it first, with a reason");
        }
        Status from = active.status();
        if (from == c.to()) {
            return List.of();
        }
        boolean back = c.to().compareTo(from) < 0;
        return List.of(
                new StatusChanged(
                        c.incidentId(),
                        from,
                        c.to(),
                        back ? reason(incident, c.reason(), "going back") : c.reason(),
                        c.by(),
                        circumstances.occurred(incident, c.occurredAt())));
    }

    private static List<IncidentEvent> milestone(
            IncidentState state, Incident incident, SetMilestone c, Circumstances circumstances) {
        Moment reached = circumstances.occurredAtKnownTime(incident, c.occurredAt());
        if (!incident.history() && beforeItsEnd(state, c.milestone())) {
            throw new RefusedByRule(
                    Rule.MILESTONE_FOLLOWS_STATUS,
                    "a live incident gets this milestone by being resolved or closed; it can be corrected then",
                    "/milestone");
        }
        if (same(incident.milestones().get(c.milestone()), reached)) {
            return List.of();
        }
        var set = new MilestoneSet(c.incidentId(), c.milestone(), c.reason(), c.by(), reached);
        return withPolicyDates(
                state,
                set,
                "the time of the resolution became known or was corrected",
                circumstances.occurred(incident, null),
                circumstances);
    }

    private static List<IncidentEvent> duration(
            Incident incident, StateDuration c, Circumstances circumstances) {
        long seconds = c.duration().toSeconds();
        return same(incident.details().stated().get(List.of(c.from(), c.to())), seconds)
                ? List.of()
                : List.of(
                        new DurationStated(
                                c.incidentId(),
                                c.from(),
                                c.to(),
                                seconds,
                                c.note(),
                                c.by(),
                                circumstances.occurred(incident, c.occurredAt())));
    }

    private static boolean beforeItsEnd(IncidentState state, Milestone milestone) {
        return switch (milestone) {
            case RESOLVED -> state instanceof Active;
            case CLOSED -> !(state instanceof Closed);
            case IMPACT_STARTED,
                    DETECTED,
                    DECLARED,
                    ACKNOWLEDGED,
                    IDENTIFIED,
                    MITIGATED,
                    PUBLIC_TOLD,
                    POSTMORTEM_PUBLISHED ->
                    false;
        };
    }

    /** Dates that the policy set follow what they are counted from. */
    private static List<IncidentEvent> withPolicyDates(
            IncidentState state,
            IncidentEvent event,
            String why,
            @Nullable Moment occurredAt,
            Circumstances circumstances) {
        List<IncidentEvent> events = new ArrayList<>();
        events.add(event);
        IncidentState after = Evolution.evolve(state, event);
        events.addAll(
                PolicyDates.following(
                        after,
                        after.declared().incident().followUps().values(),
                        circumstances.dueDates(),
                        why,
                        occurredAt));
        return events;
    }

    private static <T> @Nullable T unlessSame(@Nullable T ordered, @Nullable Object present) {
        return same(present, ordered) ? null : ordered;
    }
}
