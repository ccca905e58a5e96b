package io.incidentledger.command.incident;

import io.incidentledger.command.incident.FollowUp.Progress;
import io.incidentledger.command.incident.IncidentState.Active;
import io.incidentledger.command.incident.IncidentState.Cancelled;
import io.incidentledger.command.incident.IncidentState.Closed;
import io.incidentledger.command.incident.IncidentState.Declared;
import io.incidentledger.command.incident.IncidentState.Merged;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.command.incident.IncidentState.Resolved;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.CommunicationEvent;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpAssigned;
import io.incidentledger.events.FollowUpCompleted;
import io.incidentledger.events.FollowUpDeclined;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.FollowUpReopened;
import io.incidentledger.events.FollowUpReprioritised;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.FollowUpStarted;
import io.incidentledger.events.FollowUpVerified;
import io.incidentledger.events.HypothesisJudged;
import io.incidentledger.events.ImpactChanged;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentImported;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.RelationStated;
import io.incidentledger.events.RelationTakenAway;
import io.incidentledger.events.RemindedOfUpdate;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.RoleHandedOver;
import io.incidentledger.events.RoleReleased;
import io.incidentledger.events.RunbookFollowed;
import io.incidentledger.events.RunbookMissed;
import io.incidentledger.events.RunbookStepTaken;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.ThreadAssigned;
import io.incidentledger.events.ThreadClosed;
import io.incidentledger.events.ThreadEvent;
import io.incidentledger.events.ThreadOpened;
import io.incidentledger.events.ThreadReopened;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.TimelineEntryRetracted;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.events.WordsRedacted;
import java.util.List;

/**
 * The fold of an incident's events. It refuses nothing: what the log holds has happened, and a rule
 * that came later does not undo it.
 */
public final class Evolution {
    /** The position of an event that is not in the log yet. */
    public static final long UNRECORDED = -1;

    private Evolution() {}

    /** What is decided, and not in the log yet. */
    public static IncidentState evolve(IncidentState state, IncidentEvent event) {
        return evolve(state, event, UNRECORDED);
    }

    /**
     * @param position of the event in the log, by which redactions name it
     */
    public static IncidentState evolve(IncidentState state, IncidentEvent event, long position) {
        return switch (state) {
            case NotDeclared nothing ->
                    event instanceof IncidentDeclared declared
                            ? new Active(Incident.declared(declared, position), Status.TRIAGE)
                            : nothing;
            case Declared declared -> evolve(declared, event, position);
        };
    }

    public static IncidentState evolve(IncidentState state, List<? extends IncidentEvent> events) {
        IncidentState evolved = state;
        for (IncidentEvent event : events) {
            evolved = evolve(evolved, event);
        }
        return evolved;
    }

    private static IncidentState evolve(Declared state, IncidentEvent event, long position) {
        Incident incident = state.incident();
        return switch (event) {
            case IncidentDeclared again -> state;
            case IncidentImported e -> state;
            case IncidentDetailsChanged _,
                    LabelsChanged _,
                    SeverityChanged _,
                    ImpactChanged _,
                    DurationStated _,
                    CauseNamed _,
                    CauseTakenAway _,
                    RelationStated _,
                    RelationTakenAway _ ->
                    holding(state, incident.saying(event, position));
            case RunbookFollowed e -> holding(state, incident.with(incident.runbooks().with(e)));
            case RunbookStepTaken e -> holding(state, incident.with(incident.runbooks().with(e)));
            case RunbookMissed e -> holding(state, incident.with(incident.runbooks().with(e)));
            case StatusChanged e -> new Active(incident, e.to());
            case MilestoneSet e -> holding(state, incident.with(e.milestone(), e.occurredAt()));
            case MilestoneCleared e -> holding(state, incident.without(e.milestone()));
            case RoleAssigned e -> holding(state, incident.with(e.role(), e.holder()));
            case RoleHandedOver e ->
                    holding(state, incident.without(e.role(), e.from()).with(e.role(), e.to()));
            case RoleReleased e -> holding(state, incident.without(e.role(), e.holder()));
            case TimelineEntryRecorded e ->
                    holding(
                            state,
                            told(incident, e)
                                    .with(
                                            e.entryId(),
                                            Entry.of(
                                                    e,
                                                    position,
                                                    incident.entries().get(e.entryId()))));
            case TimelineEntryCorrected e ->
                    holding(
                            state,
                            incident.changing(e.entryId(), entry -> entry.with(e, position)));
            case TimelineEntryRetracted e ->
                    holding(state, incident.changing(e.entryId(), Entry::struckOut));
            case TimelineEntryFlagged e ->
                    holding(state, incident.changing(e.entryId(), entry -> entry.with(e)));
            case HypothesisJudged e ->
                    holding(state, incident.changing(e.entryId(), entry -> entry.with(e)));
            case ThreadEvent e -> holding(state, investigated(incident, e));
            case CommunicationEvent e -> holding(state, communicated(incident, e));
            case WordsRedacted e -> holding(state, incident.with(e));
            case IncidentMerged e -> new Merged(incident, e.into(), e.occurredAt());
            case OtherMergedIn e -> state;
            case IncidentResolved e -> new Resolved(incident);
            case IncidentReopened e -> new Active(incident.nobodyAwaits(), e.to());
            case IncidentClosed e -> new Closed(incident);
            case IncidentCancelled e -> new Cancelled(incident);
            case FollowUpEvent e -> holding(state, followedUp(incident, e));
        };
    }

    private static Incident followedUp(Incident incident, FollowUpEvent event) {
        return switch (event) {
            case FollowUpAdded e ->
                    incident.with(
                            new FollowUp(
                                    e.followUpId(),
                                    Progress.OPEN,
                                    e.priority(),
                                    e.owner(),
                                    e.due()));
            case FollowUpAssigned e ->
                    incident.changing(e.followUpId(), it -> it.ownedBy(e.owner()));
            case FollowUpRescheduled e ->
                    incident.changing(e.followUpId(), it -> it.dueOn(e.due()));
            case FollowUpReprioritised e -> incident.changing(e.followUpId(), it -> it.of(e.to()));
            case FollowUpStarted e ->
                    incident.changing(e.followUpId(), it -> it.at(Progress.IN_PROGRESS));
            case FollowUpCompleted e ->
                    incident.changing(e.followUpId(), it -> it.at(Progress.DONE));
            case FollowUpVerified e ->
                    incident.changing(e.followUpId(), it -> it.at(Progress.VERIFIED));
            case FollowUpDeclined e ->
                    incident.changing(e.followUpId(), it -> it.at(Progress.DECLINED));
            case FollowUpReopened e ->
                    incident.changing(e.followUpId(), it -> it.at(Progress.OPEN));
        };
    }

    private static Incident told(Incident incident, TimelineEntryRecorded event) {
        return event.content() instanceof EntryContent.Update update
                ? incident.awaiting(
                        update.audience(), it -> it.told(update, event.occurredAt().at()))
                : incident;
    }

    private static Incident communicated(Incident incident, CommunicationEvent event) {
        return switch (event) {
            case UpdateDueChanged e -> incident.awaiting(e.audience(), it -> it.demanded(e));
            case RemindedOfUpdate e -> incident.awaiting(e.audience(), it -> it.reminded(e.due()));
        };
    }

    private static Incident investigated(Incident incident, ThreadEvent event) {
        return switch (event) {
            case ThreadOpened e -> incident.with(e.threadId(), new Investigation(e.owner(), true));
            case ThreadAssigned e -> incident.changing(e.threadId(), it -> it.ownedBy(e.owner()));
            case ThreadClosed e -> incident.changing(e.threadId(), it -> it.open(false));
            case ThreadReopened e -> incident.changing(e.threadId(), it -> it.open(true));
        };
    }

    private static IncidentState holding(Declared state, Incident changed) {
        return switch (state) {
            case Active active -> new Active(changed, active.status());
            case Resolved resolved -> new Resolved(changed);
            case Closed closed -> new Closed(changed);
            case Cancelled cancelled -> new Cancelled(changed);
            case Merged merged -> new Merged(changed, merged.into(), merged.since());
        };
    }
}
