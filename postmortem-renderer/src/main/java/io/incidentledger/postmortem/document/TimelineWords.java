package io.incidentledger.postmortem.document;

import static io.incidentledger.postmortem.document.MarkdownText.inline;

import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryEvent;
import io.incidentledger.events.EvidenceFile;
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
import io.incidentledger.events.Handle;
import io.incidentledger.events.ImpactChanged;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentDetailsChanged;
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
import io.incidentledger.events.Resolution;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.RoleHandedOver;
import io.incidentledger.events.RoleReleased;
import io.incidentledger.events.RunbookFollowed;
import io.incidentledger.events.RunbookMissed;
import io.incidentledger.events.RunbookStepTaken;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.ThreadAssigned;
import io.incidentledger.events.ThreadClosed;
import io.incidentledger.events.ThreadEvent;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.ThreadOpened;
import io.incidentledger.events.ThreadReopened;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.postmortem.history.FollowUp;
import io.incidentledger.postmortem.history.IncidentHistory;
import io.incidentledger.postmortem.history.Investigation;
import io.incidentledger.postmortem.history.RoleHeld;
import io.incidentledger.postmortem.history.Span;
import io.incidentledger.postmortem.history.TimelineItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an item of the timeline says. */
final class TimelineWords {
    private final IncidentHistory history;

    TimelineWords(IncidentHistory history) {
        this.history = history;
    }

    /** Whether an item belongs on the page: what only fills other sections does not. */
    boolean shown(TimelineItem item) {
        boolean timed = item.occurredAt() != null;
        return switch (item.event()) {
            // Entering history is not part of what happened.
            case IncidentDeclared declared -> !declared.history();
            case FollowUpAdded added -> timed;
            case FollowUpCompleted done -> timed;
            case FollowUpVerified checked -> timed;
            case FollowUpDeclined refused -> timed;
            case FollowUpReopened again -> timed;
            case FollowUpAssigned assigned -> false;
            case FollowUpRescheduled rescheduled -> false;
            case FollowUpReprioritised changed -> false;
            case FollowUpStarted started -> false;
            case RoleAssigned assigned -> timed;
            case RoleHandedOver handedOver -> timed;
            case RoleReleased released -> timed;
            case IncidentImported imported -> false;
            case IncidentDetailsChanged changed -> timed;
            case ThreadAssigned assigned -> false;
            case ThreadEvent thread -> timed;
            case LabelsChanged changed -> StatedSeverity.changedBy(item);
            case RunbookFollowed followed -> true;
            case RunbookStepTaken step -> true;
            case RunbookMissed missed -> timed;
            case UpdateDueChanged changed -> false;
            case RemindedOfUpdate reminded -> true;
            case WordsRedacted redaction -> false;
            // Found out later, as a rule; the causes have a section of their own.
            case CauseNamed named -> false;
            case CauseTakenAway taken -> false;
            case RelationStated stated -> false;
            case RelationTakenAway taken -> false;
            case OtherMergedIn merged -> timed;
            case IncidentMerged merged -> true;
            case MilestoneSet set -> true;
            case MilestoneCleared cleared -> false;
            case DurationStated figure -> false;
            case TimelineEntryRecorded entry -> true;
            case EntryEvent later -> false;
            case SeverityChanged changed -> true;
            case ImpactChanged changed -> true;
            case StatusChanged changed -> true;
            case IncidentResolved resolved -> true;
            case IncidentReopened reopened -> true;
            case IncidentClosed closed -> true;
            case IncidentCancelled cancelled -> true;
        };
    }

    /** In Markdown, its further lines indented for a list item; may be empty. */
    String text(TimelineItem item) {
        String said = item.text() == null ? "" : MarkdownText.block(item.text(), "  ");
        return switch (item.event()) {
            case TimelineEntryRecorded entry ->
                    item.retraction() == null ? said : MarkdownText.struck(said);
            case EntryEvent later -> said;
            case ThreadEvent thread -> thread(thread, said);
            case UpdateDueChanged changed -> said;
            case RemindedOfUpdate reminded -> reminder(reminded);
            case WordsRedacted redaction -> said;
            case IncidentDeclared declared ->
                    declared.severity() == null
                            ? "without a severity"
                            : "as " + declared.severity();
            case IncidentImported imported -> "imported";
            case IncidentDetailsChanged changed -> with(details(changed), said);
            case LabelsChanged changed -> with(StatedSeverity.change(history, item), said);
            case RunbookFollowed followed ->
                    with(
                            inline(followed.number())
                                    + ", version "
                                    + followed.version()
                                    + ", followed",
                            said);
            case RunbookStepTaken step ->
                    with(
                            inline(step.number())
                                    + ", step "
                                    + step.step()
                                    + ", "
                                    + Words.of(step.outcome())
                                    + ": "
                                    + inline(step.instruction()),
                            said);
            case RunbookMissed missed -> "there was none";
            case SeverityChanged changed ->
                    with(
                            changed.from() == null
                                    ? changed.to().name()
                                    : changed.from() + " → " + changed.to(),
                            said);
            case ImpactChanged changed -> with("assessed anew", said);
            case StatusChanged changed ->
                    with(Words.of(changed.from()) + " → " + Words.of(changed.to()), said);
            case MilestoneSet set -> said;
            case MilestoneCleared cleared -> said;
            case DurationStated figure -> said;
            case RoleAssigned assigned ->
                    Words.handle(assigned.holder(), "") + " is " + assigned.role();
            case RoleHandedOver handed ->
                    with(
                            Words.handle(handed.from(), "")
                                    + " hands "
                                    + handed.role()
                                    + " to "
                                    + Words.handle(handed.to(), ""),
                            said);
            case RoleReleased released ->
                    with(
                            Words.handle(released.holder(), "")
                                    + " is no longer "
                                    + released.role(),
                            said);
            case CauseNamed named -> with(cause(named.cause(), "contributed"), said);
            case CauseTakenAway taken -> with(cause(taken.cause(), "did not contribute"), said);
            case RelationStated stated ->
                    with(Relations.words(stated.kind(), stated.other()), said);
            case RelationTakenAway taken ->
                    with("not " + Relations.words(taken.kind(), taken.other()), said);
            case OtherMergedIn merged -> inline(merged.other().named()) + " merged into this one";
            case IncidentMerged merged -> with("into " + inline(merged.into().named()), said);
            case FollowUpEvent followUp -> with(followUp(followUp), said);
            case IncidentResolved resolved -> with(resolution(resolved), said);
            case IncidentReopened reopened -> with("back to " + Words.of(reopened.to()), said);
            case IncidentClosed closed -> said;
            case IncidentCancelled cancelled -> with(Words.of(cancelled.cause()), said);
        };
    }

    /** What hangs on it, in Markdown, each a line of its own. */
    List<String> details(TimelineItem item) {
        List<String> details = new ArrayList<>();
        if (item.event() instanceof TimelineEntryRecorded entry) {
            if (entry.thread() != null) {
                details.add("Thread: " + title(entry.thread()));
            }
            switch (entry.content()) {
                case EntryContent.Change change -> {
                    add(details, "Service: ", change.service());
                    add(details, "Version: ", change.version());
                    add(details, "Link: ", change.link());
                }
                case EntryContent.EvidenceItem evidence -> {
                    String type = Words.capital(Words.of(evidence.type())) + ": ";
                    add(details, type, evidence.link());
                    if (evidence.file() != null) {
                        details.addAll(file(type, evidence.file()));
                    }
                }
                case EntryContent.Update update -> {
                    if (update.nextUpdateDue() != null) {
                        details.add("Next update due " + Times.full(update.nextUpdateDue()) + ".");
                    }
                    add(details, "Estimate: ", update.estimate());
                }
                case EntryContent.Note note -> {}
                case EntryContent.Hypothesis hypothesis -> {}
                case EntryContent.Finding finding -> {}
                case EntryContent.Decision decision -> {}
                case EntryContent.Action action -> {}
                case EntryContent.CustomerReport report -> {}
            }
        }
        return details;
    }

    /** A file, beside the document as the query service serves both; an image shows itself. */
    private static List<String> file(String type, EvidenceFile file) {
        // No words within the brackets of a link: an address among them would end it.
        String there = "(evidence/" + file.sha256() + ")";
        boolean served = file.sha256().matches("[0-9a-f]{64}");
        List<String> lines = new ArrayList<>();
        lines.add(
                type
                        + inline(file.name())
                        + ", "
                        + inline(file.mediaType())
                        + ", "
                        + file.size()
                        + " bytes, SHA-256 "
                        + (served ? "[" + file.sha256() + "]" + there : "unknown"));
        if (served && file.mediaType().startsWith("image/")) {
            lines.add("![image]" + there);
        }
        return lines;
    }

    /** What a label says beside the kind: the marker, a hypothesis' fate, an update's readers. */
    String marker(TimelineItem item) {
        if (!(item.event() instanceof TimelineEntryRecorded entry)) {
            return "";
        }
        List<String> marks = new ArrayList<>();
        if (item.hypothesis() != null) {
            marks.add(Words.of(item.hypothesis()));
        }
        if (entry.content() instanceof EntryContent.Update update) {
            marks.add(Words.of(update.audience()));
        }
        if (item.marker() != null) {
            marks.add(Words.of(item.marker()));
        }
        if (item.pinned()) {
            marks.add("pinned");
        }
        return String.join(", ", marks);
    }

    /** {@code by rollback, lasting}; empty when nobody said how. */
    static String resolution(IncidentResolved resolved) {
        List<String> how = new ArrayList<>();
        if (resolved.resolution() != null) {
            how.add(means(resolved.resolution()));
        }
        if (resolved.durability() != null) {
            how.add(Words.of(resolved.durability()));
        }
        return String.join(", ", how);
    }

    private static String means(Resolution resolution) {
        return switch (resolution) {
            case ROLLBACK, CODE_FIX, RESTART, SCALING, CONFIGURATION ->
                    "by " + Words.of(resolution);
            case FEATURE_DISABLED -> "by disabling a feature";
            case EXTERNAL -> "by others, outside";
            case NO_ACTION -> "without any action";
        };
    }

    private static String details(IncidentDetailsChanged changed) {
        List<String> names = new ArrayList<>();
        name(names, "title", changed.title());
        name(names, "summary", changed.summary());
        name(names, "services", changed.services());
        name(names, "detection", changed.detection());
        name(names, "where it is worked on", changed.workedAt());
        name(names, "drill mark", changed.drill());
        return Words.list(names) + " changed";
    }

    private static void name(List<String> names, String name, @Nullable Object changed) {
        if (changed != null) {
            names.add(name);
        }
    }

    private static String cause(@Nullable Cause cause, String what) {
        return (cause == null ? "a cause" : cause.value()) + " " + what;
    }

    private String followUp(FollowUpEvent event) {
        String number =
                history.followUps().stream()
                        .filter(followUp -> followUp.id().equals(event.followUpId()))
                        .map(FollowUp::number)
                        .findFirst()
                        .map(MarkdownText::inline)
                        .orElse("one");
        return number
                + switch (event) {
                    case FollowUpAdded added -> " added";
                    case FollowUpAssigned assigned -> " assigned";
                    case FollowUpRescheduled rescheduled -> " rescheduled";
                    case FollowUpReprioritised changed -> " reprioritised";
                    case FollowUpStarted started -> " started";
                    case FollowUpCompleted done -> " done";
                    case FollowUpVerified checked -> " verified";
                    case FollowUpDeclined refused -> " declined";
                    case FollowUpReopened again -> " reopened";
                };
    }

    private String reminder(RemindedOfUpdate reminded) {
        Handle to =
                reminded.to() == null
                        ? history.roles().stream()
                                .map(Span::value)
                                .filter(held -> held.role().equals(Role.REPORTER))
                                .map(RoleHeld::holder)
                                .findFirst()
                                .orElse(null)
                        : reminded.to();
        return Words.handle(to, "nobody in particular")
                + (reminded.lead() == null ? "" : " and " + reminded.lead())
                + ", that the "
                + Words.of(reminded.audience())
                + " update due "
                + Times.full(reminded.due())
                + " has not come";
    }

    private String thread(ThreadEvent event, String said) {
        return switch (event) {
            case ThreadOpened opened -> with("opened", said);
            case ThreadAssigned assigned -> said;
            case ThreadClosed closed -> with(title(closed.threadId()) + " closed", said);
            case ThreadReopened again -> with(title(again.threadId()) + " reopened", said);
        };
    }

    /** Of a thread. */
    private String title(ThreadId thread) {
        return history.threads().stream()
                .filter(it -> it.id().equals(thread))
                .map(Investigation::title)
                .findFirst()
                .map(MarkdownText::inline)
                .orElse("one");
    }

    private static String with(String what, String said) {
        return said.isEmpty() ? what : what.isEmpty() ? said : what + ": " + said;
    }

    private static void add(List<String> details, String name, @Nullable String value) {
        if (value != null) {
            details.add(name + inline(value));
        }
    }
}
