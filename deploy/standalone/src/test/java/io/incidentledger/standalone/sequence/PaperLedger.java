package io.incidentledger.standalone.sequence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.incidentledger.command.change.ChangeCommand;
import io.incidentledger.command.change.ChangeState;
import io.incidentledger.command.change.Changing;
import io.incidentledger.command.communicate.CommunicateCommand;
import io.incidentledger.command.communicate.Communicating;
import io.incidentledger.command.declare.DeclareCommand;
import io.incidentledger.command.declare.Declaring;
import io.incidentledger.command.figure.FigureCommand;
import io.incidentledger.command.figure.FigureState;
import io.incidentledger.command.figure.Publishing;
import io.incidentledger.command.followup.FollowUpCommand;
import io.incidentledger.command.followup.FollowingUp;
import io.incidentledger.command.guidance.GuidanceCommand;
import io.incidentledger.command.guidance.GuidanceState;
import io.incidentledger.command.guidance.Guiding;
import io.incidentledger.command.imports.ImportCommand;
import io.incidentledger.command.imports.Importing;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.DueDatePolicy;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.command.incident.UpdateCadence;
import io.incidentledger.command.investigate.Investigating;
import io.incidentledger.command.investigate.ThreadCommand;
import io.incidentledger.command.redact.RedactCommand;
import io.incidentledger.command.redact.Redacting;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.relate.MergeIncident;
import io.incidentledger.command.relate.RelateCommand;
import io.incidentledger.command.relate.Relating;
import io.incidentledger.command.resolve.ResolveCommand;
import io.incidentledger.command.resolve.Resolving;
import io.incidentledger.command.respond.RespondCommand;
import io.incidentledger.command.respond.Responding;
import io.incidentledger.command.runbook.FollowCommand;
import io.incidentledger.command.runbook.Following;
import io.incidentledger.command.runbook.RunbookCommand;
import io.incidentledger.command.runbook.RunbookState;
import io.incidentledger.command.runbook.Writing;
import io.incidentledger.command.triage.TriageCommand;
import io.incidentledger.command.triage.Triaging;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.EventType;
import io.incidentledger.events.Fact;
import io.incidentledger.events.FigureEvent;
import io.incidentledger.events.GuidanceEvent;
import io.incidentledger.events.Handle;
import io.incidentledger.events.HiddenEvent;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Period;
import io.incidentledger.events.RunbookEvent;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.RunbookWritten;
import io.incidentledger.eventstore.record.HashChain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A ledger without a log: the real decisions upon the real states, and of a writer what it gives to
 * events. What is recorded has been bytes, as in the log.
 */
final class PaperLedger {
    static final Handle ACTOR = new Handle("@ana");

    /** What an order led to: nothing where all was so already, or where it was refused. */
    record Outcome(Object order, List<Fact> facts, @Nullable Refusal refusal) {
        /** The incidents of which something was recorded. */
        Set<IncidentId> incidents() {
            return facts.stream()
                    .map(Fact::event)
                    .filter(IncidentEvent.class::isInstance)
                    .map(event -> ((IncidentEvent) event).incidentId())
                    .collect(Collectors.toSet());
        }

        @Override
        public String toString() {
            return order + "\n    " + (refusal == null ? facts : refusal);
        }
    }

    final Map<IncidentId, IncidentState> incidents = new LinkedHashMap<>();
    final Map<RunbookId, RunbookState> runbooks = new LinkedHashMap<>();
    final Map<Period, FigureState> figures = new LinkedHashMap<>();
    final Map<ChangeId, ChangeState> changes = new LinkedHashMap<>();
    final List<Fact> facts = new ArrayList<>();
    final List<Object> orders = new ArrayList<>();

    /** Those of orders that were given, and of those that were looked at first and then not. */
    final List<Refusal> refusals = new ArrayList<>();

    GuidanceState guidance = GuidanceState.NONE;
    Instant now = Instant.parse("2026-03-27T22:10:00Z");

    private final EventCodec codec = new EventCodec();
    private final List<byte[]> payloads = new ArrayList<>();
    private final Map<String, Integer> counters = new HashMap<>();

    Circumstances circumstances() {
        return new Circumstances(
                now, Duration.ofMinutes(2), DueDatePolicy.STANDARD, UpdateCadence.STANDARD);
    }

    IncidentState state(IncidentId incident) {
        return incidents.getOrDefault(incident, new NotDeclared());
    }

    /** The facts of an incident, redacted or not. */
    List<Fact> facts(IncidentId incident) {
        return facts.stream()
                .filter(
                        fact ->
                                fact.event() instanceof IncidentEvent event
                                        && event.incidentId().equals(incident))
                .toList();
    }

    List<RunbookWritten> versions(RunbookId runbook) {
        return facts.stream()
                .map(Fact::event)
                .filter(RunbookWritten.class::isInstance)
                .map(RunbookWritten.class::cast)
                .filter(written -> written.runbookId().equals(runbook))
                .toList();
    }

    /** What people call what an event with this tag opened. */
    @Nullable String number(String tag, Object id) {
        return facts.stream()
                .filter(fact -> id.toString().equals(fact.event().tags().get(tag)))
                .findFirst()
                .map(Fact::number)
                .orElse(null);
    }

    /** With a hash of what it holds: that of its payload would be another one each time. */
    HiddenEvent hidden(Fact fact) {
        return new HiddenEvent(
                fact.position(), HashChain.sha256(fact.event().toString().getBytes(UTF_8)));
    }

    /** An event as another reader of the log has it. */
    Fact readAgain(Fact fact) {
        return new Fact(
                fact.position(),
                fact.recordedAt(),
                fact.actor(),
                fact.authority(),
                fact.commandId(),
                fact.number(),
                decoded(fact.event(), payloads.get((int) fact.position())));
    }

    private LedgerEvent decoded(LedgerEvent event, byte[] payload) {
        EventType type = EventType.of(event);
        return codec.decode(type.storedName(), type.version(), payload);
    }

    /** Carries an order out; whatever it fails with that is no refusal is a fault of ours. */
    Outcome carryOut(Object order) {
        orders.add(order);
        List<? extends LedgerEvent> events;
        try {
            events = decide(order);
        } catch (Refusal refusal) {
            refusals.add(refusal);
            return new Outcome(order, List.of(), refusal);
        }
        String commandId = "order-" + orders.size();
        return new Outcome(
                order, events.stream().map(event -> record(event, commandId)).toList(), null);
    }

    /** What would follow from an order now. */
    List<? extends LedgerEvent> decide(Object order) {
        Circumstances circumstances = circumstances();
        return switch (order) {
            case MergeIncident it ->
                    Relating.merge(
                            state(it.incidentId()), state(it.into().id()), it, circumstances);
            case IncidentCommand it -> decide(state(it.incidentId()), it, circumstances);
            case RunbookCommand it ->
                    Writing.decide(
                            runbooks.getOrDefault(it.runbookId(), RunbookState.NONE),
                            it,
                            circumstances);
            case ChangeCommand it ->
                    Changing.decide(
                            changes.getOrDefault(it.changeId(), ChangeState.NONE),
                            it,
                            circumstances);
            case FigureCommand it ->
                    Publishing.decide(
                            figures.getOrDefault(it.period(), FigureState.NONE), it, circumstances);
            case GuidanceCommand it -> Guiding.decide(guidance, it, circumstances);
            default -> throw new IllegalArgumentException("not an order: " + order);
        };
    }

    static List<? extends IncidentEvent> decide(
            IncidentState state, IncidentCommand order, Circumstances circumstances) {
        return switch (order) {
            case DeclareCommand it -> Declaring.decide(state, it, circumstances);
            case TriageCommand it -> Triaging.decide(state, it, circumstances);
            case RespondCommand it -> Responding.decide(state, it, circumstances);
            case CommunicateCommand it -> Communicating.decide(state, it, circumstances);
            case ThreadCommand it -> Investigating.decide(state, it, circumstances);
            case FollowCommand it -> Following.decide(state, it, circumstances);
            case RelateCommand it -> Relating.decide(state, it, circumstances);
            case ImportCommand it -> Importing.decide(state, it, circumstances);
            case RedactCommand it -> Redacting.decide(state, it, circumstances);
            case ResolveCommand it -> Resolving.decide(state, it, circumstances);
            case FollowUpCommand it -> FollowingUp.decide(state, it, circumstances);
            default -> throw new IllegalArgumentException("not an order: " + order);
        };
    }

    private Fact record(LedgerEvent event, String commandId) {
        byte[] payload = codec.encode(event);
        payloads.add(payload);
        String counter = event.counter();
        Fact fact =
                new Fact(
                        facts.size(),
                        now,
                        ACTOR,
                        "a token",
                        commandId,
                        counter == null
                                ? null
                                : counter + "-" + counters.merge(counter, 1, Integer::sum),
                        decoded(event, payload));
        facts.add(fact);
        switch (fact.event()) {
            case IncidentEvent it ->
                    incidents.put(
                            it.incidentId(),
                            Evolution.evolve(state(it.incidentId()), it, fact.position()));
            case RunbookEvent it ->
                    runbooks.merge(
                            it.runbookId(),
                            RunbookState.evolve(RunbookState.NONE, it),
                            (before, first) -> RunbookState.evolve(before, it));
            case ChangeRecorded it -> changes.put(it.changeId(), new ChangeState(it));
            case FigureEvent it ->
                    figures.merge(
                            it.figure().period(),
                            FigureState.evolve(FigureState.NONE, it),
                            (before, first) -> FigureState.evolve(before, it));
            case GuidanceEvent it -> guidance = GuidanceState.evolve(guidance, it);
            case LedgerEvent other -> throw new IllegalStateException("nobody orders " + other);
        }
        return fact;
    }
}
