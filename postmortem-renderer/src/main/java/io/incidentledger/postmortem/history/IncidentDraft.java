package io.incidentledger.postmortem.history;

import io.incidentledger.events.Audience;
import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.Detection;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryEvent;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Impact;
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
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.RelationKind;
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
import io.incidentledger.events.Source;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.ThreadEvent;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.TimelineEntryRetracted;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.events.WordsRedacted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An incident while one more fact is taken in. Not thread-safe. */
final class IncidentDraft {
    private final IncidentState before;
    private String title;
    private @Nullable String summary;
    private List<String> services;
    private @Nullable Severity severity;
    private @Nullable Severity highestSeverity;
    private Status status;
    private @Nullable Impact impact;
    private @Nullable Detection detection;
    private final SortedMap<Milestone, Reached> milestones;
    private final SortedMap<Interval, Stated> stated;
    private final List<RoleHeld> roles;
    private final SortedMap<Audience, AwaitedUpdate> updates = new TreeMap<>();
    private final List<PublicUpdate> publicUpdates;
    private @Nullable Resolved resolution;
    private boolean drill;
    private final SortedMap<String, String> labels;
    private @Nullable String workedAt;
    private final SequencedSet<Cause> causes;
    private final List<Related> related;
    private @Nullable OtherIncident mergedInto;
    private final SequencedSet<OtherIncident> merged;
    private @Nullable Source source;

    IncidentDraft(IncidentState before) {
        this.before = before;
        title = before.title();
        summary = before.summary();
        services = before.services();
        severity = before.severity();
        highestSeverity = before.highestSeverity();
        status = before.status();
        impact = before.impact();
        detection = before.detection();
        milestones = new TreeMap<>(before.milestones());
        stated = new TreeMap<>(before.stated());
        roles = new ArrayList<>(before.roles());
        before.updates().forEach(update -> updates.put(update.audience(), update));
        publicUpdates = new ArrayList<>(before.publicUpdates());
        resolution = before.resolution();
        drill = before.drill();
        labels = new TreeMap<>(before.labels());
        workedAt = before.workedAt();
        causes = new LinkedHashSet<>(before.causes());
        related = new ArrayList<>(before.related());
        mergedInto = before.mergedInto();
        merged = new LinkedHashSet<>(before.merged());
        source = before.source();
    }

    IncidentDraft with(IncidentEvent event, Fact fact) {
        switch (event) {
            case IncidentDeclared again -> {}
            case TimelineEntryRecorded entry -> told(entry, fact.position());
            case TimelineEntryCorrected corrected -> {
                Moment sent = corrected.newOccurredAt();
                if (sent != null) {
                    publicUpdates.replaceAll(
                            it ->
                                    it.entry().equals(corrected.entryId())
                                            ? new PublicUpdate(it.entry(), sent, fact.position())
                                            : it);
                }
            }
            case TimelineEntryRetracted retracted ->
                    publicUpdates.removeIf(it -> it.entry().equals(retracted.entryId()));
            case EntryEvent entry -> {}
            case UpdateDueChanged changed ->
                    updates.compute(
                            changed.audience(), (key, it) -> known(key, it).demanded(changed));
            case RemindedOfUpdate reminded ->
                    updates.compute(
                            reminded.audience(),
                            (key, it) -> known(key, it).reminded(reminded.due()));
            case ThreadEvent thread -> {}
            case IncidentImported imported -> source = imported.source();
            case WordsRedacted redaction -> {}
            case FollowUpEvent followUp -> {}
            case CauseNamed named -> {
                if (named.cause() != null) {
                    causes.add(named.cause());
                }
            }
            case CauseTakenAway taken -> {
                if (taken.cause() != null) {
                    causes.remove(taken.cause());
                }
            }
            case RunbookFollowed followed -> {}
            case RunbookStepTaken step -> {}
            case RunbookMissed missed -> {}
            case LabelsChanged changed -> {
                labels.keySet().removeAll(changed.removed());
                labels.putAll(changed.set());
            }
            case IncidentDetailsChanged changed -> details(changed);
            case SeverityChanged changed -> {
                severity = changed.to();
                highestSeverity = worse(highestSeverity, changed.to());
            }
            case ImpactChanged changed -> impact = changed.impact();
            case StatusChanged changed -> status = changed.to();
            case MilestoneSet set ->
                    milestones.put(set.milestone(), new Reached(set.occurredAt(), fact.position()));
            case MilestoneCleared cleared -> milestones.remove(cleared.milestone());
            case DurationStated figure ->
                    stated.put(
                            new Interval(figure.from(), figure.to()),
                            new Stated(Duration.ofSeconds(figure.seconds()), fact.position()));
            case RoleAssigned assigned -> take(assigned.role(), assigned.holder());
            case RoleHandedOver handed -> {
                leave(new RoleHeld(handed.role(), handed.from()));
                take(handed.role(), handed.to());
            }
            case RoleReleased released -> leave(new RoleHeld(released.role(), released.holder()));
            case RelationStated stated -> {
                takeAway(stated.other(), stated.kind());
                related.add(
                        new Related(stated.other(), stated.kind(), stated.note(), fact.position()));
            }
            case RelationTakenAway taken -> takeAway(taken.other(), taken.kind());
            case IncidentMerged ended -> {
                status = Status.MERGED;
                mergedInto = ended.into();
            }
            case OtherMergedIn other -> merged.add(other.other());
            case IncidentResolved resolved -> {
                status = Status.RESOLVED;
                resolution =
                        new Resolved(
                                resolved.resolution(),
                                resolved.durability(),
                                resolved.text(),
                                fact.position());
            }
            case IncidentReopened reopened -> {
                status = reopened.to();
                resolution = null;
            }
            case IncidentClosed closed -> status = Status.CLOSED;
            case IncidentCancelled cancelled -> status = Status.CANCELLED;
        }
        return this;
    }

    private void details(IncidentDetailsChanged changed) {
        title = changed.title() == null ? title : changed.title();
        summary = changed.summary() == null ? summary : blankToNull(changed.summary());
        services = changed.services() == null ? services : changed.services();
        detection = changed.detection() == null ? detection : changed.detection();
        workedAt = changed.workedAt() == null ? workedAt : blankToNull(changed.workedAt());
        drill = changed.drill() == null ? drill : changed.drill();
    }

    private void takeAway(OtherIncident other, RelationKind kind) {
        related.removeIf(it -> it.other().id().equals(other.id()) && it.kind() == kind);
    }

    private void told(TimelineEntryRecorded entry, long position) {
        if (entry.content() instanceof EntryContent.Update update) {
            updates.compute(
                    update.audience(),
                    (key, it) -> known(key, it).told(update, entry.occurredAt().at()));
            if (update.audience() == Audience.PUBLIC) {
                publicUpdates.add(new PublicUpdate(entry.entryId(), entry.occurredAt(), position));
            }
        }
    }

    private static AwaitedUpdate known(Audience audience, @Nullable AwaitedUpdate update) {
        return update == null ? AwaitedUpdate.nothing(audience) : update;
    }

    private void take(Role role, Handle holder) {
        RoleHeld held = new RoleHeld(role, holder);
        if (!roles.contains(held)) {
            roles.add(held);
        }
    }

    private void leave(RoleHeld held) {
        if (!before.declaredBy(held)) {
            roles.remove(held);
        }
    }

    IncidentState recorded(Fact fact) {
        return new IncidentState(
                before.id(),
                before.number(),
                title,
                summary,
                services,
                severity,
                highestSeverity,
                status,
                impact,
                detection,
                milestones,
                stated,
                roles,
                // Of what is over, and of history, nobody waits to hear.
                updates.values().stream()
                        .map(it -> status.active() && !before.history() ? it : it.ended())
                        .toList(),
                publicUpdates,
                resolution,
                drill,
                before.history(),
                labels,
                workedAt,
                List.copyOf(causes),
                related,
                mergedInto,
                List.copyOf(merged),
                source,
                before.recordedAt(),
                fact.recordedAt(),
                fact.position());
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text;
    }

    private static Severity worse(@Nullable Severity one, Severity other) {
        return one != null && one.compareTo(other) < 0 ? one : other;
    }
}
