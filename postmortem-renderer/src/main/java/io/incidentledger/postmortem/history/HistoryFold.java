package io.incidentledger.postmortem.history;

import io.incidentledger.events.AccessEvent;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryEvent;
import io.incidentledger.events.ErasedEvent;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
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
import io.incidentledger.events.Moment;
import io.incidentledger.events.OrganisationEvent;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.PayloadsErased;
import io.incidentledger.events.Redaction;
import io.incidentledger.events.RelationStated;
import io.incidentledger.events.RelationTakenAway;
import io.incidentledger.events.RemindedOfUpdate;
import io.incidentledger.events.Role;
import io.incidentledger.events.RoleAssigned;
import io.incidentledger.events.RoleHandedOver;
import io.incidentledger.events.RoleReleased;
import io.incidentledger.events.RunbookFollowed;
import io.incidentledger.events.RunbookMissed;
import io.incidentledger.events.RunbookStepTaken;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.ThreadEvent;
import io.incidentledger.events.ThreadId;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.UnrecognisedEvent;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.events.WordsRedacted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A history in the making. Mutable, of one thread: many facts cost one copy, not one each. */
final class HistoryFold {
    private @Nullable IncidentState state;
    private final Map<String, TimelineItem> items = new LinkedHashMap<>();
    private final Map<ThreadId, Investigation> threads = new LinkedHashMap<>();
    private final Map<FollowUpId, FollowUp> followUps = new LinkedHashMap<>();
    private final List<Span<Severity>> severities = new ArrayList<>();
    private final List<Span<Status>> statuses = new ArrayList<>();
    private final List<Span<RoleHeld>> roles = new ArrayList<>();
    private final List<UpdateDueChanged> demands = new ArrayList<>();
    private final List<Redaction> redactions = new ArrayList<>();

    IncidentHistory history() {
        if (state == null) {
            throw new IllegalArgumentException("no fact declares an incident");
        }
        return new IncidentHistory(
                state,
                items.values().stream().sorted(TimelineItem.ORDER).toList(),
                severities,
                statuses,
                roles,
                demands,
                List.copyOf(threads.values()),
                List.copyOf(followUps.values()),
                redactions);
    }

    void add(Fact fact) {
        boolean first = state == null;
        if (state != null && fact.position() <= state.version()) {
            return;
        }
        state = IncidentState.evolve(state, fact);
        if (state == null) {
            return;
        }
        switch (fact.event()) {
            case OrganisationEvent organisation -> {}
            case AccessEvent access -> {}
            case PayloadsErased erasure -> {}
            case UnrecognisedEvent unknown -> {}
            case ErasedEvent erased -> {}
            case IncidentEvent event when !event.incidentId().equals(state.id()) -> {}
            case IncidentDeclared again when !first -> {}
            case IncidentEvent event -> {
                if (fact.redaction() != null) {
                    redactions.add(fact.redaction());
                }
                add(event, fact, state);
            }
        }
    }

    private void add(IncidentEvent event, Fact fact, IncidentState after) {
        boolean history = after.history();
        Moment at = event.occurredAt();
        long position = fact.position();
        switch (event) {
            case IncidentDeclared declared -> {
                if (declared.severity() != null) {
                    change(severities, declared.severity(), at, position);
                }
                change(statuses, Status.TRIAGE, at, position);
                Handle reporter = IncidentState.reporter(fact, declared);
                if (reporter != null) {
                    take(new RoleHeld(Role.REPORTER, reporter), at, position);
                }
            }
            case SeverityChanged changed -> change(severities, changed.to(), at, position);
            case StatusChanged changed -> change(statuses, changed.to(), at, position);
            case IncidentResolved resolved -> change(statuses, Status.RESOLVED, at, position);
            case IncidentReopened reopened -> change(statuses, reopened.to(), at, position);
            case IncidentClosed closed -> change(statuses, Status.CLOSED, at, position);
            case IncidentCancelled cancelled -> change(statuses, Status.CANCELLED, at, position);
            case IncidentMerged merged -> change(statuses, Status.MERGED, at, position);
            case RoleAssigned assigned ->
                    take(new RoleHeld(assigned.role(), assigned.holder()), at, position);
            case RoleHandedOver handed -> {
                leave(new RoleHeld(handed.role(), handed.from()), at, position, after);
                take(new RoleHeld(handed.role(), handed.to()), at, position);
            }
            case RoleReleased released ->
                    leave(new RoleHeld(released.role(), released.holder()), at, position, after);
            case FollowUpEvent followUp ->
                    followUps.compute(
                            followUp.followUpId(),
                            (id, before) -> FollowUp.evolve(before, fact, history));
            case ThreadEvent thread ->
                    threads.compute(
                            thread.threadId(),
                            (id, before) -> Investigation.evolve(before, thread));
            case TimelineEntryRecorded entry -> {}
            case EntryEvent later -> {
                items.computeIfPresent(
                        later.entryId().toString(),
                        (key, item) -> item.after(later, fact, history));
                return;
            }
            case UpdateDueChanged change -> {
                // Said where others are told, not of what happened.
                demands.add(change);
                return;
            }
            case RemindedOfUpdate reminded -> {}
            case WordsRedacted redaction -> {
                // Said on what it hides, and what hides its own words among the redactions.
                return;
            }
            case LabelsChanged changed -> {}
            case RunbookFollowed followed -> {}
            case RunbookStepTaken step -> {}
            case RunbookMissed missed -> {}
            case IncidentDetailsChanged changed -> {}
            case ImpactChanged changed -> {}
            case MilestoneSet set -> {}
            case MilestoneCleared cleared -> {}
            case IncidentImported imported -> {}
            case CauseNamed named -> {}
            case CauseTakenAway taken -> {}
            case RelationStated stated -> {}
            case RelationTakenAway taken -> {}
            case OtherMergedIn merged -> {}
            case DurationStated figure -> {}
        }
        TimelineItem item = TimelineItem.of(fact, event, history);
        items.putIfAbsent(item.key(), item);
    }

    private static <T> void change(
            List<Span<T>> spans, T value, @Nullable Moment at, long position) {
        if (!spans.isEmpty()) {
            Span<T> last = spans.getLast();
            if (last.value().equals(value)) {
                return;
            }
            spans.set(spans.size() - 1, last.ended(at, position));
        }
        spans.add(Span.begun(value, at, position));
    }

    private void take(RoleHeld held, @Nullable Moment at, long position) {
        if (roles.stream().noneMatch(span -> span.open() && span.value().equals(held))) {
            roles.add(Span.begun(held, at, position));
        }
    }

    private void leave(RoleHeld held, @Nullable Moment at, long position, IncidentState after) {
        if (!after.declaredBy(held)) {
            roles.replaceAll(
                    span ->
                            span.open() && span.value().equals(held)
                                    ? span.ended(at, position)
                                    : span);
        }
    }
}
