package io.incidentledger.command.imports;

import io.incidentledger.command.communicate.CommunicateCommand;
import io.incidentledger.command.communicate.Communicating;
import io.incidentledger.command.communicate.SendFromTemplate;
import io.incidentledger.command.declare.DeclareCommand;
import io.incidentledger.command.declare.Declaring;
import io.incidentledger.command.followup.FollowUpCommand;
import io.incidentledger.command.followup.FollowingUp;
import io.incidentledger.command.imports.ImportIncident.Step;
import io.incidentledger.command.incident.Circumstances;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.Declared;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.command.investigate.Investigating;
import io.incidentledger.command.investigate.ThreadCommand;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.Rule;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.command.relate.RelateCommand;
import io.incidentledger.command.relate.Relating;
import io.incidentledger.command.resolve.ResolveCommand;
import io.incidentledger.command.resolve.Resolving;
import io.incidentledger.command.respond.RecordEntry;
import io.incidentledger.command.respond.RespondCommand;
import io.incidentledger.command.respond.Responding;
import io.incidentledger.command.runbook.FollowCommand;
import io.incidentledger.command.runbook.FollowCommand.TakeStep;
import io.incidentledger.command.runbook.Following;
import io.incidentledger.command.triage.TriageCommand;
import io.incidentledger.command.triage.Triaging;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentImported;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Precision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Decides what enters with a past incident: every order that it consists of is decided as if it
 * came alone, upon what those before it led to. There are no rules of its own.
 */
public final class Importing {
    private Importing() {}

    public static List<IncidentEvent> decide(
            IncidentState state, ImportCommand command, Circumstances circumstances) {
        return switch (command) {
            case ImportIncident c ->
                    switch (state) {
                        case NotDeclared nothing -> enter(nothing, c, circumstances);
                        // It is recognised by its source, and there already.
                        case Declared already -> List.of();
                    };
        };
    }

    private static List<IncidentEvent> enter(
            IncidentState nothing, ImportIncident c, Circumstances circumstances) {
        List<IncidentEvent> events = new ArrayList<>();
        Step declaration = new Step("/declare", c.declare());
        IncidentState state = follow(nothing, declaration, circumstances, events);
        if (c.source() != null) {
            events.add(new IncidentImported(c.incidentId(), c.source(), null, null));
        }
        for (Step step : placed(c, circumstances.now())) {
            state = follow(state, step, circumstances, events);
        }
        return events;
    }

    private static IncidentState follow(
            IncidentState state,
            Step step,
            Circumstances circumstances,
            List<IncidentEvent> events) {
        try {
            List<? extends IncidentEvent> led = decided(state, step.command(), circumstances);
            events.addAll(led);
            return Evolution.evolve(state, led);
        } catch (RefusedByRule refused) {
            throw at(step.pointer(), refused);
        } catch (Unknown unknown) {
            if (!(step.command() instanceof TakeStep)) {
                throw unknown;
            }
            // Elsewhere the address names the step; here it is a field.
            throw at(
                    step.pointer(),
                    new RefusedByRule(Rule.UNKNOWN_RUNBOOK, unknown.sentence(), "/step"));
        }
    }

    /** The refusal of one order, told by the place where it stands among the others. */
    static RefusedByRule at(String pointer, RefusedByRule refused) {
        return new RefusedByRule(
                refused.rule(),
                pointer + ": " + refused.sentence(),
                pointer + Objects.requireNonNullElse(refused.field(), ""));
    }

    private static List<? extends IncidentEvent> decided(
            IncidentState state, IncidentCommand command, Circumstances circumstances) {
        return switch (command) {
            case DeclareCommand it -> Declaring.decide(state, it, circumstances);
            case TriageCommand it -> Triaging.decide(state, it, circumstances);
            case RespondCommand it -> Responding.decide(state, it, circumstances);
            case CommunicateCommand it -> Communicating.decide(state, it, circumstances);
            case ThreadCommand it -> Investigating.decide(state, it, circumstances);
            case FollowCommand it -> Following.decide(state, it, circumstances);
            case ResolveCommand it -> Resolving.decide(state, it, circumstances);
            case RelateCommand it -> Relating.decide(state, it, circumstances);
            case FollowUpCommand it -> FollowingUp.decide(state, it, circumstances);
            default -> throw new IllegalArgumentException("cannot be imported: " + command);
        };
    }

    /**
     * An entry without a time keeps its place: that of the entry before it, and nothing is known
     * but the order. Before the first time, that of the first entry that has one; without any, the
     * earliest time of anything else; and where nobody knows any, the time of the import, since it
     * was not later.
     */
    private static List<Step> placed(ImportIncident c, Instant now) {
        Instant place = first(c, now);
        List<Step> placed = new ArrayList<>(c.steps().size());
        for (Step step : c.steps()) {
            if (isEntry(step) && step.command().occurredAt() != null) {
                place = step.command().occurredAt().at();
            }
            placed.add(isUntimed(step) ? at(step, new Moment(place, Precision.ORDER)) : step);
        }
        return placed;
    }

    /** Whether nobody said when the entry was made. */
    static boolean isUntimed(Step step) {
        return isEntry(step) && step.command().occurredAt() == null;
    }

    private static boolean isEntry(Step step) {
        return step.command() instanceof RecordEntry || step.command() instanceof SendFromTemplate;
    }

    private static Step at(Step step, Moment moment) {
        return new Step(
                step.pointer(),
                switch (step.command()) {
                    case RecordEntry entry -> entry.at(moment);
                    case SendFromTemplate update -> update.with(update.values(), moment);
                    case IncidentCommand other -> other;
                });
    }

    private static Instant first(ImportIncident c, Instant now) {
        return c.steps().stream()
                .filter(Importing::isEntry)
                .flatMap(step -> Stream.ofNullable(step.command().occurredAt()))
                .findFirst()
                .or(
                        () ->
                                Stream.of(
                                                c.declare().milestones().values().stream(),
                                                Stream.ofNullable(c.declare().occurredAt()),
                                                c.steps().stream()
                                                        .flatMap(
                                                                step ->
                                                                        Stream.ofNullable(
                                                                                step.command()
                                                                                        .occurredAt())))
                                        .flatMap(times -> times)
                                        .min(Comparator.comparing(Moment::at)))
                .map(Moment::at)
                .orElse(now);
    }
}
