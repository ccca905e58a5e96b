package io.incidentledger.eventstore;

import static io.incidentledger.eventstore.Ledger.append;
import static io.incidentledger.eventstore.Ledger.event;
import static io.incidentledger.eventstore.Ledger.of;
import static io.incidentledger.eventstore.Ledger.payloads;
import static io.incidentledger.eventstore.Ledger.source;
import static io.incidentledger.eventstore.Ledger.tag;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class WritingTest {

    private final Ledger ledger = new Ledger();

    @Test
    void every_append_and_every_batch_is_told_to_the_meter() {
        Queue<AppendMeter.Answer> answers = new ConcurrentLinkedQueue<>();
        AtomicInteger events = new AtomicInteger();
        AppendMeter meter =
                new AppendMeter() {
                    @Override
                    public void answered(Answer answer, Duration waited) {
                        assertThat(waited).isPositive();
                        answers.add(answer);
                    }

                    @Override
                    public void committed(int together, int written, Duration took) {
                        assertThat(took).isPositive();
                        events.addAndGet(written);
                    }
                };
        try (KafkaEventStore store = KafkaEventStore.open(ledger.settings().meter(meter).build())) {
            Map<String, String> command = Map.of("commandId", "k");
            append(store, event("a", "one", command), event("a", "two", command));

            assertThatThrownBy(() -> append(store, event("a", "again", command)))
                    .isInstanceOf(EventStoreFailure.DuplicateCommand.class);

            await().until(() -> answers.size() == 2);
            assertThat(answers)
                    .containsExactlyInAnyOrder(
                            AppendMeter.Answer.WRITTEN, AppendMeter.Answer.REJECTED);
            assertThat(events).hasValue(2);
            assertThat(store.seen()).isEqualTo(2);
            assertThat(store.lastSeen(tag("a"))).isEqualTo(store.last(tag("a")));
        }
    }

    @Test
    void what_was_appended_is_found_by_tag_by_position_and_at_the_head() {
        try (KafkaEventStore store = ledger.open()) {
            append(
                    store,
                    event("a", "one", Map.of("actor", "ana")),
                    event("b", "two"),
                    event("a", "three"));

            RecordedEvent last = store.last(tag("a")).orElseThrow();
            assertThat(Ledger.payload(last)).isEqualTo("three");
            assertThat(store.lastPosition(tag("b"))).hasValue(1);
            assertThat(store.lastPosition(tag("c"))).isEmpty();
            assertThat(payloads(store.read(1, 5))).containsExactly("two", "three");
            assertThat(store.read(0, 1).getFirst().metadata()).containsEntry("actor", "ana");
            assertThat(payloads(source(store.storageEngine(), of("a")).events()))
                    .containsExactly("one", "three");
            assertThat(store.head()).isEqualTo(new Head(3, last.chain(), last.recordedAt()));
            assertThat(store.state()).isInstanceOf(StoreState.Serving.class);
        }
    }

    @Test
    void criteria_combine_tags_and_types() {
        Set<Tag> both = Set.of(tag("a"), new Tag("person", "ana"));
        try (KafkaEventStore store = ledger.open()) {
            append(
                    store,
                    event("Declared", both, "0", Map.of()),
                    event("Resolved", both, "1", Map.of()),
                    event("Declared", Set.of(tag("a")), "2", Map.of()),
                    event("Declared", Set.of(tag("b")), "3", Map.of()),
                    event("Closed", Set.of(), "4", Map.of()));
            EventStorageEngine engine = store.storageEngine();

            assertThat(payloads(source(engine, EventCriteria.havingTags(both)).events()))
                    .containsExactly("0", "1");
            assertThat(payloads(source(engine, of("a").or(of("b"))).events()))
                    .containsExactly("0", "1", "2", "3");
            assertThat(
                            payloads(
                                    source(
                                                    engine,
                                                    EventCriteria.havingTags(tag("a"))
                                                            .andBeingOneOfTypes(
                                                                    new QualifiedName("Declared")))
                                            .events()))
                    .containsExactly("0", "2");
            assertThat(
                            payloads(
                                    source(
                                                    engine,
                                                    EventCriteria.havingAnyTag()
                                                            .andBeingOneOfTypes(
                                                                    new QualifiedName("Closed")))
                                            .events()))
                    .containsExactly("4");
            assertThat(source(engine, EventCriteria.havingAnyTag()).events()).hasSize(5);
            assertThat(
                            source(
                                            engine,
                                            EventCriteria.either(
                                                    of("a"), EventCriteria.havingAnyTag()))
                                    .events())
                    .hasSize(5);
        }
    }

    @Test
    void an_append_conflicts_with_exactly_the_events_its_criteria_match() {
        Set<Tag> both = Set.of(tag("a"), new Tag("person", "ana"));
        try (KafkaEventStore store = ledger.open()) {
            EventStorageEngine engine = store.storageEngine();
            var seen = source(engine, of("a")).marker();
            append(store, event("Declared", Set.of(tag("a")), "0", Map.of()));
            append(store, event("Declared", Set.of(new Tag("person", "ana")), "1", Map.of()));

            append(
                    engine,
                    AppendCondition.withCriteria(of("b")).withMarker(seen),
                    List.of(event("b", "other entity")));
            append(
                    engine,
                    AppendCondition.withCriteria(EventCriteria.havingTags(both)).withMarker(seen),
                    List.of(event("c", "no event has both tags")));
            append(
                    engine,
                    AppendCondition.withCriteria(
                                    EventCriteria.havingTags(tag("a"))
                                            .andBeingOneOfTypes(new QualifiedName("Closed")))
                            .withMarker(seen),
                    List.of(event("c", "other type")));
            for (EventCriteria criteria :
                    List.of(
                            of("a"),
                            of("x").or(of("a")),
                            EventCriteria.havingAnyTag(),
                            EventCriteria.havingTags(tag("a"))
                                    .andBeingOneOfTypes(new QualifiedName("Declared")),
                            EventCriteria.havingAnyTag()
                                    .andBeingOneOfTypes(new QualifiedName("Declared")))) {
                assertThatThrownBy(
                                () ->
                                        append(
                                                engine,
                                                AppendCondition.withCriteria(criteria)
                                                        .withMarker(seen),
                                                List.of(event("a", "late"))))
                        .as("%s", criteria)
                        .isInstanceOf(AppendEventsTransactionRejectedException.class);
            }
            assertThat(store.head().nextPosition()).isEqualTo(5);
        }
    }

    @Test
    void no_update_is_lost_among_many_writers_of_one_entity() {
        int writers = 16;
        int each = 15;
        try (KafkaEventStore store = ledger.open()) {
            EventStorageEngine engine = store.storageEngine();

            CompletableFuture<?>[] all =
                    IntStream.range(0, writers)
                            .mapToObj(
                                    writer ->
                                            CompletableFuture.runAsync(
                                                    () -> {
                                                        for (int i = 0; i < each; i++) {
                                                            countUp(engine, "shared");
                                                            countUp(engine, "own-" + writer);
                                                        }
                                                    }))
                            .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(all).join();

            // Each count was decided on all counts before it.
            assertThat(payloads(source(engine, of("shared")).events()))
                    .isEqualTo(
                            IntStream.range(0, writers * each).mapToObj(String::valueOf).toList());
            List<RecordedEvent> log = store.read(0, Integer.MAX_VALUE);
            assertThat(log.stream().map(RecordedEvent::position))
                    .isEqualTo(LongStream.range(0, 2L * writers * each).boxed().toList());
            assertThat(log.stream().map(RecordedEvent::recordedAt)).isSorted();
        }
    }

    @Test
    void the_time_of_recording_never_goes_back_even_if_the_clock_does() {
        AtomicReference<Instant> now =
                new AtomicReference<>(Instant.parse("2026-01-01T12:00:00.123456789Z"));
        InstantSource clock = now::get;
        try (KafkaEventStore store =
                KafkaEventStore.open(ledger.settings().build(), clock, Progress.NONE)) {
            append(store, event("a", "one"));
            now.set(Instant.parse("2026-01-01T11:00:00Z"));
            append(store, event("a", "two"));
        }
        try (KafkaEventStore store =
                KafkaEventStore.open(ledger.settings().build(), clock, Progress.NONE)) {
            append(store, event("a", "three"));

            assertThat(store.read(0, 3).stream().map(RecordedEvent::recordedAt))
                    .containsOnly(Instant.parse("2026-01-01T12:00:00.123Z"));
        }
    }

    @Test
    void a_clock_that_goes_backwards_is_told_once_and_so_is_that_it_has_caught_up() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T12:00:00Z"));
        Logger logger = (Logger) LoggerFactory.getLogger("io.incidentledger.eventstore.write");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Level before = logger.getLevel();
        logger.setLevel(Level.INFO);
        try (KafkaEventStore store =
                KafkaEventStore.open(ledger.settings().build(), now::get, Progress.NONE)) {
            logger.addAppender(lines);
            append(store, event("a", "one"));
            now.set(Instant.parse("2026-01-01T11:00:00Z"));
            append(store, event("a", "two"));
            append(store, event("a", "three"));
            now.set(Instant.parse("2026-01-01T12:00:01Z"));
            append(store, event("a", "four"));
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(before);
        }

        assertThat(List.copyOf(lines.list))
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("clock") && line.contains(ledger.topic()))
                .satisfiesExactly(
                        behind ->
                                assertThat(behind)
                                        .contains("3600000 ms behind", "2026-01-01T12:00:00Z"),
                        caughtUp -> assertThat(caughtUp).contains("has caught up"));
    }

    @Test
    void what_happens_to_a_payload_after_it_was_handed_over_is_not_written() {
        byte[] payload = "as it was handed over".getBytes(UTF_8);
        var message =
                new GenericEventMessage(
                        "id", new MessageType("NoteTaken", "1"), payload, Map.of(), Instant.now());
        try (KafkaEventStore store = ledger.open()) {
            var transaction =
                    store.storageEngine()
                            .appendEvents(
                                    AppendCondition.none(),
                                    null,
                                    List.of(new GenericTaggedEventMessage<>(message, Set.of())))
                            .join();
            payload[0] = 'X';
            transaction.commit(null).orTimeout(30, TimeUnit.SECONDS).join();
        }

        try (KafkaEventStore anew =
                KafkaEventStore.open(ledger.settings(EmbeddedBroker.newDirectory()).build())) {
            assertThat(Ledger.payloads(anew.read(0, 1))).containsExactly("as it was handed over");
        }
    }

    private static void countUp(EventStorageEngine engine, String incident) {
        while (true) {
            Ledger.Sourced sourced = source(engine, of(incident));
            try {
                append(
                        engine,
                        AppendCondition.withCriteria(of(incident)).withMarker(sourced.marker()),
                        List.of(event(incident, String.valueOf(sourced.events().size()))));
                return;
            } catch (AppendEventsTransactionRejectedException conflict) {
                // Somebody was first: look again.
            }
        }
    }
}
