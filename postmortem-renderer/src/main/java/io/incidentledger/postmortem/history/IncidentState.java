package io.incidentledger.postmortem.history;

import io.incidentledger.events.AccessEvent;
import io.incidentledger.events.Audience;
import io.incidentledger.events.Cause;
import io.incidentledger.events.CauseNamed;
import io.incidentledger.events.CauseTakenAway;
import io.incidentledger.events.Detection;
import io.incidentledger.events.DurationStated;
import io.incidentledger.events.EntryContent;
import io.incidentledger.events.EntryEvent;
import io.incidentledger.events.ErasedEvent;
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
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentImported;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.LabelsChanged;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.OrganisationEvent;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.OtherMergedIn;
import io.incidentledger.events.PayloadsErased;
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
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.UnrecognisedEvent;
import io.incidentledger.events.UpdateDueChanged;
import io.incidentledger.events.WordsRedacted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is so of an incident after its last known fact. Survives a round through JSON unchanged.
 *
 * @param highestSeverity the worst it ever had
 * @param milestones in the order of {@link Milestone}; one that is missing is unknown
 * @param stated the durations that a record of elsewhere states, each as stated last
 * @param roles held now, in the order they were taken
 * @param updates what each audience was told and waits for, in the order of {@link Audience}; none
 *     of those that heard nothing and wait for nothing
 * @param resolution how it ended; null while it has not, and after a reopening
 * @param causes what is known to have contributed, in the order named
 * @param related what is stated of it and others, in the order stated
 * @param mergedInto the incident that it is part of; null while it is one of its own
 * @param merged the incidents that turned out to be part of it, in the order merged
 * @param source where it was recorded before; null unless it was imported and said so
 * @param recordedAt when the log took the declaration
 * @param lastActivityAt when the log took the last fact
 * @param version the position of the last fact
 */
public record IncidentState(
        IncidentId id,
        @Nullable String number,
        String title,
        @Nullable String summary,
        List<String> services,
        @Nullable Severity severity,
        @Nullable Severity highestSeverity,
        Status status,
        @Nullable Impact impact,
        @Nullable Detection detection,
        SortedMap<Milestone, Reached> milestones,
        SortedMap<Interval, Stated> stated,
        List<RoleHeld> roles,
        List<AwaitedUpdate> updates,
        @Nullable Resolved resolution,
        boolean drill,
        boolean history,
        SortedMap<String, String> labels,
        @Nullable String workedAt,
        List<Cause> causes,
        List<Related> related,
        @Nullable OtherIncident mergedInto,
        List<OtherIncident> merged,
        @Nullable Source source,
        Instant recordedAt,
        Instant lastActivityAt,
        long version) {

    public IncidentState {
        services = List.copyOf(services);
        roles = List.copyOf(roles);
        causes = List.copyOf(causes);
        related = List.copyOf(related);
        merged = List.copyOf(merged);
        updates = List.copyOf(updates);
        milestones = Collections.unmodifiableSortedMap(new TreeMap<>(milestones));
        stated = Collections.unmodifiableSortedMap(new TreeMap<>(stated));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** The milestone, or null where nobody recorded it. */
    public @Nullable Reached milestone(Milestone milestone) {
        return milestones.get(milestone);
    }

    /** The first holder of a role, or null where nobody holds it. */
    public @Nullable Handle holder(Role role) {
        return roles.stream()
                .filter(held -> held.role().equals(role))
                .map(RoleHeld::holder)
                .findFirst()
                .orElse(null);
    }

    /** What metrics are computed from. */
    public Measured measured() {
        boolean told =
                updates.stream()
                        .anyMatch(it -> it.audience() == Audience.PUBLIC && it.lastSent() != null);
        return new Measured(status, history, told, milestones, stated);
    }

    /** Who tells others: who holds communications, else the lead, else the reporter. */
    public @Nullable Handle teller() {
        return Stream.of(Role.COMMUNICATIONS, Role.LEAD, Role.REPORTER)
                .map(this::holder)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Whether it turned out to be none, or part of another. */
    public boolean withdrawn() {
        return measured().withdrawn();
    }

    /** Whether the incident, worked on as it happens, still may reach what it has not reached. */
    public boolean ongoing() {
        return measured().ongoing();
    }

    /**
     * The state after a fact. Facts are taken as they come, however odd: the log is right. What is
     * not about this incident, or not after the state's version, changes nothing; an event of an
     * unknown type, or one whose payload was erased, counts as activity.
     *
     * @param state null before the declaration
     * @return null as long as nothing was declared
     */
    public static @Nullable IncidentState evolve(@Nullable IncidentState state, Fact fact) {
        if (state == null) {
            return fact.event() instanceof IncidentDeclared declared
                    ? declared(fact, declared)
                    : null;
        }
        if (fact.position() <= state.version) {
            return state;
        }
        return switch (fact.event()) {
            case OrganisationEvent organisation -> state;
            case AccessEvent access -> state;
            case PayloadsErased erasure -> state;
            case UnrecognisedEvent unknown -> new Draft(state).recorded(fact);
            case ErasedEvent erased -> new Draft(state).recorded(fact);
            case IncidentEvent event when !event.incidentId().equals(state.id) -> state;
            case IncidentEvent event -> new Draft(state).with(event, fact).recorded(fact);
        };
    }

    private static IncidentState declared(Fact fact, IncidentDeclared declared) {
        List<RoleHeld> roles = new ArrayList<>();
        Handle reporter = reporter(fact, declared);
        if (reporter != null) {
            roles.add(new RoleHeld(Role.REPORTER, reporter));
        }
        return new IncidentState(
                declared.incidentId(),
                fact.number(),
                declared.title(),
                declared.summary(),
                declared.services(),
                declared.severity(),
                declared.severity(),
                Status.TRIAGE,
                declared.impact(),
                declared.detection(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                roles,
                List.of(),
                null,
                declared.drill(),
                declared.history(),
                declared.labels(),
                declared.workedAt(),
                List.of(),
                List.of(),
                null,
                List.of(),
                null,
                fact.recordedAt(),
                fact.recordedAt(),
                fact.position());
    }

    /**
     * Whether this is the reporter of the declaration, who stays it whoever is assigned and
     * released later. Of history it is not known here which reporter is that one.
     */
    boolean declaredBy(RoleHeld held) {
        return !history
                && held.role().equals(Role.REPORTER)
                && !roles.isEmpty()
                && roles.getFirst().equals(held);
    }

    /** Whoever entered history afterwards did not report the incident. */
    static @Nullable Handle reporter(Fact fact, IncidentDeclared declared) {
        Handle by = declared.by();
        return by == null && !declared.history() ? fact.actor() : by;
    }

    private static final class Draft {
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
        private @Nullable Resolved resolution;
        private boolean drill;
        private final SortedMap<String, String> labels;
        private @Nullable String workedAt;
        private final SequencedSet<Cause> causes;
        private final List<Related> related;
        private @Nullable OtherIncident mergedInto;
        private final SequencedSet<OtherIncident> merged;
        private @Nullable Source source;

        Draft(IncidentState before) {
            this.before = before;
            title = before.title;
            summary = before.summary;
            services = before.services;
            severity = before.severity;
            highestSeverity = before.highestSeverity;
            status = before.status;
            impact = before.impact;
            detection = before.detection;
            milestones = new TreeMap<>(before.milestones);
            stated = new TreeMap<>(before.stated);
            roles = new ArrayList<>(before.roles);
            before.updates.forEach(update -> updates.put(update.audience(), update));
            resolution = before.resolution;
            drill = before.drill;
            labels = new TreeMap<>(before.labels);
            workedAt = before.workedAt;
            causes = new LinkedHashSet<>(before.causes);
            related = new ArrayList<>(before.related);
            mergedInto = before.mergedInto;
            merged = new LinkedHashSet<>(before.merged);
            source = before.source;
        }

        Draft with(IncidentEvent event, Fact fact) {
            switch (event) {
                case IncidentDeclared again -> {}
                case TimelineEntryRecorded entry -> told(entry);
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
                        milestones.put(
                                set.milestone(), new Reached(set.occurredAt(), fact.position()));
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
                case RoleReleased released ->
                        leave(new RoleHeld(released.role(), released.holder()));
                case RelationStated stated -> {
                    takeAway(stated.other(), stated.kind());
                    related.add(
                            new Related(
                                    stated.other(), stated.kind(), stated.note(), fact.position()));
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

        private void told(TimelineEntryRecorded entry) {
            if (entry.content() instanceof EntryContent.Update update) {
                updates.compute(
                        update.audience(),
                        (key, it) -> known(key, it).told(update, entry.occurredAt().at()));
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
                    before.id,
                    before.number,
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
                            .map(it -> status.active() && !before.history ? it : it.ended())
                            .toList(),
                    resolution,
                    drill,
                    before.history,
                    labels,
                    workedAt,
                    List.copyOf(causes),
                    related,
                    mergedInto,
                    List.copyOf(merged),
                    source,
                    before.recordedAt,
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
}
