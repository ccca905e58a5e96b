package io.incidentledger.standalone.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.incidentledger.events.Handle;
import io.incidentledger.eventstore.EventStoreSettings;
import io.incidentledger.eventstore.KafkaEventStore;
import io.incidentledger.eventstore.StoreState;
import io.incidentledger.eventstore.read.EventSourceSettings;
import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.people.DirectorySettings;
import io.incidentledger.people.DirectoryWriter;
import io.incidentledger.people.PeopleDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The printed access rules are enough for the nodes, and let nobody delete. */
class AccessRulesIT {
    private static final String TOPIC = "guarded";

    @TempDir static Path directory;
    private static GuardedKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        kafka =
                new GuardedKafka(
                        directory.resolve("kafka"), "ledger-command", "ledger-query", "tidy");
        Properties admin = new Properties();
        admin.putAll(GuardedKafka.as("admin"));
        Path login = directory.resolve("admin.properties");
        try (var out = Files.newOutputStream(login)) {
            admin.store(out, null);
        }
        assertThat(
                        createTopic(
                                "--kafka=" + kafka.address(),
                                "--topic=" + TOPIC,
                                "--kafka-properties=" + login,
                                "--replication-factor=1",
                                "--min-insync-replicas=1"))
                .contains(
                        "The topic " + TOPIC + " is made",
                        "The topic " + TOPIC + ".directory is made");
        try (Admin rights = admin("admin")) {
            List<AclBinding> rules =
                    new ArrayList<>(
                            new AccessRules(
                                            ledger("ledger-command"),
                                            directory("ledger-command"),
                                            "ledger-command",
                                            "ledger-query")
                                    .bindings());
            // Somebody who may do everything otherwise: what is denied is denied all the same.
            rules.add(
                    new AclBinding(
                            new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
                            new AccessControlEntry(
                                    "User:tidy", "*", AclOperation.ALL, AclPermissionType.ALLOW)));
            rights.createAcls(rules).all().get();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void a_command_node_writes_and_a_query_node_reads() throws Exception {
        try (KafkaEventStore store = KafkaEventStore.open(ledger("ledger-command"))) {
            await().atMost(Duration.ofSeconds(60))
                    .until(store::state, StoreState.Serving.class::isInstance);
        }
        var reading =
                new KafkaEventSource(
                        new EventSourceSettings(
                                kafka.address(),
                                TOPIC,
                                "incident",
                                10,
                                1_000,
                                GuardedKafka.as("ledger-query")));

        assertThat(reading.headPosition().get(60, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void a_command_node_that_may_not_look_at_the_topic_any_more_says_so_and_serves_on()
            throws Exception {
        AclBindingFilter looking =
                new AclBinding(
                                new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL),
                                new AccessControlEntry(
                                        "User:ledger-command",
                                        "*",
                                        AclOperation.DESCRIBE_CONFIGS,
                                        AclPermissionType.ALLOW))
                        .toFilter();
        EventStoreSettings settings =
                ledger("ledger-command", directory.resolve("watched"))
                        .checkInterval(Duration.ofMillis(200))
                        .build();
        try (KafkaEventStore store = KafkaEventStore.open(settings);
                Admin rights = admin("admin")) {
            await().atMost(Duration.ofSeconds(60))
                    .until(store::state, StoreState.Serving.class::isInstance);
            assertThat(store.unchecked()).isEmpty();

            Collection<AclBinding> taken = rights.deleteAcls(List.of(looking)).all().get();

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(store.unchecked().orElse(""))
                                            .contains("Authorization"));
            assertThat(store.state()).isInstanceOf(StoreState.Serving.class);

            rights.createAcls(taken).all().get();

            await().atMost(Duration.ofSeconds(60)).until(() -> store.unchecked().isEmpty());
        }
    }

    @Test
    void a_command_node_keeps_the_directory_of_people_and_a_query_node_reads_it() {
        Handle ana = new Handle("@ana");
        try (DirectoryWriter writer =
                        DirectoryWriter.open(directory("ledger-command"), () -> false);
                PeopleDirectory reading = PeopleDirectory.follow(directory("ledger-query"))) {
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> writer.directory().now() != null);
            writer.takeUp(ana, List.of(ana));

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> reading.now().find(ana).isPresent());
        }
    }

    @Test
    void nobody_deletes_neither_the_topic_nor_its_records_nor_by_its_settings() {
        for (String user : List.of("ledger-command", "ledger-query", "tidy")) {
            deniedTo(user, TOPIC);
            deniedTo(user, directory(user).topic());
        }
    }

    private static void deniedTo(String user, String topic) {
        try (Admin admin = admin(user)) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            var expire =
                    new AlterConfigOp(
                            new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET);
            Stream.<KafkaFuture<?>>of(
                            admin.deleteTopics(List.of(topic)).all(),
                            admin.deleteRecords(
                                            Map.of(
                                                    new TopicPartition(topic, 0),
                                                    RecordsToDelete.beforeOffset(0)))
                                    .all(),
                            admin.incrementalAlterConfigs(Map.of(resource, List.of(expire))).all(),
                            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                                    .all())
                    .forEach(
                            denied ->
                                    assertThatThrownBy(denied::get)
                                            .as(user)
                                            .hasCauseInstanceOf(AuthorizationException.class));
        }
    }

    @Test
    void the_same_is_printed_for_kafkas_own_tools() {
        assertThat(createTopic("--kafka=k:9092", "--print"))
                .contains(
                        "--create --topic incident-ledger \\",
                        "--create --topic incident-ledger.directory \\",
                        "--config cleanup.policy=compact",
                        "--replication-factor 3",
                        "--config min.insync.replicas=2",
                        "--config retention.ms=-1",
                        "--add --deny-principal 'User:*' --topic incident-ledger --operation Delete"
                                + " --operation Alter --operation AlterConfigs",
                        "--transactional-id incident-ledger-writer",
                        "--transactional-id incident-ledger.directory-writer");
    }

    /** What the command says. */
    private static String createTopic(String... arguments) {
        StringWriter said = new StringWriter();
        int exitCode =
                new CommandLine(new CreateTopicCommand())
                        .setOut(new PrintWriter(said))
                        .execute(arguments);
        assertThat(exitCode).isZero();
        return said.toString();
    }

    private static EventStoreSettings ledger(String user) {
        return ledger(user, directory.resolve("index")).build();
    }

    private static EventStoreSettings.Builder ledger(String user, Path index) {
        return EventStoreSettings.builder(kafka.address(), TOPIC, index)
                .singleBroker()
                .advertisedAddress("http://127.0.0.1:1")
                .clientProperties(GuardedKafka.as(user));
    }

    private static DirectorySettings directory(String user) {
        return new DirectorySettings(kafka.address(), TOPIC, 1, 1, GuardedKafka.as(user));
    }

    private static Admin admin(String user) {
        Map<String, Object> properties = new HashMap<>(GuardedKafka.as(user));
        properties.put("bootstrap.servers", kafka.address());
        return Admin.create(properties);
    }
}
