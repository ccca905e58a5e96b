package io.incidentledger.eventstore.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.eventstore.record.RecordedEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.messaging.eventstreaming.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventIndexTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    @Test
    void a_tag_stands_where_its_events_do_however_often_and_whenever_it_is_asked_for(
            @TempDir Path directory) {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<Tag, List<Long>> model = new HashMap<>();
        try (EventIndex index = EventIndex.open(directory)) {
            long next = 0;

            for (int round = 0; round < 300; round++) {
                List<RecordedEvent> events = new ArrayList<>();
                for (int i = 0; i <= random.nextInt(8); i++) {
                    // One of them grows beyond what is kept.
                    Tag tag = tag(random.nextBoolean() ? 0 : 1 + random.nextInt(20));
                    model.computeIfAbsent(tag, first -> new ArrayList<>()).add(next);
                    events.add(event(next++, tag));
                }
                index.apply(events, checkpoint(next));

                Tag asked = tag(random.nextInt(23));
                List<Long> all = model.getOrDefault(asked, List.of());
                long from = random.nextBoolean() ? 0 : random.nextLong(next + 2);
                long to = random.nextBoolean() ? next : random.nextLong(next + 2);
                assertThat(index.positions(asked, from, to))
                        .containsExactly(
                                all.stream()
                                        .filter(at -> at >= from && at < to)
                                        .toArray(Long[]::new));
                assertThat(index.lastPosition(asked))
                        .isEqualTo(
                                all.isEmpty()
                                        ? OptionalLong.empty()
                                        : OptionalLong.of(all.getLast()));
            }
        }
    }

    @Test
    void whoever_asks_while_events_come_in_misses_none_that_was_recorded_before(
            @TempDir Path directory) throws Exception {
        // More than are kept, and asked for just when their next event comes in.
        int tags = 6_000;
        int rounds = 5 * tags;
        AtomicLong recorded = new AtomicLong();
        try (EventIndex index = EventIndex.open(directory);
                var readers = Executors.newFixedThreadPool(3)) {
            List<Future<?>> asking = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                Random random = new Random(reader);
                asking.add(
                        readers.submit(
                                () -> {
                                    while (recorded.get() < rounds) {
                                        long before = recorded.get();
                                        int which = (int) ((before + random.nextInt(3)) % tags);
                                        long[] found = index.positions(tag(which), 0, before);
                                        assertThat(found.length)
                                                .isEqualTo(
                                                        (int) ((before + tags - 1 - which) / tags));
                                    }
                                }));
            }
            for (long position = 0; position < rounds; position++) {
                index.apply(
                        List.of(event(position, tag((int) (position % tags)))),
                        checkpoint(position + 1));
                recorded.set(position + 1);
            }

            for (Future<?> one : asking) {
                one.get();
            }
        }
    }

    private static Tag tag(int number) {
        return Tag.of("incident", "incident-" + number);
    }

    private static RecordedEvent event(long position, Tag tag) {
        return new RecordedEvent(
                position,
                NOW,
                UUID.randomUUID().toString(),
                "timeline.entry-recorded",
                "1",
                NOW,
                Set.of(tag),
                Map.of(),
                null,
                new byte[] {1},
                false,
                "0".repeat(64));
    }

    private static Checkpoint checkpoint(long next) {
        return new Checkpoint(UUID.randomUUID().toString(), next, next, "0".repeat(64), 0);
    }
}
