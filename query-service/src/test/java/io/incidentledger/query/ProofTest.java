package io.incidentledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.events.AccessRole;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Severity;
import io.incidentledger.eventstore.anchor.Anchor;
import io.incidentledger.eventstore.read.LogConsumer;
import io.incidentledger.query.Asking.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** G12 over REST: on a log in which one payload was erased by law, and a later one by a liar. */
class ProofTest {
    private static final String TOPIC = "altered";
    private static final int ERASED = 4;
    private static final int ALTERED = 20;

    @TempDir static Path directory;
    private static final WrittenLog written = new WrittenLog();
    private static List<ConsumerRecord<byte[], byte[]>> records;
    @AutoClose private static final Database database = Database.empty();
    @AutoClose private static ConfigurableApplicationContext service;
    private static Asking ask;

    @BeforeAll
    static void start() throws Exception {
        written.token("viewer", AccessRole.VIEWER);
        IncidentId checkout = written.declare("Checkout fails", Severity.SEV1, "checkout");
        for (int i = 2; i < 30; i++) {
            written.note(checkout, "Note " + i);
        }
        try (EmbeddedLog log = new EmbeddedLog()) {
            log.append(written);
            records = read(log.topic);
        }
        copyAltered();
        service =
                RunningService.node(
                        database,
                        TOPIC,
                        "--ledger.query.anchor.key-file=" + directory.resolve("anchor.key"));
        ask = new Asking(service, "viewer");
    }

    @Test
    void the_log_is_verified_step_by_step_up_to_the_first_event_that_does_not_fit() {
        List<Long> verified = new ArrayList<>();
        String next = "/api/v1/log/verify?limit=8";
        JsonNode answer = null;
        while (next != null) {
            Answer step = ask.get(next);
            assertThat(step.status()).as(step.body()).isEqualTo(200);
            answer = step.json();
            verified.add(answer.get("verified").asLong());
            next = answer.path("next").isString() ? answer.get("next").asString() : null;
        }

        assertThat(verified).containsExactly(8L, 8L, 4L);
        assertThat(answer.get("intact").asBoolean()).isFalse();
        assertThat(answer.get("complete").asBoolean()).isFalse();
        assertThat(answer.at("/fault/position").asInt()).isEqualTo(ALTERED);
        assertThat(answer.at("/fault/kind").asString()).isEqualToIgnoringCase("payload");
        assertThat(answer.at("/fault/detail").asString()).contains("where position 20 is due");
    }

    @Test
    void a_stretch_that_fits_is_told_with_its_chain_and_what_was_erased_in_it() {
        JsonNode first = ask.get("/api/v1/log/verify?to=9").json();
        JsonNode rest = ask.get("/api/v1/log/verify?from=21").json();
        JsonNode empty = ask.get("/api/v1/log/verify?from=30").json();

        assertThat(first.get("verified").asInt()).isEqualTo(10);
        assertThat(first.get("erased").asInt()).isEqualTo(1);
        assertThat(first.get("intact").asBoolean()).isTrue();
        assertThat(first.get("complete").asBoolean()).isTrue();
        assertThat(first.get("chain").asString()).isEqualTo(chain(9));
        assertThat(rest.get("verified").asInt()).isEqualTo(9);
        assertThat(rest.get("complete").asBoolean()).isTrue();
        assertThat(empty.get("complete").asBoolean()).isTrue();
    }

    @Test
    void another_chain_before_a_stretch_and_an_end_that_is_not_there_are_found() {
        JsonNode another = ask.get("/api/v1/log/verify?from=6&after=" + "ab".repeat(32)).json();
        JsonNode beyond = ask.get("/api/v1/log/verify?from=21&to=40").json();

        assertThat(another.at("/fault/kind").asString()).isEqualToIgnoringCase("chain");
        assertThat(another.at("/fault/position").asInt()).isEqualTo(5);
        assertThat(beyond.at("/fault/kind").asString()).isEqualToIgnoringCase("missing");
        assertThat(beyond.at("/fault/position").asInt()).isEqualTo(30);
    }

    @Test
    void an_anchor_is_signed_and_says_where_the_log_stands() throws Exception {
        JsonNode json = ask.get("/api/v1/log/anchor").json();
        Answer text = ask.get("/api/v1/log/anchor.txt");

        Anchor anchor = Anchor.in(json.get("line").asString()).getFirst();
        assertThat(anchor.position()).isEqualTo(29);
        assertThat(anchor.chain()).isEqualTo(chain(29));
        assertThat(anchor.ledger()).isEqualTo(TOPIC);
        assertThat(anchor.signedBy(json.get("key").asString())).isTrue();
        assertThat(text.header("Content-Type")).startsWith("text/plain");
        assertThat(Anchor.in(text.body()).getFirst().key()).isEqualTo(anchor.key());
        assertThat(Files.getPosixFilePermissions(directory.resolve("anchor.key"))).hasSize(2);
    }

    @Test
    void who_has_no_token_verifies_nothing_and_bad_parameters_are_named() {
        Asking nobody = new Asking(service, null);

        assertThat(nobody.get("/api/v1/log/verify").status()).isEqualTo(401);
        assertThat(nobody.get("/api/v1/log/anchor").status()).isEqualTo(401);
        for (String parameter :
                List.of("from=-1", "to=x", "after=abc", "limit=0", "limit=100001")) {
            Answer answer = ask.get("/api/v1/log/verify?" + parameter);
            assertThat(answer.status()).as(parameter).isEqualTo(400);
            assertThat(answer.json().at("/fields/0/field").asString())
                    .isEqualTo(parameter.split("=")[0]);
        }
    }

    @Test
    void an_erased_payload_is_shown_as_erased_and_parks_nothing() {
        JsonNode events = ask.get("/api/v1/incidents/INC-1/events?limit=500").json().get("items");
        Answer timeline = ask.get("/api/v1/incidents/INC-1/timeline");

        JsonNode erased = null;
        for (JsonNode event : events) {
            if (event.get("position").asInt() == ERASED) {
                erased = event;
            } else {
                assertThat(event.get("erased").asBoolean()).isFalse();
            }
        }
        assertThat(erased).isNotNull();
        assertThat(erased.get("erased").asBoolean()).isTrue();
        assertThat(erased.hasNonNull("payload")).isFalse();
        assertThat(erased.hasNonNull("damaged")).isFalse();
        assertThat(erased.get("type").asString()).isEqualTo("timeline.entry-recorded");
        assertThat(timeline.status()).isEqualTo(200);
        assertThat(timeline.body()).doesNotContain("Note 4").contains("Note 5");
        assertThat(ask.get("/actuator/health").body()).contains("\"parked\":1"); // the liar's
        assertThat(ask.get("/api/v1/incidents/INC-1/postmortem.md").status()).isEqualTo(200);
    }

    private static String chain(int position) {
        return new String(
                records.get(position).headers().lastHeader("ce_chain").value(),
                StandardCharsets.US_ASCII);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (LogConsumer log =
                LogConsumer.ofWhatIsThere(
                        EmbeddedLog.broker().bootstrapServers(), topic, Map.of())) {
            await().until(() -> log.nextPosition() == written.head() + 1);
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            log.seek(0);
            for (List<ConsumerRecord<byte[], byte[]>> some = log.read(log.end());
                    !some.isEmpty();
                    some = log.read(log.end())) {
                all.addAll(some);
            }
            return all;
        }
    }

    private static void copyAltered() throws Exception {
        Map<String, Object> kafka =
                Map.of("bootstrap.servers", EmbeddedLog.broker().bootstrapServers());
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records.size(); i++) {
                ConsumerRecord<byte[], byte[]> record = records.get(i);
                byte[] value =
                        switch (i) {
                            case ERASED -> null;
                            case ALTERED -> "{}".getBytes(StandardCharsets.UTF_8);
                            default -> record.value();
                        };
                producer.send(
                                new ProducerRecord<>(
                                        TOPIC,
                                        0,
                                        record.timestamp(),
                                        record.key(),
                                        value,
                                        record.headers()))
                        .get();
            }
        }
    }
}
