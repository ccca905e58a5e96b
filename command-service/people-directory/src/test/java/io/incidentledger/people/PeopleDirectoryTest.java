package io.incidentledger.people;

import static io.incidentledger.people.Directory.ADMIN;
import static io.incidentledger.people.Directory.contact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.incidentledger.events.Handle;
import io.incidentledger.people.DirectoryWriter.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** On a real broker. */
@Execution(ExecutionMode.CONCURRENT)
class PeopleDirectoryTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Handle ANA = new Handle("@ana");

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void two_nodes_see_each_others_changes_and_one_that_only_reads_sees_both() {
        DirectorySettings settings = Directory.settings();
        DirectoryWriter one = writer(settings);
        DirectoryWriter other = writer(settings);
        PeopleDirectory reading = reader(settings);
        Contact ana = contact("@ana", "Ana Lima");
        Contact ops = contact("team:ops", "Operations", "@ana");

        Written first = put(one, ana);
        Written second = put(other, ops);

        assertThat(second.position()).isGreaterThan(first.position());
        for (PeopleDirectory directory : List.of(one.directory(), other.directory(), reading)) {
            assertThat(directory.await(second.position(), SOON)).isTrue();
            assertThat(directory.now().all())
                    .extracting(Listing::contact)
                    .containsExactly(ana, ops);
        }
        Listing listing = reading.now().find(ANA).orElseThrow();
        assertThat(listing.version()).isEqualTo(first.position());
        assertThat(listing.by()).isEqualTo(ADMIN);
    }

    @Test
    void after_a_restart_all_is_there_and_what_was_erased_is_not() {
        DirectorySettings settings = Directory.settings();
        DirectoryWriter before = writer(settings);
        put(before, contact("@ana", "Ana Lima"));
        put(before, contact("@bob", "Bob Moor"));
        before.change(ADMIN, people -> List.of(Change.erase(ANA)));
        assertThat(before.directory().now().find(ANA)).isEmpty();
        before.close();

        PeopleDirectory after = reader(settings);

        awaitRead(after);
        assertThat(after.now().all())
                .extracting(Listing::contact)
                .containsExactly(contact("@bob", "Bob Moor"));
    }

    @Test
    void changes_at_the_same_time_from_two_nodes_are_decided_one_after_the_other() {
        DirectorySettings settings = Directory.settings();
        List<DirectoryWriter> nodes = List.of(writer(settings), writer(settings));
        put(nodes.getFirst(), contact("@ana", "0"));

        List<CompletableFuture<Void>> counting =
                nodes.stream()
                        .map(
                                node ->
                                        CompletableFuture.runAsync(
                                                () -> {
                                                    for (int i = 0; i < 10; i++) {
                                                        node.change(ADMIN, one());
                                                    }
                                                }))
                        .toList();
        counting.forEach(CompletableFuture::join);

        assertThat(nodes.getFirst().change(ADMIN, people -> List.of()).changed()).isFalse();
        DirectoryWriter last = writer(settings);
        put(last, contact("@bob", "Bob Moor"));
        assertThat(last.directory().now().find(ANA).orElseThrow().contact().displayName())
                .isEqualTo("20");
    }

    @Test
    void what_a_decision_changes_comes_together_and_a_refused_one_changes_nothing() {
        DirectorySettings settings = Directory.settings();
        DirectoryWriter writer = writer(settings);
        Contact ana = contact("@ana", "Ana Lima");
        Contact ops = contact("team:ops", "Operations", "@ana");
        writer.change(ADMIN, people -> List.of(Change.to(ana), Change.to(ops)));

        assertThatThrownBy(
                        () ->
                                writer.change(
                                        ADMIN,
                                        people -> {
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");

        assertThat(writer.directory().now().all())
                .extracting(Listing::contact)
                .containsExactly(ana, ops);
    }

    @Test
    void unknown_handles_are_taken_up_once_and_never_over_what_is_known() {
        DirectorySettings settings = Directory.settings();
        DirectoryWriter writer = writer(settings);
        put(writer, contact("@ana", "Ana Lima"));
        Handle zoe = new Handle("@zoe");

        writer.takeUp(ADMIN, List.of(zoe, ANA));
        await().atMost(SOON).until(() -> writer.directory().now().find(zoe).isPresent());
        long version = writer.directory().now().find(zoe).orElseThrow().version();
        writer.takeUp(ADMIN, List.of(zoe));
        put(writer, contact("@bob", "Bob Moor"));

        KnownPeople people = writer.directory().now();
        assertThat(people.find(zoe).orElseThrow().version()).isEqualTo(version);
        assertThat(people.knows(zoe)).isFalse();
        assertThat(people.knows(ANA)).isTrue();
    }

    @Test
    void nothing_is_written_where_kafka_would_forget_people_or_keep_the_erased() throws Exception {
        DirectorySettings settings = Directory.settings();
        try (Admin admin =
                Admin.create(
                        Map.<String, Object>of("bootstrap.servers", settings.bootstrapServers()))) {
            admin.createTopics(
                            List.of(
                                    new NewTopic(settings.topic(), 1, (short) 1)
                                            .configs(Map.of("cleanup.policy", "delete"))))
                    .all()
                    .get();
        }
        DirectoryWriter writer = DirectoryWriter.open(settings, () -> false);
        open.add(writer);

        assertThatThrownBy(() -> put(writer, contact("@ana", "Ana Lima")))
                .isInstanceOfSatisfying(
                        DirectoryUnavailableException.class,
                        refused -> assertThat(refused.perhapsWritten()).isFalse())
                .hasMessageContaining(settings.topic());
    }

    private static Function<KnownPeople, List<Change>> one() {
        return people -> {
            String count = people.find(ANA).orElseThrow().contact().displayName();
            return List.of(Change.to(contact("@ana", String.valueOf(Integer.parseInt(count) + 1))));
        };
    }

    private DirectoryWriter writer(DirectorySettings settings) {
        DirectoryWriter writer = DirectoryWriter.open(settings, () -> false);
        open.add(writer);
        awaitRead(writer.directory());
        return writer;
    }

    private PeopleDirectory reader(DirectorySettings settings) {
        PeopleDirectory reader = PeopleDirectory.follow(settings);
        open.add(reader);
        return reader;
    }

    private static Written put(DirectoryWriter writer, Contact contact) {
        return writer.change(ADMIN, people -> List.of(Change.to(contact)));
    }

    private static void awaitRead(PeopleDirectory directory) {
        await().atMost(SOON).ignoreExceptions().until(() -> directory.now() != null);
    }
}
