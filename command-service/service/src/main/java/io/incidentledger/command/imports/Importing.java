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
import io.incidentledger.command.refusal.Refusal;
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
import io.incidentledger.command.triage.SetMilestone;
import io.incidentledger.command.triage.TriageCommand;
import io.incidentledger.command.triage.Triaging;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentImported;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneCleared;
import io.incidentledger.events.MilestoneSet;
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
 * came alone, upon what those before it led to. Its own is only that a milestone which the record
 * gives outright is not replaced by what its updates say.
 */
public final class Importing {
    private Importing() {}

    /**
     * What an import leads to.
     *
     * @param idle the orders of which nothing is recorded, since they say what is so already
     */
    record Entered(List<IncidentEvent> events, List<Step> idle) {}

    public static List<IncidentEvent> decide(
            IncidentState state, ImportCommand command, Circumstances circumstances) {
        return switch (command) {
            case ImportIncident c ->
                    switch (state) {
                        case NotDeclared nothing -> enter(c, circumstances).events();
                        // It is recognised by its source, and there already.
                        case Declared already -> List.of();
                    };
        };
    }

    /**
     * What follows where it is not there yet.
     *
     * @throws Refusal when one of its orders is refused
     */
    static Entered enter(ImportIncident c, Circumstances circumstances) {
        Step declaration = new Step("/declare", c.declare());
        List<IncidentEvent> events =
                new ArrayList<>(led(new NotDeclared(), declaration, circumstances));
        IncidentState state = Evolution.evolve(new NotDeclared(), events);
        if (c.source() != null) {
            events.add(new IncidentImported(c.incidentId(), c.source(), null, null));
        }
        List<Step> idle = new ArrayList<>();
        boolean said = saysWhenThePublicWasTold(c);
        for (Step step : placed(c, circumstances.now())) {
            List<? extends IncidentEvent> led = led(state, step, circumstances);
            if (led.isEmpty()) {
                idle.add(step);
            }
            if (said && !(step.command() instanceof TriageCommand)) {
                led = led.stream().filter(event -> !tellsPublicTold(event)).toList();
            }
            events.addAll(led);
            state = Evolution.evolve(state, led);
        }
        return new Entered(events, idle);
    }

    private static List<? extends IncidentEvent> led(
            IncidentState state, Step step, Circumstances circumstances) {
        try {
            return decided(state, step.command(), circumstances);
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

    /**
     * Whether the record gives the milestone outright. It is kept then, whatever its updates would
     * make of it, and wherever among them it stands: that they differ is for reports to say.
     */
    private static boolean saysWhenThePublicWasTold(ImportIncident c) {
        return Stream.concat(
                        Stream.ofNullable(c.declare().milestones().get(Milestone.PUBLIC_TOLD)),
                        c.steps().stream()
                                .map(Step::command)
                                .filter(
                                        command ->
                                                command instanceof SetMilestone it
                                                        && it.milestone() == Milestone.PUBLIC_TOLD)
                                .flatMap(command -> Stream.ofNullable(command.occurredAt())))
                .anyMatch(moment -> moment.precision().measurable());
    }

    private static boolean tellsPublicTold(IncidentEvent event) {
        return event instanceof MilestoneSet set && set.milestone() == Milestone.PUBLIC_TOLD
                || event instanceof MilestoneCleared cleared
                        && cleared.milestone() == Milestone.PUBLIC_TOLD;
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
