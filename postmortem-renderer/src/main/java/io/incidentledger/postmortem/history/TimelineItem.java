package io.incidentledger.postmortem.history;

import io.incidentledger.events.EntryContent;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.Handle;
import io.incidentledger.events.ImpactChanged;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentDetailsChanged;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Redaction;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.RoleHandedOver;
import io.incidentledger.events.RoleReleased;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.TimelineEntryRetracted;
import io.incidentledger.events.WordsRedacted;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of the timeline, as it reads now.
 *
 * <p>Items come in the order of {@link #ORDER}.
 *
 * @param key the entry id of what people put there, the position of what the system adds; unique
 *     within the incident
 * @param occurredAt when it happened, as corrected; null when nobody knows
 * @param recordedAt when the log took it
 * @param actor whose token recorded it
 * @param by who did it; null when nobody said so of history
 * @param text what people wrote: the text of an entry as corrected, or the reason, note or
 *     description that came with a change; null when nothing
 * @param late whether the entry of a live incident was recorded more than ten minutes after it
 *     happened, however its precision is read; history is marked as a whole
 * @param event the event as it was first recorded
 * @param corrections oldest first
 * @param retraction who struck the entry out, and why; null while it holds
 * @param redactions what hid words of the item, of its corrections or of its retraction, in the
 *     order of what they hide; where there is none, every word is there
 */
public record TimelineItem(
        String key,
        long position,
        TimelineKind kind,
        @Nullable Moment occurredAt,
        Instant recordedAt,
        Handle actor,
        @Nullable Handle by,
        @Nullable String text,
        boolean late,
        IncidentEvent event,
        List<Correction> corrections,
        @Nullable Retraction retraction,
        List<Redaction> redactions) {

    /** By when it happened, then by position; what has no time comes last, by position. */
    public static final Comparator<TimelineItem> ORDER =
            Comparator.comparing(
                            TimelineItem::instant,
                            Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
                    .thenComparing(TimelineItem::position);

    private static final Duration LATE = Duration.ofMinutes(10);

    public TimelineItem {
        corrections = List.copyOf(corrections);
        redactions = List.copyOf(redactions);
    }

    private @Nullable Instant instant() {
        return occurredAt == null ? null : occurredAt.at();
    }

    static TimelineItem of(Fact fact, IncidentEvent event, boolean history) {
        Handle by = event.by();
        return new TimelineItem(
                event instanceof TimelineEntryRecorded entry
                        ? entry.entryId().toString()
                        : Long.toString(fact.position()),
                fact.position(),
                kind(event),
                event.occurredAt(),
                fact.recordedAt(),
                fact.actor(),
                by == null && !history ? fact.actor() : by,
                text(event),
                !history && late(event.occurredAt(), fact.recordedAt()),
                event,
                List.of(),
                null,
                redactions(List.of(), fact));
    }

    TimelineItem corrected(Fact fact, TimelineEntryCorrected correction, boolean history) {
        String newText = correction.newText();
        Moment newTime = correction.newOccurredAt();
        Moment time = newTime == null ? occurredAt : newTime;
        Handle by = correction.by();
        List<Correction> all = new ArrayList<>(corrections);
        all.add(
                new Correction(
                        fact.position(),
                        fact.recordedAt(),
                        by == null ? fact.actor() : by,
                        correction.reason(),
                        newText == null ? null : text,
                        newTime == null ? null : occurredAt));
        return new TimelineItem(
                key,
                position,
                kind,
                time,
                recordedAt,
                actor,
                this.by,
                newText == null ? text : newText,
                !history && late(time, recordedAt),
                event,
                all,
                retraction,
                redactions(redactions, fact));
    }

    /** What was struck out once stays struck out for the first reason. */
    TimelineItem retracted(Fact fact, TimelineEntryRetracted struck) {
        Handle struckBy = struck.by();
        return new TimelineItem(
                key,
                position,
                kind,
                occurredAt,
                recordedAt,
                actor,
                by,
                text,
                late,
                event,
                corrections,
                retraction != null
                        ? retraction
                        : new Retraction(
                                fact.position(),
                                fact.recordedAt(),
                                struckBy == null ? fact.actor() : struckBy,
                                struck.reason()),
                redactions(redactions, fact));
    }

    private static List<Redaction> redactions(List<Redaction> before, Fact fact) {
        Redaction redaction = fact.redaction();
        if (redaction == null) {
            return before;
        }
        List<Redaction> all = new ArrayList<>(before);
        all.add(redaction);
        return all;
    }

    private static boolean late(@Nullable Moment occurred, Instant recorded) {
        if (occurred == null) {
            return false;
        }
        Instant latest =
                switch (occurred.precision()) {
                    case EXACT, ABOUT, BY, DERIVED -> occurred.at();
                    case HOUR -> occurred.at().truncatedTo(ChronoUnit.HOURS).plusSeconds(3_600);
                    case DAY -> occurred.at().truncatedTo(ChronoUnit.DAYS).plusSeconds(86_400);
                    case ORDER -> recorded;
                };
        return Duration.between(latest, recorded).compareTo(LATE) > 0;
    }

    private static TimelineKind kind(IncidentEvent event) {
        return switch (event) {
            case TimelineEntryRecorded entry ->
                    switch (entry.content()) {
                        case EntryContent.Note note -> TimelineKind.NOTE;
                        case EntryContent.Hypothesis hypothesis -> TimelineKind.HYPOTHESIS;
                        case EntryContent.Finding finding -> TimelineKind.FINDING;
                        case EntryContent.Decision decision -> TimelineKind.DECISION;
                        case EntryContent.Action action -> TimelineKind.ACTION;
                        case EntryContent.Change change -> TimelineKind.CHANGE;
                        case EntryContent.EvidenceItem evidence -> TimelineKind.EVIDENCE;
                        case EntryContent.Update update -> TimelineKind.UPDATE;
                        case EntryContent.CustomerReport report -> TimelineKind.CUSTOMER_REPORT;
                    };
            case IncidentDeclared declared -> TimelineKind.DECLARED;
            case IncidentDetailsChanged changed -> TimelineKind.DETAILS;
            case TimelineEntryCorrected correction -> TimelineKind.DETAILS;
            case TimelineEntryRetracted retraction -> TimelineKind.DETAILS;
            case WordsRedacted redaction -> TimelineKind.DETAILS;
            case SeverityChanged changed -> TimelineKind.SEVERITY;
            case ImpactChanged changed -> TimelineKind.IMPACT;
            case StatusChanged changed -> TimelineKind.STATUS;
            case MilestoneSet set -> TimelineKind.MILESTONE;
            case MilestoneCleared cleared -> TimelineKind.MILESTONE;
            case RoleAssigned assigned -> TimelineKind.ROLE;
            case RoleHandedOver handedOver -> TimelineKind.ROLE;
            case RoleReleased released -> TimelineKind.ROLE;
            case FollowUpEvent followUp -> TimelineKind.FOLLOW_UP;
            case IncidentResolved resolved -> TimelineKind.RESOLVED;
            case IncidentReopened reopened -> TimelineKind.REOPENED;
            case IncidentClosed closed -> TimelineKind.CLOSED;
            case IncidentCancelled cancelled -> TimelineKind.CANCELLED;
        };
    }

    private static @Nullable String text(IncidentEvent event) {
        return switch (event) {
            case TimelineEntryRecorded entry -> entry.content().text();
            case TimelineEntryCorrected correction -> correction.reason();
            case TimelineEntryRetracted retraction -> retraction.reason();
            case WordsRedacted redaction -> redaction.reason();
            case IncidentDeclared declared -> declared.summary();
            case IncidentDetailsChanged changed -> changed.reason();
            case SeverityChanged changed -> changed.reason();
            case ImpactChanged changed -> changed.reason();
            case StatusChanged changed -> changed.reason();
            case MilestoneSet set -> set.reason();
            case MilestoneCleared cleared -> cleared.reason();
            case RoleAssigned assigned -> null;
            case RoleHandedOver handedOver -> handedOver.note();
            case RoleReleased released -> released.reason();
            case FollowUpEvent followUp -> FollowUp.words(followUp);
            case IncidentResolved resolved -> resolved.text();
            case IncidentReopened reopened -> reopened.reason();
            case IncidentClosed closed -> closed.note();
            case IncidentCancelled cancelled -> cancelled.reason();
        };
    }
}
