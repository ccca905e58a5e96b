package io.incidentledger.postmortem.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.CommunicationEvent;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryEvent;
import io.incidentledger.events.FollowUpEvent;
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
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.RoleHandedOver;
import io.incidentledger.events.RoleReleased;
import io.incidentledger.events.RunbookFollowed;
import io.incidentledger.events.RunbookMissed;
import io.incidentledger.events.RunbookStepTaken;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.ThreadEvent;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.WordsRedacted;

/** What an item of the timeline is: first what people put there, then what the system adds. */
public enum TimelineKind {
    @JsonProperty("note")
    NOTE,
    @JsonProperty("hypothesis")
    HYPOTHESIS,
    @JsonProperty("finding")
    FINDING,
    @JsonProperty("decision")
    DECISION,
    @JsonProperty("action")
    ACTION,
    @JsonProperty("change")
    CHANGE,
    @JsonProperty("evidence")
    EVIDENCE,
    @JsonProperty("update")
    UPDATE,
    @JsonProperty("customer-report")
    CUSTOMER_REPORT,

    @JsonProperty("declared")
    DECLARED,
    @JsonProperty("details")
    DETAILS,
    @JsonProperty("severity")
    SEVERITY,
    @JsonProperty("impact")
    IMPACT,
    @JsonProperty("status")
    STATUS,
    @JsonProperty("milestone")
    MILESTONE,
    @JsonProperty("role")
    ROLE,
    @JsonProperty("thread")
    THREAD,
    @JsonProperty("runbook")
    RUNBOOK,
    @JsonProperty("follow-up")
    FOLLOW_UP,
    @JsonProperty("cause")
    CAUSE,
    @JsonProperty("relation")
    RELATION,
    @JsonProperty("reminder")
    REMINDER,
    @JsonProperty("resolved")
    RESOLVED,
    @JsonProperty("reopened")
    REOPENED,
    @JsonProperty("closed")
    CLOSED,
    @JsonProperty("cancelled")
    CANCELLED,
    @JsonProperty("merged")
    MERGED;

    /** Whether people put it there themselves. */
    public boolean entry() {
        return compareTo(CUSTOMER_REPORT) <= 0;
    }

    static TimelineKind of(IncidentEvent event) {
        return switch (event) {
            case TimelineEntryRecorded entry ->
                    switch (entry.content()) {
                        case EntryContent.Note note -> NOTE;
                        case EntryContent.Hypothesis hypothesis -> HYPOTHESIS;
                        case EntryContent.Finding finding -> FINDING;
                        case EntryContent.Decision decision -> DECISION;
                        case EntryContent.Action action -> ACTION;
                        case EntryContent.Change change -> CHANGE;
                        case EntryContent.EvidenceItem evidence -> EVIDENCE;
                        case EntryContent.Update update -> UPDATE;
                        case EntryContent.CustomerReport report -> CUSTOMER_REPORT;
                    };
            case IncidentDeclared declared -> DECLARED;
            case IncidentImported imported -> DETAILS;
            case IncidentDetailsChanged changed -> DETAILS;
            case LabelsChanged changed -> DETAILS;
            case RunbookFollowed followed -> RUNBOOK;
            case RunbookStepTaken step -> RUNBOOK;
            case RunbookMissed missed -> RUNBOOK;
            case EntryEvent onEntry -> DETAILS;
            case ThreadEvent thread -> THREAD;
            case WordsRedacted redaction -> DETAILS;
            case CommunicationEvent communication -> REMINDER;
            case SeverityChanged changed -> SEVERITY;
            case ImpactChanged changed -> IMPACT;
            case StatusChanged changed -> STATUS;
            case MilestoneSet set -> MILESTONE;
            case MilestoneCleared cleared -> MILESTONE;
            case DurationStated figure -> DETAILS;
            case RoleAssigned assigned -> ROLE;
            case RoleHandedOver handedOver -> ROLE;
            case RoleReleased released -> ROLE;
            case FollowUpEvent followUp -> FOLLOW_UP;
            case CauseNamed named -> CAUSE;
            case CauseTakenAway taken -> CAUSE;
            case RelationStated stated -> RELATION;
            case RelationTakenAway taken -> RELATION;
            case OtherMergedIn merged -> RELATION;
            case IncidentMerged merged -> MERGED;
            case IncidentResolved resolved -> RESOLVED;
            case IncidentReopened reopened -> REOPENED;
            case IncidentClosed closed -> CLOSED;
            case IncidentCancelled cancelled -> CANCELLED;
        };
    }
}
