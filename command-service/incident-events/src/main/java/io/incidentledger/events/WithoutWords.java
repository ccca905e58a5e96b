package io.incidentledger.events;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Events without anything that people put into words. What stays are times, handles, and what was
 * chosen from a list. A text that has to be there is {@link #MARK}, and so is a text that was there
 * and may be absent, so that a reader sees that there was one; links, services, labels and causes
 * go altogether, since nobody could follow, find or group by a mark. Doing it twice changes
 * nothing.
 */
public final class WithoutWords {
    /** What stands where words were. */
    public static final String MARK = "(redacted)";

    private WithoutWords() {}

    /** The event without its words; one that no redaction reaches as it is. */
    public static LedgerEvent of(LedgerEvent event) {
        return switch (event) {
            case IncidentEvent known -> of(known);
            // What an incident showed of it was redacted; the catalogue still knows the service.
            case ChangeRecorded e ->
                    new ChangeRecorded(
                            e.changeId(),
                            e.service(),
                            e.kind(),
                            of(e.version()),
                            null,
                            of(e.text()),
                            e.by(),
                            e.occurredAt());
            case OrganisationEvent organisation -> organisation;
            case AccessEvent access -> access;
            case PayloadsErased erasure -> erasure;
            case ErasedEvent erased -> erased;
            case UnrecognisedEvent unknown ->
                    new UnrecognisedEvent(unknown.type(), unknown.version(), "{}");
        };
    }

    private static IncidentEvent of(IncidentEvent event) {
        return switch (event) {
            case IncidentDeclared e ->
                    new IncidentDeclared(
                            e.incidentId(),
                            MARK,
                            of(e.summary()),
                            List.of(),
                            e.severity(),
                            of(e.impact()),
                            of(e.detection()),
                            of(e.workedAt()),
                            noLabels(),
                            e.drill(),
                            e.history(),
                            e.by(),
                            e.occurredAt());
            case IncidentImported e ->
                    new IncidentImported(e.incidentId(), null, e.by(), e.occurredAt());
            case IncidentDetailsChanged e ->
                    new IncidentDetailsChanged(
                            e.incidentId(),
                            of(e.title()),
                            of(e.summary()),
                            e.services() == null ? null : List.of(),
                            of(e.detection()),
                            of(e.workedAt()),
                            e.drill(),
                            of(e.reason()),
                            e.by(),
                            e.occurredAt());
            case SeverityChanged e ->
                    new SeverityChanged(
                            e.incidentId(),
                            e.from(),
                            e.to(),
                            of(e.reason()),
                            e.by(),
                            e.occurredAt());
            case ImpactChanged e ->
                    new ImpactChanged(
                            e.incidentId(),
                            Objects.requireNonNull(of(e.impact())),
                            of(e.reason()),
                            e.by(),
                            e.occurredAt());
            case StatusChanged e ->
                    new StatusChanged(
                            e.incidentId(),
                            e.from(),
                            e.to(),
                            of(e.reason()),
                            e.by(),
                            e.occurredAt());
            case MilestoneSet e ->
                    new MilestoneSet(
                            e.incidentId(), e.milestone(), of(e.reason()), e.by(), e.occurredAt());
            case MilestoneCleared e ->
                    new MilestoneCleared(
                            e.incidentId(), e.milestone(), MARK, e.by(), e.occurredAt());
            case DurationStated e ->
                    new DurationStated(
                            e.incidentId(),
                            e.from(),
                            e.to(),
                            e.seconds(),
                            of(e.note()),
                            e.by(),
                            e.occurredAt());
            case RoleAssigned e -> e;
            case RoleHandedOver e ->
                    new RoleHandedOver(
                            e.incidentId(),
                            e.role(),
                            e.from(),
                            e.to(),
                            of(e.note()),
                            e.by(),
                            e.occurredAt());
            case RoleReleased e ->
                    new RoleReleased(
                            e.incidentId(),
                            e.role(),
                            e.holder(),
                            of(e.reason()),
                            e.by(),
                            e.occurredAt());
            case LabelsChanged e ->
                    new LabelsChanged(
                            e.incidentId(),
                            noLabels(),
                            List.of(),
                            of(e.reason()),
                            e.by(),
                            e.occurredAt());
            case RunbookFollowed e ->
                    new RunbookFollowed(
                            e.incidentId(),
                            e.runbookId(),
                            e.number(),
                            e.version(),
                            MARK,
                            e.by(),
                            e.occurredAt());
            case RunbookStepTaken e ->
                    new RunbookStepTaken(
                            e.incidentId(),
                            e.runbookId(),
                            e.number(),
                            e.version(),
                            e.step(),
                            MARK,
                            e.outcome(),
                            of(e.note()),
                            e.by(),
                            e.occurredAt());
            case RunbookMissed e -> e;
            case TimelineEntryRecorded e ->
                    new TimelineEntryRecorded(
                            e.incidentId(),
                            e.entryId(),
                            of(e.content()),
                            e.marker(),
                            e.thread(),
                            e.by(),
                            e.occurredAt());
            case TimelineEntryCorrected e ->
                    new TimelineEntryCorrected(
                            e.incidentId(),
                            e.entryId(),
                            of(e.newText()),
                            e.newOccurredAt(),
                            MARK,
                            e.by(),
                            e.occurredAt());
            case TimelineEntryRetracted e ->
                    new TimelineEntryRetracted(
                            e.incidentId(), e.entryId(), MARK, e.by(), e.occurredAt());
            case TimelineEntryFlagged e -> e;
            case HypothesisJudged e ->
                    new HypothesisJudged(
                            e.incidentId(),
                            e.entryId(),
                            e.state(),
                            of(e.text()),
                            e.by(),
                            e.occurredAt());
            case ThreadOpened e ->
                    new ThreadOpened(
                            e.incidentId(), e.threadId(), MARK, e.owner(), e.by(), e.occurredAt());
            case ThreadAssigned e -> e;
            case ThreadClosed e ->
                    new ThreadClosed(e.incidentId(), e.threadId(), MARK, e.by(), e.occurredAt());
            case ThreadReopened e ->
                    new ThreadReopened(e.incidentId(), e.threadId(), MARK, e.by(), e.occurredAt());
            case CommunicationEvent e -> e;
            case WordsRedacted e ->
                    new WordsRedacted(
                            e.incidentId(), e.entryId(), e.hidden(), MARK, e.by(), e.occurredAt());
            case CauseNamed e ->
                    new CauseNamed(e.incidentId(), null, of(e.reason()), e.by(), e.occurredAt());
            case CauseTakenAway e ->
                    new CauseTakenAway(e.incidentId(), null, MARK, e.by(), e.occurredAt());
            case RelationStated e ->
                    new RelationStated(
                            e.incidentId(),
                            e.other(),
                            e.kind(),
                            of(e.note()),
                            e.by(),
                            e.occurredAt());
            case RelationTakenAway e ->
                    new RelationTakenAway(
                            e.incidentId(), e.other(), e.kind(), MARK, e.by(), e.occurredAt());
            case IncidentMerged e ->
                    new IncidentMerged(e.incidentId(), e.into(), MARK, e.by(), e.occurredAt());
            case OtherMergedIn e -> e;
            case IncidentResolved e ->
                    new IncidentResolved(
                            e.incidentId(),
                            e.resolution(),
                            e.durability(),
                            of(e.text()),
                            e.by(),
                            e.occurredAt());
            case IncidentReopened e ->
                    new IncidentReopened(e.incidentId(), e.to(), MARK, e.by(), e.occurredAt());
            case IncidentClosed e ->
                    new IncidentClosed(e.incidentId(), of(e.note()), e.by(), e.occurredAt());
            case IncidentCancelled e ->
                    new IncidentCancelled(e.incidentId(), e.cause(), MARK, e.by(), e.occurredAt());
            case FollowUpEvent e -> of(e);
        };
    }

    private static FollowUpEvent of(FollowUpEvent event) {
        return switch (event) {
            case FollowUpAdded e ->
                    new FollowUpAdded(
                            e.incidentId(),
                            e.followUpId(),
                            MARK,
                            of(e.description()),
                            e.type(),
                            e.priority(),
                            e.owner(),
                            e.due(),
                            null,
                            e.origin(),
                            e.by(),
                            e.occurredAt());
            case FollowUpAssigned e ->
                    new FollowUpAssigned(
                            e.incidentId(),
                            e.followUpId(),
                            e.owner(),
                            of(e.reason()),
                            e.by(),
                            e.occurredAt());
            case FollowUpRescheduled e ->
                    new FollowUpRescheduled(
                            e.incidentId(), e.followUpId(), e.due(), MARK, e.by(), e.occurredAt());
            case FollowUpReprioritised e ->
                    new FollowUpReprioritised(
                            e.incidentId(),
                            e.followUpId(),
                            e.from(),
                            e.to(),
                            of(e.reason()),
                            e.by(),
                            e.occurredAt());
            case FollowUpStarted e -> e;
            case FollowUpCompleted e ->
                    new FollowUpCompleted(
                            e.incidentId(),
                            e.followUpId(),
                            new Evidence(null, MARK),
                            e.by(),
                            e.occurredAt());
            case FollowUpVerified e ->
                    new FollowUpVerified(
                            e.incidentId(), e.followUpId(), of(e.note()), e.by(), e.occurredAt());
            case FollowUpDeclined e ->
                    new FollowUpDeclined(
                            e.incidentId(), e.followUpId(), MARK, e.by(), e.occurredAt());
            case FollowUpReopened e ->
                    new FollowUpReopened(
                            e.incidentId(), e.followUpId(), MARK, e.by(), e.occurredAt());
        };
    }

    private static EntryContent of(EntryContent content) {
        return switch (content) {
            case EntryContent.Note it -> new EntryContent.Note(MARK);
            case EntryContent.Hypothesis it -> new EntryContent.Hypothesis(MARK, it.state());
            case EntryContent.Finding it -> new EntryContent.Finding(MARK);
            case EntryContent.Decision it -> new EntryContent.Decision(MARK);
            case EntryContent.Action it -> new EntryContent.Action(MARK);
            case EntryContent.Change it ->
                    new EntryContent.Change(
                            MARK, of(it.service()), of(it.version()), null, it.changeId());
            case EntryContent.EvidenceItem it ->
                    new EntryContent.EvidenceItem(MARK, it.type(), null);
            case EntryContent.Update it ->
                    new EntryContent.Update(
                            MARK,
                            it.audience(),
                            it.nextUpdateDue(),
                            of(it.estimate()),
                            it.duePolicy(),
                            it.last(),
                            it.template());
            case EntryContent.CustomerReport it -> new EntryContent.CustomerReport(MARK);
        };
    }

    /** The answers to the questions of triage, without words. */
    public static @Nullable Impact of(@Nullable Impact impact) {
        Workaround way = impact == null ? null : impact.workaround();
        return impact == null
                ? null
                : new Impact(
                        impact.users(),
                        of(impact.functionality()),
                        impact.dataLoss(),
                        way == null ? null : new Workaround(way.exists(), of(way.description())));
    }

    /** How the incident came to notice, without words. */
    public static @Nullable Detection of(@Nullable Detection detection) {
        return detection == null ? null : new Detection(detection.source(), of(detection.detail()));
    }

    /** The mark where there was a text; none stays none, and one taken away stays taken away. */
    public static @Nullable String of(@Nullable String text) {
        return text == null || text.isEmpty() ? text : MARK;
    }

    private static SortedMap<String, String> noLabels() {
        return Collections.emptySortedMap();
    }
}
