package io.incidentledger.standalone.sequence;

import io.incidentledger.command.change.RecordChange;
import io.incidentledger.command.communicate.SendFromTemplate;
import io.incidentledger.command.declare.DeclareIncident;
import io.incidentledger.command.figure.FigureCommand;
import io.incidentledger.command.figure.FigureCommand.StateFigure;
import io.incidentledger.command.figure.FigureCommand.TakeFigureBack;
import io.incidentledger.command.guidance.GuidanceCommand;
import io.incidentledger.command.guidance.SetGuidelines;
import io.incidentledger.command.guidance.SetTemplate;
import io.incidentledger.command.imports.ImportIncident;
import io.incidentledger.command.imports.ImportIncident.Step;
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.Cancelled;
import io.incidentledger.command.incident.IncidentState.Merged;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.respond.RecordEntry;
import io.incidentledger.command.runbook.RunbookCommand;
import io.incidentledger.command.runbook.RunbookCommand.Content;
import io.incidentledger.command.runbook.RunbookCommand.RetireRunbook;
import io.incidentledger.command.runbook.RunbookCommand.ReviseRunbook;
import io.incidentledger.command.runbook.RunbookCommand.WriteRunbook;
import io.incidentledger.events.Audience;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeKind;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.Period;
import io.incidentledger.events.PublishedFigure;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.Source;
import io.incidentledger.events.Statistic;
import io.incidentledger.events.TemplateName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Orders of every kind that the service takes, by chance, about two or three incidents at once:
 * most of them sound, so that sequences come far; some nearly sound, some nonsense.
 */
final class AnyOrder {
    private static final int AT_ONCE = 3;

    /** What a past incident may consist of; the kinds stand here as often as they are wanted. */
    private static final List<Function<Scope, IncidentCommand>> IMPORTABLE =
            kinds().add(3, AboutIncident::changeDetails)
                    .add(3, AboutIncident::changeSeverity)
                    .add(2, AboutIncident::changeImpact)
                    .add(2, AboutIncident::changeLabels)
                    .add(4, AboutIncident::changeStatus)
                    .add(5, AboutIncident::setMilestone)
                    .add(2, AboutIncident::clearMilestone)
                    .add(1, AboutIncident::stateDuration)
                    .add(7, AboutIncident::resolve)
                    .add(5, AboutIncident::reopen)
                    .add(5, AboutIncident::close)
                    .add(1, AboutIncident::cancel)
                    .add(2, AboutIncident::nameCause)
                    .add(2, AboutIncident::takeCauseAway)
                    .add(2, AboutIncident::stateRelation)
                    .add(1, AboutIncident::takeRelationAway)
                    .add(4, AboutResponse::assignRole)
                    .add(7, AboutResponse::handOverRole)
                    .add(2, AboutResponse::releaseRole)
                    .add(14, AboutResponse::record)
                    .add(5, AboutFollowUps::add)
                    .add(2, AboutFollowUps::assign)
                    .add(2, AboutFollowUps::reschedule)
                    .add(2, AboutFollowUps::reprioritise)
                    .add(2, AboutFollowUps::start)
                    .add(5, AboutFollowUps::complete)
                    .add(4, AboutFollowUps::verify)
                    .add(2, AboutFollowUps::decline)
                    .add(4, AboutFollowUps::reopen)
                    .add(7, AboutResponse::correct)
                    .add(3, AboutResponse::retract)
                    .add(2, AboutResponse::pin)
                    .add(2, AboutResponse::mark)
                    .add(8, AboutResponse::judge)
                    .add(2, AboutResponse::showChange)
                    .add(2, AboutResponse::openThread)
                    .add(2, AboutResponse::assignThread)
                    .add(3, AboutResponse::closeThread)
                    .add(6, AboutResponse::reopenThread)
                    .add(3, AboutResponse::followRunbook)
                    .add(10, AboutResponse::takeStep)
                    .add(1, AboutResponse::missRunbook)
                    .add(4, AboutResponse::sendFromTemplate)
                    .all;

    private static final List<Function<Scope, IncidentCommand>> ABOUT_ONE =
            kinds().addAll(IMPORTABLE)
                    .add(3, AboutIncident::merge)
                    .add(6, AboutResponse::remind)
                    .add(2, AboutResponse::redactEntry)
                    .add(2, AboutResponse::redactPositions)
                    .all;

    private final PaperLedger ledger;
    private final Chance chance;

    /** Lets some time go by, and draws the next order. */
    static Object next(PaperLedger ledger, long seed) {
        ledger.now = ledger.now.plus(new Chance(seed, ledger.now).pause());
        AnyOrder any = new AnyOrder(ledger, new Chance(~seed, ledger.now));
        Object order = any.order();
        // Mostly a sound one is looked for: upon what is refused nothing follows.
        for (int looks = any.chance.below(5); looks > 0 && !any.changesAnything(order); looks--) {
            order = any.order();
        }
        return order;
    }

    private AnyOrder(PaperLedger ledger, Chance chance) {
        this.ledger = ledger;
        this.chance = chance;
    }

    private boolean changesAnything(Object order) {
        try {
            return !ledger.decide(order).isEmpty();
        } catch (Refusal refused) {
            ledger.refusals.add(refused);
            return false;
        }
    }

    private Object order() {
        List<IncidentId> standing =
                ledger.incidents.entrySet().stream()
                        .filter(it -> !(it.getValue() instanceof Cancelled))
                        .filter(it -> !(it.getValue() instanceof Merged))
                        .map(Map.Entry::getKey)
                        .toList();
        int kind = chance.below(100);
        if (standing.isEmpty() || (kind < 4 && standing.size() < AT_ONCE)) {
            Scope nowhere = scope(new IncidentId(chance.id()), new NotDeclared());
            return chance.onceIn(3) ? imported(nowhere) : AboutIncident.declare(nowhere);
        }
        if (kind < 7) {
            return aboutTheOrganisation();
        }
        if (kind < 11) {
            // Somebody sends once more what was sent before, whatever has happened since.
            return Objects.requireNonNull(chance.of(ledger.orders));
        }
        IncidentId id =
                Objects.requireNonNull(
                        chance.of(chance.onceIn(12) ? ledger.incidents.keySet() : standing));
        return Objects.requireNonNull(chance.of(ABOUT_ONE)).apply(scope(id, ledger.state(id)));
    }

    private Scope scope(IncidentId id, IncidentState state) {
        return new Scope(ledger, chance, id, state);
    }

    /**
     * Each order upon what those before it led to; seldom one that is refused, and so all of it.
     */
    private Object imported(Scope nowhere) {
        DeclareIncident declared = ((DeclareIncident) AboutIncident.declare(nowhere)).asHistory();
        IncidentState state = follow(new NotDeclared(), declared);
        List<Step> steps = new ArrayList<>();
        for (int i = chance.below(15); i > 0; i--) {
            IncidentCommand order =
                    Objects.requireNonNull(chance.of(IMPORTABLE))
                            .apply(scope(declared.incidentId(), state));
            IncidentState after = follow(state, order);
            // An entry without a time gets its place from the others.
            boolean placed =
                    order.occurredAt() == null
                            && (order instanceof RecordEntry || order instanceof SendFromTemplate);
            if (after != state || chance.onceIn(placed ? 4 : 150)) {
                steps.add(new Step("/orders/" + steps.size(), order));
            }
            state = after;
        }
        return new ImportIncident(
                chance.maybe(() -> new Source("status page", chance.text(), null)),
                declared,
                steps);
    }

    private IncidentState follow(IncidentState state, IncidentCommand order) {
        try {
            return Evolution.evolve(
                    state, PaperLedger.decide(state, order, ledger.circumstances()));
        } catch (Refusal refused) {
            return state;
        }
    }

    private Object aboutTheOrganisation() {
        return switch (chance.below(7)) {
            case 0, 1 ->
                    new RecordChange(
                            chance.onceIn(10)
                                    ? some(ledger.changes.keySet(), new ChangeId(chance.id()))
                                    : new ChangeId(chance.id()),
                            chance.of("checkout", "payments"),
                            chance.of(ChangeKind.class),
                            chance.note(),
                            null,
                            chance.note(),
                            chance.by(),
                            chance.moment());
            case 2 -> aboutGuidance();
            case 3 -> aboutAFigure();
            default -> aboutARunbook();
        };
    }

    private GuidanceCommand aboutGuidance() {
        return chance.onceIn(5)
                ? new SetGuidelines(chance.text())
                : new SetTemplate(
                        new TemplateName(chance.of("internal", "short")),
                        chance.of(Audience.class),
                        chance.of(
                                "",
                                "{{title}}{{#now}}: {{now}}{{/now}}",
                                "{{summary}}",
                                "{{now}} {{severity}}"));
    }

    private FigureCommand aboutAFigure() {
        PublishedFigure figure =
                new PublishedFigure(
                        new Period(chance.of("2026-Q3", "2026-11")),
                        Milestone.DETECTED,
                        chance.of(Milestone.MITIGATED, Milestone.RESOLVED),
                        chance.of(Statistic.class),
                        chance.maybe(() -> "checkout"),
                        chance.of("the log", "the report"));
        return chance.onceIn(4)
                ? new TakeFigureBack(figure, chance.reason())
                : new StateFigure(
                        figure,
                        chance.maybe(() -> (long) chance.below(100_000)),
                        chance.maybe(() -> (long) chance.below(10)),
                        null);
    }

    private RunbookCommand aboutARunbook() {
        RunbookId some = some(ledger.runbooks.keySet(), new RunbookId(chance.id()));
        return switch (chance.below(6)) {
            case 0 -> new RetireRunbook(some, chance.reason());
            case 1, 2 -> new ReviseRunbook(some, content());
            default ->
                    new WriteRunbook(
                            chance.onceIn(10) ? some : new RunbookId(chance.id()), content());
        };
    }

    private Content content() {
        return new Content(
                chance.text(),
                chance.note(),
                List.of(),
                chance.onceIn(3) ? List.of() : List.of(chance.text(), chance.text()),
                List.of(chance.text()),
                chance.services(),
                chance.labels());
    }

    private <T> T some(Collection<T> known, T unknown) {
        T found = chance.of(known);
        return found == null ? unknown : found;
    }

    private static Kinds kinds() {
        return new Kinds();
    }

    private static final class Kinds {
        private final List<Function<Scope, IncidentCommand>> all = new ArrayList<>();

        Kinds add(int times, Function<Scope, IncidentCommand> kind) {
            for (int i = 0; i < times; i++) {
                all.add(kind);
            }
            return this;
        }

        Kinds addAll(List<Function<Scope, IncidentCommand>> kinds) {
            all.addAll(kinds);
            return this;
        }
    }
}
