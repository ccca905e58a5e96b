package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.command.edge.Api.Reply;
import io.incidentledger.events.EventCodec;
import io.incidentledger.eventstore.record.RecordedEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G2, G3 and G5 at the edge: orders that come again, at once, or for what has moved. */
class OnceTest {
    private static final String TITLE = "{\"title\":\"It fails\"}";

    @TempDir static Path directory;
    private static Service service;
    private static Api ana;

    @BeforeAll
    static void start() {
        service = Service.start("once", directory);
        ana = service.as("@ana", "responder");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void the_same_order_twice_has_one_effect_and_the_same_answer() {
        Reply first = ana.post("/incidents", TITLE, "Idempotency-Key", "declare-1");
        long head = service.head();

        Reply second = ana.post("/incidents", TITLE, "Idempotency-Key", "declare-1");

        assertThat(service.head()).isEqualTo(head);
        isSame(second, first);
        assertThat(first.status()).isEqualTo(201);
    }

    @Test
    void the_answer_stays_the_same_after_the_incident_moved_on() {
        String incident = ana.post("/incidents", TITLE).field("/number");
        String path = "/incidents/" + incident + "/follow-ups";
        Reply first = ana.post(path, TITLE, "Idempotency-Key", "follow-up-1");
        ana.post("/incidents/" + incident + "/severity", "{\"severity\":\"SEV1\"}");

        isSame(ana.post(path, TITLE, "Idempotency-Key", "follow-up-1"), first);
        assertThat(first.field("/incident/number")).isEqualTo(incident);
    }

    @Test
    void a_step_that_was_taken_is_answered_and_not_refused_when_its_order_comes_again() {
        String incident = ana.post("/incidents", TITLE).field("/number");
        String path = "/incidents/" + incident + "/resolve";
        String body = "{\"resolution\":\"restart\"}";
        Reply first = ana.post(path, body, "Idempotency-Key", "resolve-1");

        isSame(ana.post(path, body, "Idempotency-Key", "resolve-1"), first);
        assertThat(ana.post(path, body).field("/rule")).isEqualTo("not-active");
    }

    @Test
    void the_same_key_for_another_order_is_refused() {
        ana.post("/incidents", TITLE, "Idempotency-Key", "other-1");
        long head = service.head();

        Reply other = ana.post("/incidents", "{\"title\":\"x\"}", "Idempotency-Key", "other-1");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.field("/rule")).isEqualTo("idempotency-key-reused");
        assertThat(other.field("/fields/0/field")).isEqualTo("Idempotency-Key");
        assertThat(service.head()).isEqualTo(head);
    }

    @Test
    void what_is_recorded_of_an_order_says_nothing_to_who_has_not_the_first_events_salt()
            throws Exception {
        Reply order = ana.post("/incidents", TITLE, "Idempotency-Key", "keyed");
        RecordedEvent event = service.events().get(Math.toIntExact(order.position()));
        String salt = new EventCodec().salt(service.events().getFirst().payload()).orElseThrow();

        String plain = hash("/incidents", TITLE);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));

        assertThat(event.metadata().get("commandHash"))
                .isNotEqualTo(plain)
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(mac.doFinal(plain.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void an_order_that_was_recorded_before_hashes_had_a_key_is_recognised() throws Exception {
        String path = "/incidents/" + ana.post("/incidents", TITLE).field("/number") + "/severity";
        String body = "{\"severity\":\"SEV1\"}";
        long position = ana.post(path, body).position();
        RecordedEvent recorded = service.events().get(Math.toIntExact(position));
        Map<String, String> metadata = new HashMap<>(recorded.metadata());
        metadata.putAll(Map.of("commandId", "old", "commandHash", hash(path, body)));
        append(recorded, metadata);
        long head = service.head();

        Reply again = ana.post(path, body, "Idempotency-Key", "old");
        Reply other = ana.post(path, "{\"severity\":\"SEV2\"}", "Idempotency-Key", "old");

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(again.position()).isEqualTo(head - 1);
        assertThat(other.field("/rule")).isEqualTo("idempotency-key-reused");
        assertThat(service.head()).isEqualTo(head);
    }

    @Test
    void the_same_order_may_be_written_otherwise() {
        Reply first =
                ana.post(
                        "/incidents",
                        "{\"title\":\"x\",\"detection\":{\"source\":\"user\",\"detail\":\"y\"}}",
                        "Idempotency-Key",
                        "spelling");

        Reply again =
                ana.post(
                        "/incidents",
                        " {\"detection\": {\"detail\":\"y\", \"source\":\"user\"}, \"title\":\"\\u0078\"}\n",
                        "Idempotency-Key",
                        "spelling");

        isSame(again, first);
    }

    @Test
    void a_key_belongs_to_its_actor() {
        Api ben = service.as("@ben", "responder");
        Reply anas = ana.post("/incidents", TITLE, "Idempotency-Key", "shared");

        Reply bens = ben.post("/incidents", TITLE, "Idempotency-Key", "shared");

        assertThat(bens.status()).isEqualTo(201);
        assertThat(bens.field("/id")).isNotEqualTo(anas.field("/id"));
    }

    @Test
    void an_order_that_changes_nothing_leaves_no_trace_and_its_key_is_free() {
        Reply declared = ana.post("/incidents", "{\"title\":\"It fails\",\"severity\":\"SEV1\"}");
        String path = "/incidents/" + declared.field("/number") + "/severity";
        long head = service.head();

        Reply unchanged =
                ana.post(path, "{\"severity\":\"SEV1\"}", "Idempotency-Key", "severity-1");

        assertThat(unchanged.status()).isEqualTo(200);
        assertThat(unchanged.json().at("/changed").asBoolean()).isFalse();
        assertThat(unchanged.headers()).containsEntry("etag", declared.headers().get("etag"));
        assertThat(unchanged.field("/number")).isEqualTo(declared.field("/number"));
        assertThat(service.head()).isEqualTo(head);
        assertThat(
                        ana.post(path, "{\"severity\":\"SEV2\"}", "Idempotency-Key", "severity-1")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void the_same_order_many_times_at_once_has_one_effect() throws Exception {
        long head = service.head();

        List<Reply> replies =
                atOnce(16, i -> ana.post("/incidents", TITLE, "Idempotency-Key", "stampede"));

        assertThat(replies).allSatisfy(reply -> isSame(reply, replies.getFirst()));
        assertThat(replies.getFirst().status()).isEqualTo(201);
        // One declaration and its milestone.
        assertThat(service.head()).isEqualTo(head + 2);
    }

    @Test
    void a_step_ordered_many_times_at_once_under_one_key_is_never_refused() throws Exception {
        String path = "/incidents/" + ana.post("/incidents", TITLE).field("/number") + "/resolve";

        List<Reply> replies =
                atOnce(
                        16,
                        i ->
                                ana.post(
                                        path,
                                        "{\"resolution\":\"restart\"}",
                                        "Idempotency-Key",
                                        "resolve-stampede"));

        assertThat(replies).allSatisfy(reply -> isSame(reply, replies.getFirst()));
        assertThat(replies.getFirst().status()).isEqualTo(200);
    }

    @Test
    void a_restart_changes_no_answer() {
        Reply first = ana.post("/incidents", TITLE, "Idempotency-Key", "before-restart");
        String incident = first.field("/number");
        Reply followUp =
                ana.post(
                        "/incidents/" + incident + "/follow-ups",
                        TITLE,
                        "Idempotency-Key",
                        "follow-up-before-restart");
        String anasToken = ana.token();

        service.close();
        service = Service.start("once", directory);
        ana = service.as(anasToken);

        isSame(ana.post("/incidents", TITLE, "Idempotency-Key", "before-restart"), first);
        isSame(
                ana.post(
                        "/incidents/" + incident + "/follow-ups",
                        TITLE,
                        "Idempotency-Key",
                        "follow-up-before-restart"),
                followUp);
    }

    @Test
    void an_order_for_an_incident_that_moved_is_refused() {
        Reply declared = ana.post("/incidents", TITLE);
        String path = "/incidents/" + declared.field("/number") + "/severity";
        String seen = declared.headers().get("etag");
        Reply changed = ana.post(path, "{\"severity\":\"SEV1\"}", "If-Match", seen);
        long head = service.head();

        Reply late = ana.post(path, "{\"severity\":\"SEV2\"}", "If-Match", seen);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.field("/type")).isEqualTo("urn:incident-ledger:problem:moved");
        assertThat(late.json().at("/version").asLong()).isEqualTo(changed.position());
        assertThat(service.head()).isEqualTo(head);
        assertThat(ana.post(path, "{\"severity\":\"SEV3\"}", "If-Match", "*").status())
                .isEqualTo(200);
    }

    @Test
    void the_etag_of_a_question_names_the_version_with_whatever_else_it_says() {
        Reply declared = ana.post("/incidents", TITLE);
        String path = "/incidents/" + declared.field("/number") + "/severity";
        String version = String.valueOf(declared.position());

        Reply same =
                ana.post(
                        path,
                        "{\"severity\":\"SEV1\"}",
                        "If-Match",
                        "\"" + version + "-" + (declared.position() + 7) + "+12~1f3a9c0d\"");
        Reply late =
                ana.post(path, "{\"severity\":\"SEV2\"}", "If-Match", "\"" + version + "+13\"");

        assertThat(same.status()).as(same.text()).isEqualTo(200);
        assertThat(late.status()).isEqualTo(412);
    }

    @Test
    void of_many_orders_for_the_same_version_one_is_carried_out() throws Exception {
        Reply declared = ana.post("/incidents", TITLE);
        String path = "/incidents/" + declared.field("/number") + "/details";
        String seen = declared.headers().get("etag");

        List<Reply> replies =
                atOnce(
                        16,
                        i -> ana.post(path, "{\"title\":\"Title " + i + "\"}", "If-Match", seen));

        assertThat(replies).extracting(Reply::status).filteredOn(it -> it == 200).hasSize(1);
        assertThat(replies).extracting(Reply::status).filteredOn(it -> it == 412).hasSize(15);
    }

    @Test
    void thirty_people_write_into_one_incident_and_nothing_is_lost() throws Exception {
        String incident = ana.post("/incidents", TITLE).field("/number");
        int people = 30;
        int each = 10;
        Set<String> expected = new TreeSet<>();
        IntStream.range(0, people * each).forEach(i -> expected.add("entry " + i));

        List<Reply> replies =
                atOnce(
                                people,
                                i ->
                                        IntStream.range(0, each)
                                                .mapToObj(
                                                        j ->
                                                                ana.post(
                                                                        "/incidents/"
                                                                                + incident
                                                                                + "/timeline",
                                                                        "{\"kind\":\"note\",\"text\":\"entry "
                                                                                + (i * each + j)
                                                                                + "\"}"))
                                                .toList())
                        .stream()
                        .flatMap(List::stream)
                        .toList();

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        Set<String> recorded = new TreeSet<>();
        service.events().stream()
                .filter(event -> event.type().equals("timeline.entry-recorded"))
                .forEach(event -> recorded.add(text(event.payload())));
        assertThat(recorded).isEqualTo(expected);
        assertThat(replies).extracting(Reply::position).doesNotHaveDuplicates();
    }

    @Test
    void of_those_who_come_at_once_each_is_answered_for_itself() throws Exception {
        Reply declared = ana.post("/incidents", TITLE);
        String path = "/incidents/" + declared.field("/number");

        List<Reply> replies =
                atOnce(
                        30,
                        i ->
                                switch (i % 3) {
                                    case 0 ->
                                            ana.post(
                                                    path + "/roles",
                                                    "{\"role\":\"lead\",\"holder\":\"@p%d\"}"
                                                            .formatted(i));
                                    case 1 ->
                                            ana.post(path + "/severity", "{\"severity\":\"SEV1\"}");
                                    default ->
                                            ana.post(
                                                    path + "/follow-ups",
                                                    "{\"title\":\"Number %d\"}".formatted(i));
                                });

        List<Reply> leads = every(3, 0, replies);
        List<Reply> severities = every(3, 1, replies);
        List<Reply> followUps = every(3, 2, replies);
        assertThat(leads).extracting(Reply::status).containsOnlyOnce(200).containsOnly(200, 422);
        assertThat(leads)
                .filteredOn(reply -> reply.status() == 422)
                .allSatisfy(reply -> assertThat(reply.field("/rule")).isEqualTo("one-lead"));
        assertThat(severities)
                .filteredOn(reply -> reply.json().at("/changed").asBoolean())
                .singleElement()
                .satisfies(
                        first ->
                                assertThat(severities)
                                        .allMatch(later -> later.position() >= first.position()));
        assertThat(followUps).extracting(Reply::status).containsOnly(201);
        assertThat(followUps).extracting(reply -> reply.field("/number")).doesNotHaveDuplicates();
    }

    private static String hash(String path, String body) throws Exception {
        return HexFormat.of()
                .formatHex(
                        MessageDigest.getInstance("SHA-256")
                                .digest(
                                        ("POST\n/api/v1" + path + "\n" + body)
                                                .getBytes(StandardCharsets.UTF_8)));
    }

    /** As an older version wrote it. */
    private static void append(RecordedEvent event, Map<String, String> metadata) {
        var message =
                new GenericEventMessage(
                        UUID.randomUUID().toString(),
                        new MessageType(event.type(), event.version()),
                        event.payload(),
                        metadata,
                        Instant.now());
        commit(
                service.log()
                        .storageEngine()
                        .appendEvents(
                                AppendCondition.none(),
                                null,
                                List.of(new GenericTaggedEventMessage<>(message, event.tags())))
                        .join());
    }

    private static <R> void commit(EventStorageEngine.AppendTransaction<R> transaction) {
        R result = transaction.commit(null).join();
        // The index knows it from then on.
        transaction.afterCommit(result, null).join();
    }

    private static List<Reply> every(int step, int first, List<Reply> replies) {
        return IntStream.range(0, replies.size())
                .filter(i -> i % step == first)
                .mapToObj(replies::get)
                .toList();
    }

    private static String text(byte[] payload) {
        return new Reply(0, Map.of(), new String(payload, StandardCharsets.UTF_8))
                .field("/content/text");
    }

    private static void isSame(Reply reply, Reply first) {
        assertThat(reply.status()).isEqualTo(first.status());
        assertThat(reply.text()).isEqualTo(first.text());
        for (String header : List.of("etag", "ledger-position", "content-type")) {
            assertThat(reply.headers().get(header)).isEqualTo(first.headers().get(header));
        }
        assertThat(reply.headers().get("location")).isEqualTo(first.headers().get("location"));
    }

    private static <T> List<T> atOnce(int threads, IntFunction<T> work)
            throws InterruptedException, ExecutionException {
        var barrier = new CyclicBarrier(threads);
        try (var executor = Executors.newFixedThreadPool(threads)) {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                tasks.add(
                        () -> {
                            barrier.await();
                            return work.apply(number);
                        });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
