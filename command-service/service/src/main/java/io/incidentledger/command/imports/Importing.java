package io.incidentledger.command.imports;

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
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.relate.RelateCommand;
import io.incidentledger.command.relate.Relating;
import io.incidentledger.command.resolve.ResolveCommand;
import io.incidentledger.command.resolve.Resolving;
import io.incidentledger.command.respond.RecordEntry;
import io.incidentledger.command.respond.RespondCommand;
import io.incidentledger.command.respond.Responding;
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
import org.jspecify.annotations.Nullable;

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
        for (Step step : placed(c)) {
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
            case ResolveCommand it -> Resolving.decide(state, it, circumstances);
            case RelateCommand it -> Relating.decide(state, it, circumstances);
            case FollowUpCommand it -> FollowingUp.decide(state, it, circumstances);
            default -> throw new IllegalArgumentException("cannot be imported: " + command);
        };
    }

    /**
     * An entry without a time keeps its place: that of the entry before it, and nothing is known
     * but the order. Before the first time, that of the first entry that has one; without any, the
     * earliest milestone's.
     */
    private static List<Step> placed(ImportIncident c) {
        List<Step> steps = c.steps();
        @Nullable Instant place = first(c);
        List<Step> placed = new ArrayList<>(steps.size());
        for (Step step : steps) {
            if (!(step.command() instanceof RecordEntry entry)) {
                placed.add(step);
            } else if (entry.occurredAt() != null) {
                place = entry.occurredAt().at();
                placed.add(step);
            } else if (place == null) {
                // Nobody knows even that; the rule for a single entry says what is needed.
                placed.add(step);
            } else {
                placed.add(
                        new Step(
                                step.pointer(),
                                new RecordEntry(
                                        entry.incidentId(),
                                        entry.entryId(),
                                        entry.content(),
                                        entry.marker(),
                                        entry.thread(),
                                        entry.by(),
                                        new Moment(place, Precision.ORDER))));
            }
        }
        return placed;
    }

    private static @Nullable Instant first(ImportIncident c) {
        return c.steps().stream()
                .map(Step::command)
                .filter(RecordEntry.class::isInstance)
                .map(IncidentCommand::occurredAt)
                .filter(Objects::nonNull)
                .map(Moment::at)
                .findFirst()
                .or(
                        () ->
                                c.declare().milestones().values().stream()
                                        .map(Moment::at)
                                        .min(Comparator.naturalOrder()))
                .orElse(null);
    }
}
