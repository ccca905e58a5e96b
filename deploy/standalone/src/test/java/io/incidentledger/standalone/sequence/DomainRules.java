package io.incidentledger.standalone.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.incident.Incident;
import io.incidentledger.command.incident.IncidentState.Active;
import io.incidentledger.command.incident.IncidentState.Cancelled;
import io.incidentledger.command.incident.IncidentState.Closed;
import io.incidentledger.command.incident.IncidentState.Merged;
import io.incidentledger.command.incident.IncidentState.Resolved;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FollowUpAdded;
import io.incidentledger.events.FollowUpEvent;
import io.incidentledger.events.IncidentCancelled;
import io.incidentledger.events.IncidentClosed;
import io.incidentledger.events.IncidentDeclared;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentImported;
import io.incidentledger.events.IncidentMerged;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import io.incidentledger.events.Role;
import io.incidentledger.events.Severity;
import io.incidentledger.events.Status;
import io.incidentledger.events.StatusChanged;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.events.TimelineEntryRecorded;
import io.incidentledger.events.TimelineEntryRetracted;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.postmortem.history.RoleHeld;
import io.incidentledger.postmortem.history.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What docs/domain.md says of every incident at every moment, checked on both sides of the log. */
final class DomainRules {
    private static final List<DomainRule> ALL =
            List.of(
                    new DomainRule("Status: one at a time, the same for both", DomainRules::status),
                    new DomainRule("Status: forward to any, back with a reason", DomainRules::path),
                    new DomainRule("Milestones: unknown, never guessed", DomainRules::milestones),
                    new DomainRule("Two clocks: nothing from the future", DomainRules::future),
                    new DomainRule("Two clocks: the time of what is live", DomainRules::times),
                    new DomainRule("Two clocks: late entries say so", TimelineRules::late),
                    new DomainRule("Severity and impact: as said last", DomainRules::details),
                    new DomainRule("Roles: at most one lead; a reporter", DomainRules::roles),
                    new DomainRule("Timeline: sorted, as corrected", TimelineRules::timeline),
                    new DomainRule(
                            "Threads: of this incident, open or not", TimelineRules::threads),
                    new DomainRule("Updates: due while it goes on", TimelineRules::updates),
                    new DomainRule("Resolution: how, if it is over", DomainRules::resolution),
                    new DomainRule("Follow-ups: states, proof, reasons", FollowUpRules::followUps),
                    new DomainRule("Follow-ups: not closed with it", FollowUpRules::pending),
                    new DomainRule(
                            "Due-date policy: from the resolution", FollowUpRules::dueDates));

    private DomainRules() {}

    /**
     * @param says the paragraph of docs/domain.md, and what it has us check
     */
    private record DomainRule(String says, Consumer<Seen> holds) {}

    static void hold(Seen seen) {
        for (DomainRule rule : ALL) {
            try {
                rule.holds().accept(seen);
            } catch (AssertionError broken) {
                throw new AssertionError(
                        "docs/domain.md, " + rule.says() + ": " + broken.getMessage());
            }
        }
    }

    private static void status(Seen seen) {
        Status status =
                switch (seen.decided()) {
                    case Active it -> it.status();
                    case Resolved it -> Status.RESOLVED;
                    case Closed it -> Status.CLOSED;
                    case Cancelled it -> Status.CANCELLED;
                    case Merged it -> Status.MERGED;
                };
        assertThat(seen.told().state().status()).isEqualTo(status);
        assertThat(seen.told().statuses().getLast().value()).isEqualTo(status);
        assertThat(seen.told().statuses().stream().filter(Span::open)).hasSize(1);
        assertThat(seen.told().state().mergedInto())
                .isEqualTo(seen.decided() instanceof Merged it ? it.into() : null);
    }

    private static void path(Seen seen) {
        Status before = null;
        for (Fact fact : seen.facts()) {
            switch ((IncidentEvent) fact.event()) {
                case IncidentDeclared it -> {
                    assertThat(before).isNull();
                    before = Status.TRIAGE;
                }
                case StatusChanged it -> {
                    assertThat(it.from()).isEqualTo(before).isNotEqualTo(it.to());
                    assertThat(List.of(before, it.to())).allMatch(Status::active);
                    if (it.to().compareTo(before) < 0) {
                        assertThat(it.reason()).isNotBlank();
                    }
                    before = it.to();
                }
                case IncidentResolved it -> {
                    assertThat(before).matches(Status::active);
                    before = Status.RESOLVED;
                }
                case IncidentClosed it -> {
                    assertThat(before).isEqualTo(Status.RESOLVED);
                    before = Status.CLOSED;
                }
                case IncidentReopened it -> {
                    assertThat(before).isIn(Status.RESOLVED, Status.CLOSED);
                    assertThat(it.to()).matches(Status::active);
                    assertThat(it.reason()).isNotBlank();
                    before = it.to();
                }
                case IncidentCancelled it -> {
                    assertThat(before).matches(Status::active);
                    assertThat(it.reason()).isNotBlank();
                    before = Status.CANCELLED;
                }
                case IncidentMerged it -> {
                    assertThat(before).isNotIn(Status.CANCELLED, Status.MERGED);
                    assertThat(it.reason()).isNotBlank();
                    assertThat(it.into().id()).isNotEqualTo(it.incidentId());
                    before = Status.MERGED;
                }
                case TimelineEntryCorrected it -> assertThat(it.reason()).isNotBlank();
                case TimelineEntryRetracted it -> assertThat(it.reason()).isNotBlank();
                case WordsRedacted it -> assertThat(it.reason()).isNotBlank();
                case FollowUpEvent it when !(it instanceof FollowUpAdded) -> {}
                case IncidentEvent it ->
                        assertThat(before).isNotIn(null, Status.CANCELLED, Status.MERGED);
            }
        }
    }

    private static void milestones(Seen seen) {
        Map<Milestone, Moment> told = new HashMap<>();
        seen.told().state().milestones().forEach((key, reached) -> told.put(key, reached.at()));
        assertThat(told).isEqualTo(seen.incident().milestones());
        if (seen.live()) {
            String declaration = seen.facts().getFirst().commandId();
            assertThat(seen.facts())
                    .anyMatch(
                            fact ->
                                    fact.commandId().equals(declaration)
                                            && fact.event() instanceof MilestoneSet set
                                            && set.milestone() == Milestone.DECLARED);
            if (seen.decided() instanceof Active) {
                assertThat(told).doesNotContainKey(Milestone.RESOLVED);
            }
            if (seen.decided() instanceof Active || seen.decided() instanceof Resolved) {
                assertThat(told).doesNotContainKey(Milestone.CLOSED);
            }
        }
    }

    private static void future(Seen seen) {
        for (Fact fact : seen.facts()) {
            IncidentEvent event = (IncidentEvent) fact.event();
            inThePast(event.occurredAt(), fact.recordedAt());
            if (event instanceof TimelineEntryCorrected correction) {
                inThePast(correction.newOccurredAt(), fact.recordedAt());
            }
        }
    }

    private static void inThePast(Moment moment, Instant recordedAt) {
        if (moment != null) {
            Duration skew =
                    moment.precision() == Precision.DAY
                            ? Duration.ofHours(14)
                            : Duration.ofMinutes(2);
            assertThat(moment.at()).isBeforeOrEqualTo(recordedAt.plus(skew));
        }
    }

    private static void times(Seen seen) {
        for (Fact fact : seen.facts()) {
            IncidentEvent event = (IncidentEvent) fact.event();
            if (seen.live() || event instanceof TimelineEntryRecorded) {
                assertThat(event.occurredAt()).as("time of %s", event).isNotNull();
            }
            if (seen.live()) {
                assertThat(event).isNotInstanceOf(IncidentImported.class);
            }
        }
    }

    private static void details(Seen seen) {
        var decided = seen.incident().details();
        var told = seen.told().state();
        assertThat(told.drill()).isEqualTo(decided.drill());
        assertThat(told.severity()).isEqualTo(decided.severity());
        List<Severity> severities = seen.told().severities().stream().map(Span::value).toList();
        assertThat(told.severity()).isEqualTo(severities.isEmpty() ? null : severities.getLast());
        assertThat(told.highestSeverity())
                .isEqualTo(severities.stream().min(Comparator.naturalOrder()).orElse(null));
        assertThat(told.related().stream().map(it -> List.<Object>of(it.other().id(), it.kind())))
                .containsExactlyInAnyOrderElementsOf(
                        seen.incident().relations().stream()
                                .map(it -> List.<Object>of(it.other(), it.kind()))
                                .toList());
        assertThat(told.title()).isEqualTo(decided.title());
        assertThat(told.summary()).isEqualTo(decided.summary());
        assertThat(told.services()).isEqualTo(decided.services());
        assertThat(told.impact()).isEqualTo(decided.impact());
        assertThat(told.detection()).isEqualTo(decided.detection());
        assertThat(told.workedAt()).isEqualTo(decided.workedAt());
        assertThat(told.labels()).isEqualTo(decided.labels());
        assertThat(told.causes()).containsExactlyInAnyOrderElementsOf(decided.causes());
    }

    private static void roles(Seen seen) {
        Incident decided = seen.incident();
        assertThat(decided.holders(Role.LEAD)).hasSizeLessThan(2);
        Set<RoleHeld> held = new LinkedHashSet<>();
        decided.roles()
                .forEach(
                        (role, holders) ->
                                holders.forEach(holder -> held.add(new RoleHeld(role, holder))));
        var declared = (IncidentDeclared) seen.facts().getFirst().event();
        var reporter = declared.by() == null ? PaperLedger.ACTOR : declared.by();
        RoleHeld reported = new RoleHeld(Role.REPORTER, reporter);
        // Of history, a reporter who is assigned once more can be released.
        if (seen.live()
                || (declared.by() != null && seen.told().state().roles().contains(reported))) {
            held.add(reported);
        }
        assertThat(seen.told().state().roles()).containsExactlyInAnyOrderElementsOf(held);
        assertThat(seen.told().roles().stream().filter(Span::open).map(Span::value))
                .containsExactlyInAnyOrderElementsOf(held);
    }

    private static void resolution(Seen seen) {
        var resolution = seen.told().state().resolution();
        switch (seen.decided()) {
            case Active it -> assertThat(resolution).isNull();
            case Cancelled it -> assertThat(resolution).isNull();
            case Merged it -> {}
            case Resolved it -> assertThat(resolution).isNotNull();
            case Closed it -> assertThat(resolution).isNotNull();
        }
        if (resolution != null && seen.live()) {
            assertThat(resolution.resolution()).isNotNull();
        }
    }
}
