package io.incidentledger.standalone.sequence;

import io.incidentledger.command.declare.CancelIncident;
import io.incidentledger.command.declare.DeclareIncident;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.relate.MergeIncident;
import io.incidentledger.command.relate.NameCause;
import io.incidentledger.command.relate.StateRelation;
import io.incidentledger.command.relate.TakeCauseAway;
import io.incidentledger.command.relate.TakeRelationAway;
import io.incidentledger.command.resolve.CloseIncident;
import io.incidentledger.command.resolve.ReopenIncident;
import io.incidentledger.command.resolve.ResolveIncident;
import io.incidentledger.command.triage.ChangeDetails;
import io.incidentledger.command.triage.ChangeImpact;
import io.incidentledger.command.triage.ChangeLabels;
import io.incidentledger.command.triage.ChangeSeverity;
import io.incidentledger.command.triage.ChangeStatus;
import io.incidentledger.command.triage.ClearMilestone;
import io.incidentledger.command.triage.SetMilestone;
import io.incidentledger.command.triage.StateDuration;
import io.incidentledger.events.CancelReason;
import io.incidentledger.events.Durability;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.RelationKind;
import io.incidentledger.events.Resolution;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Orders that say what an incident is and where it stands. */
final class AboutIncident {
    private AboutIncident() {}

    static IncidentCommand declare(Scope s) {
        Chance c = s.chance();
        return new DeclareIncident(
                c.onceIn(25) ? s.someIncident() : s.fresh(),
                c.text(),
                c.note(),
                c.services(),
                c.maybe(() -> c.of(Severity.class)),
                c.maybe(c::impact),
                c.detection(),
                milestones(c),
                c.note(),
                c.labels(),
                c.onceIn(6),
                c.onceIn(4),
                c.by(),
                c.onceIn(4) ? c.moment() : null);
    }

    private static Map<Milestone, Moment> milestones(Chance c) {
        Map<Milestone, Moment> milestones = new EnumMap<>(Milestone.class);
        for (int i = c.below(5) - 2; i > 0; i--) {
            milestones.put(c.of(Milestone.class), c.told());
        }
        return milestones;
    }

    static IncidentCommand cancel(Scope s) {
        Chance c = s.chance();
        return new CancelIncident(s.id(), c.of(CancelReason.class), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand changeDetails(Scope s) {
        Chance c = s.chance();
        return new ChangeDetails(
                s.id(),
                c.note(),
                c.onceIn(3) ? c.of("", " ", c.text()) : null,
                c.maybe(c::services),
                c.detection(),
                c.onceIn(3) ? c.of("", " ", c.text()) : null,
                c.onceIn(8) ? c.onceIn(2) : null,
                c.reason(),
                c.by(),
                c.moment());
    }

    static IncidentCommand changeSeverity(Scope s) {
        Chance c = s.chance();
        return new ChangeSeverity(s.id(), c.of(Severity.class), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand changeImpact(Scope s) {
        Chance c = s.chance();
        return new ChangeImpact(s.id(), c.impact(), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand changeLabels(Scope s) {
        Chance c = s.chance();
        SortedMap<String, String> set = c.labels();
        List<String> remove = c.onceIn(2) ? List.of() : List.of(c.label());
        set.keySet().removeAll(remove);
        return new ChangeLabels(s.id(), set, remove, c.reason(), c.by(), c.moment());
    }

    static IncidentCommand changeStatus(Scope s) {
        Chance c = s.chance();
        Status to =
                c.onceIn(8)
                        ? c.of(Status.class)
                        : c.of(
                                Status.TRIAGE,
                                Status.INVESTIGATING,
                                Status.IDENTIFIED,
                                Status.MONITORING);
        return new ChangeStatus(s.id(), to, c.reason(), c.by(), c.moment());
    }

    static IncidentCommand setMilestone(Scope s) {
        Chance c = s.chance();
        return new SetMilestone(s.id(), c.of(Milestone.class), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand clearMilestone(Scope s) {
        Chance c = s.chance();
        return new ClearMilestone(s.id(), c.of(Milestone.class), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand stateDuration(Scope s) {
        Chance c = s.chance();
        Milestone from = c.of(Milestone.IMPACT_STARTED, Milestone.DETECTED, Milestone.DECLARED);
        Milestone to = c.of(Milestone.MITIGATED, Milestone.RESOLVED, Milestone.PUBLIC_TOLD);
        return new StateDuration(
                s.id(),
                from,
                to,
                c.of(Duration.ZERO, Duration.ofSeconds(c.below(1_000_000)), Duration.ofDays(9_000)),
                c.note(),
                c.by(),
                c.moment());
    }

    static IncidentCommand resolve(Scope s) {
        Chance c = s.chance();
        return new ResolveIncident(
                s.id(),
                c.onceIn(6) ? null : c.of(Resolution.class),
                c.maybe(() -> c.of(Durability.class)),
                c.note(),
                c.by(),
                c.moment());
    }

    static IncidentCommand reopen(Scope s) {
        Chance c = s.chance();
        return new ReopenIncident(
                s.id(),
                c.onceIn(8) ? c.of(Status.class) : c.of(Status.INVESTIGATING, Status.MONITORING),
                c.reason(),
                c.by(),
                c.moment());
    }

    static IncidentCommand close(Scope s) {
        Chance c = s.chance();
        return new CloseIncident(s.id(), c.note(), c.by(), c.moment());
    }

    static IncidentCommand nameCause(Scope s) {
        Chance c = s.chance();
        return new NameCause(s.id(), c.cause(), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand takeCauseAway(Scope s) {
        Chance c = s.chance();
        return new TakeCauseAway(s.id(), c.cause(), c.reason(), c.by(), c.moment());
    }

    static IncidentCommand stateRelation(Scope s) {
        Chance c = s.chance();
        return new StateRelation(
                s.id(), other(s), c.of(RelationKind.class), c.note(), c.by(), c.moment());
    }

    static IncidentCommand takeRelationAway(Scope s) {
        Chance c = s.chance();
        var stated = s.has() ? c.of(s.incident().relations()) : null;
        return new TakeRelationAway(
                s.id(),
                stated == null ? other(s) : new OtherIncident(stated.other(), null),
                stated == null ? c.of(RelationKind.class) : stated.kind(),
                c.reason(),
                c.by(),
                c.moment());
    }

    static IncidentCommand merge(Scope s) {
        Chance c = s.chance();
        return new MergeIncident(
                s.id(),
                s.ledger().number("incident", s.id()),
                other(s),
                c.reason(),
                c.by(),
                c.moment());
    }

    /** Where it is looked up, only an incident is found; a race makes it any. */
    private static OtherIncident other(Scope s) {
        var id = s.someIncident();
        return new OtherIncident(id, s.ledger().number("incident", id));
    }
}
