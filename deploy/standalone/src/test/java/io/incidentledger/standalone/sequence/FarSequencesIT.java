package io.incidentledger.standalone.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.change.ChangeCommand;
import io.incidentledger.command.communicate.CommunicateCommand;
import io.incidentledger.command.declare.DeclareCommand;
import io.incidentledger.command.followup.FollowUpCommand;
import io.incidentledger.command.guidance.GuidanceCommand;
import io.incidentledger.command.imports.ImportCommand;
import io.incidentledger.command.incident.IncidentState.Cancelled;
import io.incidentledger.command.incident.IncidentState.Closed;
import io.incidentledger.command.incident.IncidentState.Merged;
import io.incidentledger.command.investigate.ThreadCommand;
import io.incidentledger.command.redact.RedactCommand;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.relate.MergeIncident;
import io.incidentledger.command.relate.RelateCommand;
import io.incidentledger.command.resolve.ResolveCommand;
import io.incidentledger.command.respond.RespondCommand;
import io.incidentledger.command.runbook.FollowCommand;
import io.incidentledger.command.runbook.RunbookCommand;
import io.incidentledger.command.triage.TriageCommand;
import io.incidentledger.events.DueDateSource;
import io.incidentledger.events.FollowUpRescheduled;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentImported;
import io.incidentledger.events.IncidentReopened;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.RemindedOfUpdate;
import io.incidentledger.events.RoleHandedOver;
import io.incidentledger.events.Status;
import io.incidentledger.events.ThreadReopened;
import io.incidentledger.events.WordsRedacted;
import io.incidentledger.postmortem.history.FollowUpState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** What is drawn by chance comes far enough to be worth drawing. */
class FarSequencesIT {
    private static final List<Class<?>> KINDS =
            Stream.concat(
                            Stream.<Class<?>>of(
                                            DeclareCommand.class,
                                            TriageCommand.class,
                                            RespondCommand.class,
                                            CommunicateCommand.class,
                                            ThreadCommand.class,
                                            FollowCommand.class,
                                            RelateCommand.class,
                                            ImportCommand.class,
                                            RedactCommand.class,
                                            ResolveCommand.class,
                                            FollowUpCommand.class,
                                            RunbookCommand.class,
                                            ChangeCommand.class,
                                            GuidanceCommand.class)
                                    .flatMap(family -> Stream.of(family.getPermittedSubclasses())),
                            Stream.of(MergeIncident.class))
                    .toList();

    /** By which orders are refused before or after they are decided, or orders of another kind. */
    private static final Set<Rule> ELSEWHERE =
            EnumSet.of(
                    Rule.NOTHING_TO_REDACT,
                    Rule.UNKNOWN_CHANGE,
                    Rule.UNKNOWN_HANDLE,
                    Rule.TEAM_CONTAINS_ITSELF,
                    Rule.EXPIRED_BEFORE_ISSUED,
                    Rule.LAST_ADMIN_TOKEN,
                    Rule.IDEMPOTENCY_KEY_REUSED);

    /** Of a hundred sequences, in how many some incident at least has come there. */
    private static final Map<String, Place> PLACES =
            Map.ofEntries(
                    place("closed", 20, it -> it.decided() instanceof Closed),
                    place("cancelled", 5, it -> it.decided() instanceof Cancelled),
                    place("merged", 3, it -> it.decided() instanceof Merged),
                    place("resolved twice", 12, it -> more(1, it, IncidentResolved.class)),
                    place("reopened twice", 4, it -> more(1, it, IncidentReopened.class)),
                    place(
                            "reopened when closed",
                            8,
                            it ->
                                    it.told().statuses().stream()
                                            .anyMatch(
                                                    span ->
                                                            span.value() == Status.CLOSED
                                                                    && !span.open())),
                    place("imported", 12, it -> more(0, it, IncidentImported.class)),
                    place(
                            "history, and over",
                            8,
                            it -> !it.live() && it.decided() instanceof Closed),
                    place(
                            "corrected twice",
                            5,
                            it ->
                                    it.told().timeline().stream()
                                            .anyMatch(item -> item.corrections().size() > 1)),
                    place(
                            "corrected, then redacted",
                            5,
                            it ->
                                    it.told().timeline().stream()
                                            .anyMatch(
                                                    item ->
                                                            !item.corrections().isEmpty()
                                                                    && !item.redactions()
                                                                            .isEmpty())),
                    place("redacted twice", 4, it -> more(1, it, WordsRedacted.class)),
                    place("thread reopened", 1, it -> more(0, it, ThreadReopened.class)),
                    place(
                            "step of a runbook",
                            1,
                            it ->
                                    it.incident().runbooks().followed().values().stream()
                                            .anyMatch(followed -> !followed.steps().isEmpty())),
                    place("reminded", 1, it -> more(0, it, RemindedOfUpdate.class)),
                    place("handed over", 4, it -> more(0, it, RoleHandedOver.class)),
                    place(
                            "follow-up verified",
                            4,
                            it ->
                                    it.told().followUps().stream()
                                            .anyMatch(
                                                    one -> one.state() == FollowUpState.VERIFIED)),
                    place(
                            "follow-up reopened",
                            6,
                            it -> it.told().followUps().stream().anyMatch(f -> f.reopened() > 0)),
                    place(
                            "date moved by the policy",
                            15,
                            it ->
                                    it.events(FollowUpRescheduled.class).stream()
                                            .anyMatch(
                                                    moved ->
                                                            moved.due().setBy()
                                                                    == DueDateSource.POLICY)));

    private record Place(double percent, Predicate<Seen> reached) {}

    private static Map.Entry<String, Place> place(
            String name, double percent, Predicate<Seen> reached) {
        return Map.entry(name, new Place(percent, reached));
    }

    private static boolean more(int than, Seen seen, Class<? extends IncidentEvent> type) {
        return seen.events(type).size() > than;
    }

    // Of other seeds some reach one place or another too seldom, by chance.
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE, seed = "20261122")
    @StatisticsReport(onFailureOnly = true)
    void every_kind_of_order_every_rule_and_what_lies_deep_is_reached(
            @ForAll(supplier = Sequence.Any.class) Sequence sequence) {
        PaperLedger ledger =
                sequence.run(
                        (so, outcome) -> {
                            if (!outcome.facts().isEmpty()) {
                                Statistics.label("kind").collect(outcome.order().getClass());
                            }
                        });

        for (Refusal refusal : ledger.refusals) {
            if (refusal instanceof RefusedByRule refused) {
                Statistics.label("rule").collect(refused.rule());
            }
        }
        List<Seen> all = new ArrayList<>();
        ledger.incidents.keySet().forEach(id -> all.add(Seen.of(ledger, id)));
        PLACES.forEach(
                (name, place) ->
                        Statistics.label(name).collect(all.stream().anyMatch(place.reached())));

        Statistics.label("kind")
                .coverage(
                        reached ->
                                KINDS.forEach(
                                        kind -> reached.check(kind).count(count -> count > 0)));
        Statistics.label("rule")
                .coverage(
                        reached ->
                                EnumSet.complementOf(EnumSet.copyOf(ELSEWHERE))
                                        .forEach(
                                                rule ->
                                                        reached.check(rule)
                                                                .count(count -> count > 0)));
        PLACES.forEach(
                (name, place) ->
                        Statistics.label(name)
                                .coverage(
                                        reached ->
                                                reached.check(true)
                                                        .percentage(
                                                                percent -> {
                                                                    assertThat(percent)
                                                                            .as(name)
                                                                            .isGreaterThan(
                                                                                    place
                                                                                            .percent());
                                                                })));
    }
}
