package io.incidentledger.postmortem.history;

import io.incidentledger.events.AccessEvent;
import io.incidentledger.events.Audience;
import io.incidentledger.events.Cause;
import io.incidentledger.events.Detection;
import io.incidentledger.events.ErasedEvent;
import io.incidentledger.events.Fact;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Impact;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.OrganisationEvent;
import io.incidentledger.events.OtherIncident;
import io.incidentledger.events.PayloadsErased;
import io.incidentledger.events.Role;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Source;
import io.incidentledger.events.Status;
import io.incidentledger.events.UnrecognisedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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
 * @param publicUpdates those not struck out, in the order recorded
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
        List<PublicUpdate> publicUpdates,
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
        publicUpdates = List.copyOf(publicUpdates);
        milestones = Collections.unmodifiableSortedMap(new TreeMap<>(milestones));
        stated = Collections.unmodifiableSortedMap(new TreeMap<>(stated));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** By its number, else by its id. */
    public String named() {
        return number == null ? id.toString() : number;
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
        Reached first =
                publicUpdates.stream()
                        .min(PublicUpdate.BY_TIME)
                        .map(it -> new Reached(it.at(), it.position()))
                        .orElse(null);
        return new Measured(status, history, told, first, milestones, stated);
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
            case UnrecognisedEvent unknown -> new IncidentDraft(state).recorded(fact);
            case ErasedEvent erased -> new IncidentDraft(state).recorded(fact);
            case IncidentEvent event when !event.incidentId().equals(state.id) -> state;
            case IncidentEvent event -> new IncidentDraft(state).with(event, fact).recorded(fact);
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
}
