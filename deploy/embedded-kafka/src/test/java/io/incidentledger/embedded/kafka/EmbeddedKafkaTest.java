package io.incidentledger.embedded.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    private static final String TOPIC = "facts";

    @TempDir Path directory;

    @Test
    void what_was_committed_is_there_after_a_restart_at_another_port() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(directory))) {
            createTopic(broker);
            commit(broker, "one", "two");
        }

        try (EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(directory))) {
            commit(broker, "three");
            assertThat(read(broker, 3)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void it_starts_again_after_sigkill_and_has_what_was_acknowledged() throws Exception {
        Process child =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                BrokerProcess.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> "committed".equals(output.readLine()));
        } finally {
            child.destroyForcibly().waitFor(10, SECONDS);
        }

        try (EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(directory))) {
            commit(broker, "after");
            assertThat(read(broker, 2)).containsExactly("before", "after");
        }
    }

    @Test
    void every_topic_is_flushed_at_every_write() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(directory));
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            createTopic(broker);
            commit(broker, "one");

            for (String topic : List.of(TOPIC, "__transaction_state")) {
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                var config =
                        admin.describeConfigs(List.of(resource))
                                .all()
                                .get(10, SECONDS)
                                .get(resource);
                assertThat(config.get("flush.messages").value()).as(topic).isEqualTo("1");
            }
        }
    }

    @Test
    void a_taken_port_is_refused_with_a_sentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(
                            () ->
                                    EmbeddedKafka.start(
                                            Settings.in(directory).withPort(taken.getLocalPort())))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessageContaining(
                            "The port " + taken.getLocalPort() + " on 127.0.0.1 cannot be used");
        }
    }

    @Test
    void a_directory_in_use_is_refused_with_a_sentence_and_the_first_broker_goes_on()
            throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(directory))) {
            createTopic(broker);

            assertThatThrownBy(() -> EmbeddedKafka.start(Settings.in(directory)))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessageContaining(directory.toString());

            commit(broker, "one");
            assertThat(read(broker, 1)).containsExactly("one");
        }
    }

    @Test
    void a_directory_that_is_a_file_is_refused_with_a_sentence() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> EmbeddedKafka.start(Settings.in(file)))
                .isInstanceOf(EmbeddedKafkaException.class)
                .hasMessageContaining("cannot be prepared");
    }

    @Test
    void a_broker_that_wants_to_end_the_process_tells_the_host_instead() {
        List<String> told = new CopyOnWriteArrayList<>();
        try (EmbeddedKafka broker =
                EmbeddedKafka.start(Settings.in(directory).withOnFailure(told::add))) {
            assertThatThrownBy(() -> Exit.halt(1)).isInstanceOf(Error.class);
            assertThatThrownBy(() -> Exit.exit(1, "out of space")).isInstanceOf(Error.class);

            await().untilAsserted(
                            () ->
                                    assertThat(told)
                                            .singleElement()
                                            .asString()
                                            .contains("The Kafka broker gave up"));
            assertThat(broker.port()).isPositive();
        }
    }

    private static void createTopic(EmbeddedKafka broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
                    .all()
                    .get(30, SECONDS);
        }
    }

    private static void commit(EmbeddedKafka broker, String... values) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "transactional.id",
                                "writer"),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, 0, null, value));
            }
            producer.commitTransaction();
        }
    }

    private static List<String> read(EmbeddedKafka broker, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "isolation.level",
                                "read_committed"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> {
                                consumer.poll(Duration.ofMillis(100))
                                        .forEach(record -> values.add(record.value()));
                                return values.size() >= count;
                            });
        }
        return values;
    }

    /** Commits a value and then waits to be killed. */
    static final class BrokerProcess {

        public static void main(String[] arguments) throws Exception {
            EmbeddedKafka broker = EmbeddedKafka.start(Settings.in(Path.of(arguments[0])));
            createTopic(broker);
            commit(broker, "before");
            System.out.println("committed");
            Thread.currentThread().join();
        }
    }
}
