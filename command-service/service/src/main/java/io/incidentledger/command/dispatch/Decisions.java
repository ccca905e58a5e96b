package io.incidentledger.command.dispatch;

import io.incidentledger.command.access.AccessCommand;
import io.incidentledger.command.access.AccessState;
import io.incidentledger.command.access.Granting;
import io.incidentledger.command.catalogue.Cataloguing;
import io.incidentledger.command.catalogue.ServiceCommand;
import io.incidentledger.command.catalogue.ServiceState;
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
import io.incidentledger.command.incident.Evolution;
import io.incidentledger.command.incident.IncidentCommand;
import io.incidentledger.command.incident.IncidentState;
import io.incidentledger.command.incident.IncidentState.NotDeclared;
import io.incidentledger.command.investigate.Investigating;
import io.incidentledger.command.investigate.ThreadCommand;
import io.incidentledger.command.redact.RedactCommand;
import io.incidentledger.command.redact.Redacting;
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
import io.incidentledger.events.AccessEvent;
import io.incidentledger.events.ChangeId;
import io.incidentledger.events.ChangeRecorded;
import io.incidentledger.events.EventCodec;
import io.incidentledger.events.FigureEvent;
import io.incidentledger.events.GuidanceEvent;
import io.incidentledger.events.IncidentEvent;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.LedgerEvent;
import io.incidentledger.events.Period;
import io.incidentledger.events.RunbookEvent;
import io.incidentledger.events.RunbookId;
import io.incidentledger.events.ServiceEvent;
import io.incidentledger.events.ServiceName;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.unitofwork.UnitOfWorkFactory;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.axonframework.modelling.StateManager;

/** Which decisions there are, and within which boundary each is made. */
public final class Decisions {
    /** The tag that all access events share: together they are one boundary. */
    public static final Tag ACCESS = Tag.of("access", "tokens");

    /** The tag that all that the organisation has agreed on shares: together it is one boundary. */
    public static final Tag GUIDANCE = Tag.of("guidance", "organisation");

    private Decisions() {}

    /** The name of the one boundary of guidance. */
    enum Guidance {
        ORGANISATION
    }

    /** The name of the one boundary of access. */
    enum Access {
        TOKENS
    }

    /**
     * Axon with every decision registered, and everything else as Axon has it: the caller adds the
     * storage engine (without one, events are kept in memory).
     *
     * @param lastPosition the position of the last event with a tag, empty without one: what an
     *     order that expects a version is compared with
     */
    public static EventSourcingConfigurer configurer(
            EventCodec codec,
            Supplier<Circumstances> circumstances,
            Function<Tag, OptionalLong> lastPosition) {
        var incident =
                new Boundary<IncidentId, IncidentState, IncidentCommand>(
                                IncidentId.class,
                                IncidentState.class,
                                new NotDeclared(),
                                Decisions::tag,
                                IncidentCommand::incidentId,
                                (state, event, position) ->
                                        event instanceof IncidentEvent known
                                                ? Evolution.evolve(state, known, position)
                                                : state)
                        .deciding(DeclareCommand.class, Declaring::decide)
                        .deciding(TriageCommand.class, Triaging::decide)
                        .deciding(RespondCommand.class, Responding::decide)
                        .deciding(CommunicateCommand.class, Communicating::decide)
                        .deciding(ThreadCommand.class, Investigating::decide)
                        .deciding(FollowCommand.class, Following::decide)
                        .deciding(RelateCommand.class, Relating::decide)
                        .decidingPair(
                                MergeIncident.class, order -> order.into().id(), Relating::merge)
                        .deciding(ImportCommand.class, Importing::decide)
                        .deciding(RedactCommand.class, Redacting::decide)
                        .deciding(ResolveCommand.class, Resolving::decide)
                        .deciding(FollowUpCommand.class, FollowingUp::decide);
        var access =
                new Boundary<Access, AccessState, AccessCommand>(
                                Access.class,
                                AccessState.class,
                                AccessState.NOBODY,
                                all -> ACCESS,
                                command -> Access.TOKENS,
                                (state, event, position) ->
                                        event instanceof AccessEvent known
                                                ? AccessState.evolve(state, known)
                                                : state)
                        .deciding(AccessCommand.class, Granting::decide);
        var service =
                new Boundary<ServiceName, ServiceState, ServiceCommand>(
                                ServiceName.class,
                                ServiceState.class,
                                ServiceState.NONE,
                                Decisions::tag,
                                ServiceCommand::service,
                                (state, event, position) ->
                                        event instanceof ServiceEvent known
                                                ? ServiceState.evolve(state, known)
                                                : state)
                        .deciding(ServiceCommand.class, Cataloguing::decide);
        var change =
                new Boundary<ChangeId, ChangeState, ChangeCommand>(
                                ChangeId.class,
                                ChangeState.class,
                                ChangeState.NONE,
                                Decisions::tag,
                                ChangeCommand::changeId,
                                (state, event, position) ->
                                        event instanceof ChangeRecorded recorded
                                                ? new ChangeState(recorded)
                                                : state)
                        .deciding(ChangeCommand.class, Changing::decide);
        var runbook =
                new Boundary<RunbookId, RunbookState, RunbookCommand>(
                                RunbookId.class,
                                RunbookState.class,
                                RunbookState.NONE,
                                Decisions::tag,
                                RunbookCommand::runbookId,
                                (state, event, position) ->
                                        event instanceof RunbookEvent known
                                                ? RunbookState.evolve(state, known)
                                                : state)
                        .deciding(RunbookCommand.class, Writing::decide);
        var guidance =
                new Boundary<Guidance, GuidanceState, GuidanceCommand>(
                                Guidance.class,
                                GuidanceState.class,
                                GuidanceState.NONE,
                                all -> GUIDANCE,
                                command -> Guidance.ORGANISATION,
                                (state, event, position) ->
                                        event instanceof GuidanceEvent known
                                                ? GuidanceState.evolve(state, known)
                                                : state)
                        .deciding(GuidanceCommand.class, Guiding::decide);
        var figures =
                new Boundary<Period, FigureState, FigureCommand>(
                                Period.class,
                                FigureState.class,
                                FigureState.NONE,
                                Decisions::tag,
                                FigureCommand::period,
                                (state, event, position) ->
                                        event instanceof FigureEvent known
                                                ? FigureState.evolve(state, known)
                                                : state)
                        .deciding(FigureCommand.class, Publishing::decide);
        return EventSourcingConfigurer.create()
                .registerEntity(incident.module(codec, circumstances, lastPosition))
                .registerEntity(service.module(codec, circumstances, lastPosition))
                .registerEntity(change.module(codec, circumstances, lastPosition))
                .registerEntity(runbook.module(codec, circumstances, lastPosition))
                .registerEntity(guidance.module(codec, circumstances, lastPosition))
                .registerEntity(figures.module(codec, circumstances, lastPosition))
                .registerEntity(access.module(codec, circumstances, lastPosition))
                .registerTagResolver(configuration -> Decisions::tags)
                .componentRegistry(
                        registry ->
                                registry.registerComponent(
                                        MessageTypeResolver.class,
                                        configuration -> new MessageTypes()));
    }

    /** Who is let in, as of now. */
    public static AccessState access(AxonConfiguration axon) {
        return axon.getComponent(UnitOfWorkFactory.class)
                .create()
                .executeWithResult(
                        context ->
                                context.component(StateManager.class)
                                        .loadEntity(AccessState.class, Access.TOKENS, context))
                .join();
    }

    public static Tag tag(IncidentId incidentId) {
        return Tag.of("incident", incidentId.toString());
    }

    public static Tag tag(ServiceName service) {
        return Tag.of("service", service.value());
    }

    public static Tag tag(ChangeId changeId) {
        return Tag.of("change", changeId.toString());
    }

    public static Tag tag(RunbookId runbookId) {
        return Tag.of("runbook", runbookId.toString());
    }

    public static Tag tag(Period period) {
        return Tag.of("period", period.value());
    }

    private static Set<Tag> tags(EventMessage message) {
        Set<Tag> tags = new HashSet<>();
        if (message.payload() instanceof LedgerEvent event) {
            event.tags().forEach((name, value) -> tags.add(Tag.of(name, value)));
        }
        return tags;
    }
}
