package io.incidentledger.eventstore.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.conversion.DelegatingEventConverter;
import org.axonframework.messaging.eventhandling.conversion.EventConverter;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * A ledger of a million events, 200 to a notebook, the notebooks of a time written interleaved:
 * what sourcing one costs there, how soon the engine serves again after a restart, and after the
 * loss of its index.
 */
final class LargeLedger {

    static final int NOTES = 200;
    private static final int AT_A_TIME = 5;
    private static final int NOTEBOOKS_OF_A_TIME = 200;
    private static final int APPENDS_UNDER_WAY = 4;

    private final KafkaCandidate candidate;
    private final int notebooks;
    private final EventConverter converter = new DelegatingEventConverter(JsonConverter.INSTANCE);

    LargeLedger(KafkaCandidate candidate, int events) {
        this.candidate = candidate;
        this.notebooks = events / NOTES;
    }

    /** Fills the ledger in appends of a thousand events, and says how long that took. */
    Duration fill() {
        EventStorageEngine engine = candidate.engine();
        Deque<CompletableFuture<?>> underWay = new ArrayDeque<>();
        long start = System.nanoTime();
        for (int first = 0; first < notebooks; first += NOTEBOOKS_OF_A_TIME) {
            for (int note = 1; note <= NOTES; note += AT_A_TIME) {
                underWay.add(append(engine, some(first, note)));
                if (underWay.size() == APPENDS_UNDER_WAY) {
                    underWay.remove().join();
                }
            }
        }
        underWay.forEach(CompletableFuture::join);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Sources notebooks at random, one after the other, and decodes every event. */
    Sample source(Duration duration) throws InterruptedException {
        EventStorageEngine engine = candidate.engine();
        Random random = new Random(1);
        return ClosedLoop.run(
                1, duration, writer -> () -> source(engine, random.nextInt(notebooks)));
    }

    /** How long until it serves again and has sourced a notebook. */
    Duration restart() {
        candidate.stop();
        return start();
    }

    /** Like {@link #restart()}, when the index must be made anew from the log. */
    Duration rebuild() throws IOException {
        candidate.stop();
        candidate.loseIndex();
        return start();
    }

    private Duration start() {
        long start = System.nanoTime();
        candidate.open();
        source(candidate.engine(), 0);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private List<TaggedEventMessage<?>> some(int firstNotebook, int firstNote) {
        List<TaggedEventMessage<?>> events = new ArrayList<>();
        for (int note = firstNote; note < firstNote + AT_A_TIME; note++) {
            for (int i = 0; i < NOTEBOOKS_OF_A_TIME; i++) {
                String notebook = name(firstNotebook + i);
                events.add(
                        new GenericTaggedEventMessage<>(
                                Notebooks.written(notebook, note),
                                Set.of(Notebooks.tag(notebook))));
            }
        }
        return events;
    }

    private void source(EventStorageEngine engine, int number) {
        MessageStream<EventMessage> stream =
                engine.source(
                        SourcingCondition.conditionFor(
                                EventCriteria.havingTags(Notebooks.tag(name(number)))),
                        null);
        int notes = 0;
        for (Optional<MessageStream.Entry<EventMessage>> entry = stream.next();
                entry.isPresent();
                entry = stream.next()) {
            if (entry.get().message().payload() instanceof byte[]) {
                notes++;
                if (Notebooks.decoded(entry.get().message(), converter).number() != notes) {
                    throw new IllegalStateException("out of order: note " + notes);
                }
            }
        }
        if (notes != NOTES) {
            throw new IllegalStateException(notes + " notes instead of " + NOTES);
        }
    }

    private static CompletableFuture<?> append(
            EventStorageEngine engine, List<TaggedEventMessage<?>> events) {
        return engine.appendEvents(AppendCondition.none(), null, events)
                .thenCompose(transaction -> transaction.commit(null));
    }

    private static String name(int number) {
        return "notebook-" + number;
    }
}
