package io.incidentledger.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The stored name and version of every event, in one place. A class may be renamed; a name and a
 * version stay for ever.
 */
public enum EventType {
    INCIDENT_DECLARED("incident.declared", "1", IncidentDeclared.class),
    INCIDENT_IMPORTED("incident.imported", "1", IncidentImported.class),
    INCIDENT_DETAILS_CHANGED("incident.details-changed", "1", IncidentDetailsChanged.class),
    SEVERITY_CHANGED("incident.severity-changed", "1", SeverityChanged.class),
    IMPACT_CHANGED("incident.impact-changed", "1", ImpactChanged.class),
    STATUS_CHANGED("incident.status-changed", "1", StatusChanged.class),
    MILESTONE_SET("incident.milestone-set", "1", MilestoneSet.class),
    MILESTONE_CLEARED("incident.milestone-cleared", "1", MilestoneCleared.class),
    DURATION_STATED("incident.duration-stated", "1", DurationStated.class),
    ROLE_ASSIGNED("incident.role-assigned", "1", RoleAssigned.class),
    ROLE_HANDED_OVER("incident.role-handed-over", "1", RoleHandedOver.class),
    ROLE_RELEASED("incident.role-released", "1", RoleReleased.class),
    LABELS_CHANGED("incident.labels-changed", "1", LabelsChanged.class),
    RUNBOOK_FOLLOWED("incident.runbook-followed", "1", RunbookFollowed.class),
    RUNBOOK_STEP_TAKEN("incident.runbook-step-taken", "1", RunbookStepTaken.class),
    RUNBOOK_MISSED("incident.runbook-missed", "1", RunbookMissed.class),
    TIMELINE_ENTRY_RECORDED("timeline.entry-recorded", "1", TimelineEntryRecorded.class),
    TIMELINE_ENTRY_CORRECTED("timeline.entry-corrected", "1", TimelineEntryCorrected.class),
    TIMELINE_ENTRY_RETRACTED("timeline.entry-retracted", "1", TimelineEntryRetracted.class),
    TIMELINE_ENTRY_FLAGGED("timeline.entry-flagged", "1", TimelineEntryFlagged.class),
    HYPOTHESIS_JUDGED("timeline.hypothesis-judged", "1", HypothesisJudged.class),
    THREAD_OPENED("thread.opened", "1", ThreadOpened.class),
    THREAD_ASSIGNED("thread.assigned", "1", ThreadAssigned.class),
    THREAD_CLOSED("thread.closed", "1", ThreadClosed.class),
    THREAD_REOPENED("thread.reopened", "1", ThreadReopened.class),
    WORDS_REDACTED("incident.words-redacted", "1", WordsRedacted.class),
    CAUSE_NAMED("incident.cause-named", "1", CauseNamed.class),
    CAUSE_TAKEN_AWAY("incident.cause-taken-away", "1", CauseTakenAway.class),
    RELATION_STATED("incident.relation-stated", "1", RelationStated.class),
    RELATION_TAKEN_AWAY("incident.relation-taken-away", "1", RelationTakenAway.class),
    INCIDENT_MERGED("incident.merged", "1", IncidentMerged.class),
    OTHER_MERGED_IN("incident.other-merged-in", "1", OtherMergedIn.class),
    UPDATE_DUE_CHANGED("incident.update-due-changed", "1", UpdateDueChanged.class),
    REMINDED_OF_UPDATE("incident.reminded-of-update", "1", RemindedOfUpdate.class),
    INCIDENT_RESOLVED("incident.resolved", "1", IncidentResolved.class),
    INCIDENT_REOPENED("incident.reopened", "1", IncidentReopened.class),
    INCIDENT_CLOSED("incident.closed", "1", IncidentClosed.class),
    INCIDENT_CANCELLED("incident.cancelled", "1", IncidentCancelled.class),
    FOLLOW_UP_ADDED("followup.added", "1", FollowUpAdded.class),
    FOLLOW_UP_ASSIGNED("followup.assigned", "1", FollowUpAssigned.class),
    FOLLOW_UP_RESCHEDULED("followup.rescheduled", "1", FollowUpRescheduled.class),
    FOLLOW_UP_REPRIORITISED("followup.reprioritised", "1", FollowUpReprioritised.class),
    FOLLOW_UP_STARTED("followup.started", "1", FollowUpStarted.class),
    FOLLOW_UP_COMPLETED("followup.completed", "1", FollowUpCompleted.class),
    FOLLOW_UP_VERIFIED("followup.verified", "1", FollowUpVerified.class),
    FOLLOW_UP_DECLINED("followup.declined", "1", FollowUpDeclined.class),
    FOLLOW_UP_REOPENED("followup.reopened", "1", FollowUpReopened.class),
    SERVICE_DESCRIBED("service.described", "1", ServiceDescribed.class),
    SERVICE_RETIRED("service.retired", "1", ServiceRetired.class),
    CHANGE_RECORDED("change.recorded", "1", ChangeRecorded.class),
    RUNBOOK_WRITTEN("runbook.written", "1", RunbookWritten.class),
    RUNBOOK_RETIRED("runbook.retired", "1", RunbookRetired.class),
    GUIDELINES_SET("guidance.guidelines-set", "1", GuidelinesSet.class),
    TEMPLATE_SET("guidance.template-set", "1", TemplateSet.class),
    FIGURE_STATED("figure.stated", "1", FigureStated.class),
    FIGURE_TAKEN_BACK("figure.taken-back", "1", FigureTakenBack.class),
    TOKEN_ISSUED("access.token-issued", "1", TokenIssued.class),
    TOKEN_REVOKED("access.token-revoked", "1", TokenRevoked.class),
    PAYLOADS_ERASED("ledger.payloads-erased", "1", PayloadsErased.class);

    private static final Map<Class<?>, EventType> BY_CLASS =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(EventType::eventClass, type -> type));
    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    type -> type.storedName + "/" + type.version, type -> type));

    private final String storedName;
    private final String version;
    private final Class<? extends LedgerEvent> eventClass;

    EventType(String storedName, String version, Class<? extends LedgerEvent> eventClass) {
        this.storedName = storedName;
        this.version = version;
        this.eventClass = eventClass;
    }

    /** The {@code ce_type}: an area, a dot and what happened. */
    public String storedName() {
        return storedName;
    }

    /** The {@code ce_dataversion}. */
    public String version() {
        return version;
    }

    public Class<? extends LedgerEvent> eventClass() {
        return eventClass;
    }

    /**
     * @throws IllegalArgumentException for an {@link UnrecognisedEvent} or an {@link ErasedEvent},
     *     which nobody records
     */
    public static EventType of(LedgerEvent event) {
        EventType type = BY_CLASS.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException("not an event of the catalogue: " + event);
        }
        return type;
    }

    public static Optional<EventType> find(String storedName, String version) {
        return Optional.ofNullable(BY_NAME.get(storedName + "/" + version));
    }
}
