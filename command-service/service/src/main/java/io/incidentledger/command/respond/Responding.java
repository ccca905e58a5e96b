package io.incidentledger.command.respond;

import static io.incidentledger.command.incident.Circumstances.reason;
import static io.incidentledger.command.incident.Circumstances.same;

import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Entry;
import io.incidentledger.command.incident.EntryCommand;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.Cancelled;
import io.incidentledger.command.incident.IncidentState.Declared;
import io.incidentledger.command.incident.IncidentState.Merged;
import io.incidentledger.command.incident.PolicyUpdates;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.Audience;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.HypothesisJudged;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.Marker;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.RoleHandedOver;
import io.incidentledger.events.RoleReleased;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryFlagged;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.TimelineEntryRetracted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides who holds which role, and what enters the timeline. */
public final class Responding {
    private Responding() {}

    public static List<IncidentEvent> decide(
            IncidentState state, RespondCommand command, Circumstances circumstances) {
        return switch (command) {
            case AssignRole c -> assign(state.notCancelled(), c, circumstances);
            case HandOverRole c -> handOver(state.notCancelled(), c, circumstances);
            case ReleaseRole c -> release(state.notCancelled(), c, circumstances);
            case RecordEntry c -> recordEntry(state, c, circumstances);
            case ShowChange c -> show(state.notCancelled(), c);
            // A wrong word can be put right whatever became of the incident.
            case CorrectEntry c -> correct(state.declared(), c, circumstances);
            case RetractEntry c -> retract(state.declared().incident(), c, circumstances);
            case PinEntry c -> {
                Incident incident = state.notCancelled();
                Entry entry = entry(incident, c.entryId());
                yield flag(incident, entry, c, c.pinned(), entry.marker(), circumstances);
            }
            case MarkEntry c -> {
                Incident incident = state.notCancelled();
                Entry entry = entry(incident, c.entryId());
                yield flag(incident, entry, c, entry.pinned(), c.marker(), circumstances);
            }
            case JudgeHypothesis c -> judge(state.notCancelled(), c, circumstances);
        };
    }

    private static List<IncidentEvent> assign(
            Incident incident, AssignRole c, Circumstances circumstances) {
        var holders = incident.holders(c.role());
        if (holders.contains(c.holder())) {
            return List.of();
        }
        if (c.role().equals(Role.LEAD) && !holders.isEmpty()) {
            throw new RefusedByRule(
                    Rule.ONE_LEAD,
                    holders.iterator().next() + " leads; the lead is handed over",
                    "/holder");
        }
        return List.of(
                new RoleAssigned(
                        c.incidentId(),
                        c.role(),
                        c.holder(),
                        c.by(),
                        circumstances.occurred(incident, c.occurredAt())));
    }

    private static List<IncidentEvent> handOver(
            Incident incident, HandOverRole c, Circumstances circumstances) {
        if (c.from().equals(c.to())) {
            throw new RefusedByRule(
                    Rule.HANDOVER_FROM_HOLDER, "a role is handed over to somebody else", "/to");
        }
        var holders = incident.holders(c.role());
        if (!holders.contains(c.from())) {
            if (holders.contains(c.to())) {
                return List.of();
            }
            throw new RefusedByRule(
                    Rule.HANDOVER_FROM_HOLDER,
                    c.from() + " does not hold the role " + c.role(),
                    "/from");
        }
        return List.of(
                new RoleHandedOver(
                        c.incidentId(),
                        c.role(),
                        c.from(),
                        c.to(),
                        c.note(),
                        c.by(),
                        circumstances.occurred(incident, c.occurredAt())));
    }

    private static List<IncidentEvent> release(
            Incident incident, ReleaseRole c, Circumstances circumstances) {
        return incident.holders(c.role()).contains(c.holder())
                ? List.of(
                        new RoleReleased(
                                c.incidentId(),
                                c.role(),
                                c.holder(),
                                c.reason(),
                                c.by(),
                                circumstances.occurred(incident, c.occurredAt())))
                : List.of();
    }

    private static List<IncidentEvent> recordEntry(
            IncidentState state, RecordEntry c, Circumstances circumstances) {
        Incident incident = state.notCancelled();
        if (incident.entries().containsKey(c.entryId())) {
            throw new Conflict("the entry was recorded already");
        }
        // A closed thread takes entries, too: whoever is a second late loses nothing.
        if (c.thread() != null && !incident.threads().containsKey(c.thread())) {
            throw new RefusedByRule(
                    Rule.UNKNOWN_THREAD, "there is no such thread of this incident", "/thread");
        }
        Moment occurredAt = circumstances.occurredAtKnownTime(incident, c.occurredAt());
        // What was promised in the past was promised so.
        if (!incident.history()) {
            refuseDueBefore(occurredAt, c.content());
        }
        var recorded =
                new TimelineEntryRecorded(
                        c.incidentId(),
                        c.entryId(),
                        PolicyUpdates.dated(state, c.content(), occurredAt, circumstances),
                        c.marker(),
                        c.thread(),
                        c.by(),
                        occurredAt);
        Moment told = incident.milestones().get(Milestone.PUBLIC_TOLD);
        return Entry.audience(c.content()) == Audience.PUBLIC
                        && incident.reachedSooner(Milestone.PUBLIC_TOLD, occurredAt)
                ? List.of(
                        recorded,
                        new MilestoneSet(
                                c.incidentId(),
                                Milestone.PUBLIC_TOLD,
                                told == null
                                        ? null
                                        : "an earlier update for the public came to light",
                                c.by(),
                                occurredAt))
                : List.of(recorded);
    }

    private static List<IncidentEvent> show(Incident incident, ShowChange c) {
        // The entry has the id of the change, so that it is there once.
        return incident.entries().containsKey(c.entryId())
                ? List.of()
                : List.of(
                        new TimelineEntryRecorded(
                                c.incidentId(),
                                c.entryId(),
                                c.content(),
                                c.marker(),
                                c.by(),
                                c.occurredAt()));
    }

    private static void refuseDueBefore(Moment sent, EntryContent content) {
        if (content instanceof EntryContent.Update update
                && update.nextUpdateDue() != null
                && sent.precision().measurable()
                && !update.nextUpdateDue().isAfter(sent.at())) {
            throw new RefusedByRule(
                    Rule.DUE_BEFORE_SENT,
                    "the next update comes after this one, which was sent at " + sent.at(),
                    "/nextUpdateDue");
        }
    }

    private static List<IncidentEvent> correct(
            Declared state, CorrectEntry c, Circumstances circumstances) {
        Incident incident = state.incident();
        Entry entry = entry(incident, c.entryId());
        if (c.newText() == null && c.newOccurredAt() == null) {
            throw new RefusedByRule(
                    Rule.NOTHING_TO_CORRECT, "a correction gives newText, newOccurredAt or both");
        }
        String reason = reason(c.reason(), "a correction");
        if (c.newOccurredAt() != null) {
            circumstances.refuseFuture(c.newOccurredAt(), "/newOccurredAt");
        }
        Moment correctedAt = circumstances.occurred(incident, c.occurredAt());
        String newText = same(entry.text(), c.newText()) ? null : c.newText();
        Moment newOccurredAt =
                same(entry.occurredAt(), c.newOccurredAt()) ? null : c.newOccurredAt();
        if (newText == null && newOccurredAt == null) {
            return List.of();
        }
        List<IncidentEvent> events = new ArrayList<>();
        events.add(
                new TimelineEntryCorrected(
                        c.incidentId(),
                        c.entryId(),
                        newText,
                        newOccurredAt,
                        reason,
                        c.by(),
                        correctedAt));
        if (newOccurredAt != null && entry.audience() == Audience.PUBLIC) {
            Incident after = Evolution.evolve(state, events).declared().incident();
            events.addAll(
                    publicTold(state, entry.occurredAt(), newOccurredAt, after, c, correctedAt));
        }
        return events;
    }

    /** The milestone goes with the update that it came from, and back to an earlier one. */
    private static List<IncidentEvent> publicTold(
            Declared state,
            Moment was,
            Moment is,
            Incident after,
            CorrectEntry c,
            @Nullable Moment correctedAt) {
        Moment told = after.milestones().get(Milestone.PUBLIC_TOLD);
        Moment first =
                after.reachedSooner(Milestone.PUBLIC_TOLD, is)
                        ? is
                        : was.equals(told) ? firstPublic(after) : told;
        // No figure of what was cancelled or merged applies.
        if (state instanceof Cancelled || state instanceof Merged || same(told, first)) {
            return List.of();
        }
        String why = "the time of an update for the public was corrected";
        return List.of(
                first == null
                        ? new MilestoneCleared(
                                c.incidentId(), Milestone.PUBLIC_TOLD, why, c.by(), correctedAt)
                        : new MilestoneSet(
                                c.incidentId(), Milestone.PUBLIC_TOLD, why, c.by(), first));
    }

    private static @Nullable Moment firstPublic(Incident incident) {
        return incident.entries().values().stream()
                .filter(entry -> entry.audience() == Audience.PUBLIC)
                .map(Entry::occurredAt)
                .filter(time -> time.precision().measurable())
                .min(Comparator.comparing(Moment::at))
                .orElse(null);
    }

    private static List<IncidentEvent> retract(
            Incident incident, RetractEntry c, Circumstances circumstances) {
        Entry entry = entry(incident, c.entryId());
        String reason = reason(c.reason(), "a retraction");
        Moment retractedAt = circumstances.occurred(incident, c.occurredAt());
        return entry.retracted()
                ? List.of()
                : List.of(
                        new TimelineEntryRetracted(
                                c.incidentId(), c.entryId(), reason, c.by(), retractedAt));
    }

    private static List<IncidentEvent> flag(
            Incident incident,
            Entry entry,
            EntryCommand c,
            boolean pinned,
            @Nullable Marker marker,
            Circumstances circumstances) {
        Moment flaggedAt = circumstances.occurred(incident, c.occurredAt());
        return entry.pinned() == pinned && entry.marker() == marker
                ? List.of()
                : List.of(
                        new TimelineEntryFlagged(
                                c.incidentId(), c.entryId(), pinned, marker, c.by(), flaggedAt));
    }

    private static List<IncidentEvent> judge(
            Incident incident, JudgeHypothesis c, Circumstances circumstances) {
        Entry entry = entry(incident, c.entryId());
        if (entry.hypothesis() == null) {
            throw new RefusedByRule(
                    Rule.NOT_A_HYPOTHESIS,
                    "only a hypothesis is confirmed, rejected or left open; this entry is another");
        }
        Moment judgedAt = circumstances.occurred(incident, c.occurredAt());
        // What showed it once more is worth keeping; that it is so is known.
        return entry.hypothesis() == c.state() && c.text() == null
                ? List.of()
                : List.of(
                        new HypothesisJudged(
                                c.incidentId(),
                                c.entryId(),
                                c.state(),
                                c.text(),
                                c.by(),
                                judgedAt));
    }

    private static Entry entry(Incident incident, EntryId entryId) {
        Entry entry = incident.entries().get(entryId);
        if (entry == null) {
            throw new Unknown("there is no such entry on the timeline of this incident");
        }
        return entry;
    }
}
