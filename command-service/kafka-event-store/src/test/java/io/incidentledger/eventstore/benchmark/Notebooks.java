package io.incidentledger.eventstore.benchmark;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.EventSink;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.conversion.EventConverter;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * The smallest application with a rule, so that what is measured is the engine: a note gets the
 * number after the last one in its notebook. Loaded by tag, every event decoded, appended under the
 * condition that nobody else wrote into the notebook meanwhile.
 */
final class Notebooks {

    /** The tag that a notebook's events carry. */
    static final String TAG = "notebook";

    /** Makes an event's JSON about 400 bytes. */
    static final String TEXT = "checkout answers 502 since 14:02, rolled back, ".repeat(7).strip();

    private static final MessageType WRITTEN = new MessageType("note.written", "1");
    private static final MessageType DONE = new MessageType("note.done", "1");

    record WriteNote(String notebook, String text) {}

    record NoteWritten(String notebook, int number, String text) {}

    private record Notebook(int notes) {}

    private Notebooks() {}

    /** Axon as its documentation wires it, on the given engine. Shut it down afterwards. */
    static AxonConfiguration start(EventStorageEngine engine) {
        return EventSourcingConfigurer.create()
                .registerEntity(
                        EventSourcedEntityModule.declarative(String.class, Notebook.class)
                                .messagingModel(
                                        (configuration, model) ->
                                                model.instanceCommandHandler(
                                                                new QualifiedName(WriteNote.class),
                                                                (command, state, context) ->
                                                                        write(
                                                                                (WriteNote)
                                                                                        payload(
                                                                                                command
                                                                                                        .payload()),
                                                                                state,
                                                                                context))
                                                        .entityEvolver(Notebooks::evolve)
                                                        .build())
                                .entityFactory(
                                        configuration -> (id, first, context) -> new Notebook(0))
                                .criteriaResolver(
                                        configuration ->
                                                (id, context) -> EventCriteria.havingTags(tag(id)))
                                .entityIdResolver(
                                        configuration ->
                                                (message, context) ->
                                                        ((WriteNote) payload(message.payload()))
                                                                .notebook()))
                .registerTagResolver(
                        configuration ->
                                event ->
                                        event.payload() instanceof NoteWritten note
                                                ? Set.of(tag(note.notebook()))
                                                : Set.of())
                .registerEventStorageEngine(configuration -> engine)
                .componentRegistry(
                        registry ->
                                registry.registerComponent(
                                        Converter.class, configuration -> JsonConverter.INSTANCE))
                .start();
    }

    static Tag tag(String notebook) {
        return Tag.of(TAG, notebook);
    }

    static EventMessage written(String notebook, int number) {
        return new GenericEventMessage(
                UUID.randomUUID().toString(),
                WRITTEN,
                new NoteWritten(notebook, number, TEXT),
                Map.of(),
                Instant.now());
    }

    static NoteWritten decoded(EventMessage event, EventConverter converter) {
        return Objects.requireNonNull(event.payloadAs(NoteWritten.class, converter));
    }

    private static MessageStream.Single<CommandResultMessage> write(
            WriteNote command, Notebook notebook, ProcessingContext context) {
        context.component(EventSink.class)
                .publish(context, written(command.notebook(), notebook.notes() + 1));
        return MessageStream.just(new GenericCommandResultMessage(DONE, notebook.notes() + 1));
    }

    private static Notebook evolve(
            Notebook notebook, EventMessage event, ProcessingContext context) {
        NoteWritten note = decoded(event, context.component(EventConverter.class));
        if (note.number() != notebook.notes() + 1) {
            throw new IllegalStateException(
                    "note " + note.number() + " follows note " + notebook.notes());
        }
        return new Notebook(note.number());
    }

    private static Object payload(@org.jspecify.annotations.Nullable Object payload) {
        return Objects.requireNonNull(payload);
    }
}
