package io.incidentledger.postmortem.history;

import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.CommunicationEvent;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryEvent;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HypothesisJudged;
import io.incidentledger.events.HypothesisState;
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
import io.incidentledger.events.Marker;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.Redaction;
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
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.TimelineEntryRetracted;
import io.incidentledger.events.WordsRedacted;
import java.time.Duration;
import java.time.Instant;
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
 * @param thread the line of investigation it belongs to; null when to none
 * @param pinned whether somebody made it one to look at first
 * @param marker what it marks in the story; null when nothing
 * @param hypothesis what became of it; null where it is no hypothesis
 * @param event the event as it was first recorded
 * @param corrections oldest first
 * @param retraction who struck the entry out, and why; null while it holds
 * @param outcomes how a hypothesis was judged since it was put there, oldest first
 * @param redactions what hid words of the item or of what became of it, in the order of what they
 *     hide; where there is none, every word is there
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
        @Nullable ThreadId thread,
        boolean pinned,
        @Nullable Marker marker,
        @Nullable HypothesisState hypothesis,
        IncidentEvent event,
        List<Correction> corrections,
        @Nullable Retraction retraction,
        List<Outcome> outcomes,
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
        outcomes = List.copyOf(outcomes);
        redactions = List.copyOf(redactions);
    }

    private @Nullable Instant instant() {
        return occurredAt == null ? null : occurredAt.at();
    }

    static TimelineItem of(Fact fact, IncidentEvent event, boolean history) {
        TimelineEntryRecorded entry = event instanceof TimelineEntryRecorded it ? it : null;
        return new TimelineItem(
                entry != null ? entry.entryId().toString() : Long.toString(fact.position()),
                fact.position(),
                TimelineKind.of(event),
                event.occurredAt(),
                fact.recordedAt(),
                fact.actor(),
                author(event, fact, history),
                text(event),
                !history && late(event.occurredAt(), fact.recordedAt()),
                entry != null
                        ? entry.thread()
                        : event instanceof ThreadEvent thread ? thread.threadId() : null,
                false,
                entry != null ? entry.marker() : null,
                entry != null && entry.content() instanceof EntryContent.Hypothesis hypothesis
                        ? hypothesis.state()
                        : null,
                event,
                List.of(),
                null,
                List.of(),
                redactions(List.of(), fact));
    }

    /** The item after a later event of its entry. */
    TimelineItem after(EntryEvent event, Fact fact, boolean history) {
        Draft draft = new Draft(this, fact);
        switch (event) {
            case TimelineEntryRecorded again -> {
                return this;
            }
            case TimelineEntryCorrected correction -> draft.correct(correction, history);
            case TimelineEntryRetracted struck -> draft.strike(struck);
            case TimelineEntryFlagged flagged -> {
                draft.pinned = flagged.pinned();
                draft.marker = flagged.marker();
            }
            case HypothesisJudged judged -> draft.judge(judged, history);
        }
        return draft.item();
    }

    private static final class Draft {
        private final TimelineItem before;
        private final Fact fact;
        private @Nullable Moment occurredAt;
        private @Nullable String text;
        private boolean late;
        private boolean pinned;
        private @Nullable Marker marker;
        private @Nullable HypothesisState hypothesis;
        private final List<Correction> corrections;
        private @Nullable Retraction retraction;
        private final List<Outcome> outcomes;

        Draft(TimelineItem before, Fact fact) {
            this.before = before;
            this.fact = fact;
            occurredAt = before.occurredAt;
            text = before.text;
            late = before.late;
            pinned = before.pinned;
            marker = before.marker;
            hypothesis = before.hypothesis;
            corrections = new ArrayList<>(before.corrections);
            retraction = before.retraction;
            outcomes = new ArrayList<>(before.outcomes);
        }

        void correct(TimelineEntryCorrected correction, boolean history) {
            String newText = correction.newText();
            Moment newTime = correction.newOccurredAt();
            corrections.add(
                    new Correction(
                            fact.position(),
                            fact.recordedAt(),
                            said(correction),
                            correction.reason(),
                            newText == null ? null : text,
                            newTime == null ? null : occurredAt));
            text = newText == null ? text : newText;
            occurredAt = newTime == null ? occurredAt : newTime;
            late = !history && late(occurredAt, before.recordedAt);
        }

        /** What was struck out once stays struck out for the first reason. */
        void strike(TimelineEntryRetracted struck) {
            if (retraction == null) {
                retraction =
                        new Retraction(
                                fact.position(), fact.recordedAt(), said(struck), struck.reason());
            }
        }

        void judge(HypothesisJudged judged, boolean history) {
            if (hypothesis != null) {
                hypothesis = judged.state();
                outcomes.add(
                        new Outcome(
                                fact.position(),
                                fact.recordedAt(),
                                judged.occurredAt(),
                                author(judged, fact, history),
                                judged.state(),
                                judged.text()));
            }
        }

        private Handle said(EntryEvent event) {
            Handle by = event.by();
            return by == null ? fact.actor() : by;
        }

        TimelineItem item() {
            return new TimelineItem(
                    before.key,
                    before.position,
                    before.kind,
                    occurredAt,
                    before.recordedAt,
                    before.actor,
                    before.by,
                    text,
                    late,
                    before.thread,
                    pinned,
                    marker,
                    hypothesis,
                    before.event,
                    corrections,
                    retraction,
                    outcomes,
                    redactions(before.redactions, fact));
        }
    }

    /** Whoever enters history afterwards did not do what it tells of. */
    private static @Nullable Handle author(IncidentEvent event, Fact fact, boolean history) {
        Handle by = event.by();
        return by == null && !history ? fact.actor() : by;
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
        return occurred != null
                && occurred.precision().measurable()
                && Duration.between(occurred.latest(), recorded).compareTo(LATE) > 0;
    }

    private static @Nullable String text(IncidentEvent event) {
        return switch (event) {
            case TimelineEntryRecorded entry -> entry.content().text();
            case TimelineEntryCorrected correction -> correction.reason();
            case TimelineEntryRetracted retraction -> retraction.reason();
            case TimelineEntryFlagged flagged -> null;
            case HypothesisJudged judged -> judged.text();
            case ThreadEvent thread -> Investigation.words(thread);
            case WordsRedacted redaction -> redaction.reason();
            case CommunicationEvent communication -> null;
            case IncidentDeclared declared -> declared.summary();
            case IncidentImported imported -> null;
            case IncidentDetailsChanged changed -> changed.reason();
            case LabelsChanged changed -> changed.reason();
            case RunbookFollowed followed -> followed.title();
            case RunbookStepTaken step -> step.note();
            case RunbookMissed missed -> null;
            case SeverityChanged changed -> changed.reason();
            case ImpactChanged changed -> changed.reason();
            case StatusChanged changed -> changed.reason();
            case MilestoneSet set -> set.reason();
            case MilestoneCleared cleared -> cleared.reason();
            case DurationStated figure -> figure.note();
            case RoleAssigned assigned -> null;
            case RoleHandedOver handedOver -> handedOver.note();
            case RoleReleased released -> released.reason();
            case FollowUpEvent followUp -> FollowUp.words(followUp);
            case CauseNamed named -> named.reason();
            case CauseTakenAway taken -> taken.reason();
            case RelationStated stated -> stated.note();
            case RelationTakenAway taken -> taken.reason();
            case OtherMergedIn merged -> null;
            case IncidentMerged merged -> merged.reason();
            case IncidentResolved resolved -> resolved.text();
            case IncidentReopened reopened -> reopened.reason();
            case IncidentClosed closed -> closed.note();
            case IncidentCancelled cancelled -> cancelled.reason();
        };
    }
}
