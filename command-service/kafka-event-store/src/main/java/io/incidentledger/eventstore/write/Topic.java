package io.incidentledger.eventstore.write;

import io.incidentledger.eventstore.EventStoreFailure;
import io.incidentledger.eventstore.EventStoreSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's topic as Kafka's administration sees it: made when absent, refused when history
 * would not be safe in it.
 */
public final class Topic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Topic.class);
    private static final String TRANSACTIONS = "__transaction_state";
    private static final long PATIENCE_SECONDS = 10;

    private final EventStoreSettings settings;
    private final TopicPartition partition;
    private final Admin admin;
    private boolean deniedBefore;

    public Topic(EventStoreSettings settings) {
        this.settings = settings;
        this.partition = new TopicPartition(settings.topic(), 0);
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put("bootstrap.servers", settings.bootstrapServers());
        properties.put("default.api.timeout.ms", (int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        properties.put("request.timeout.ms", (int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS / 2));
        this.admin = Admin.create(properties);
    }

    /** The consumer group whose offset's metadata names who has taken the ledger. */
    static String ownerGroup(EventStoreSettings settings) {
        return settings.transactionalId() + ".owner";
    }

    /** Whether Kafka knows the topic. */
    public boolean exists() {
        return describe(settings.topic()).isPresent();
    }

    /** Makes the topic and waits until Kafka knows of it everywhere it is asked for. */
    public void create() {
        NewTopic topic =
                new NewTopic(settings.topic(), 1, (short) settings.replicationFactor())
                        .configs(settings.topicConfig());
        try {
            await(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException another) {
            // Another node was first; what it made is checked like any other.
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!exists() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /**
     * Checks settings, partitions, replicas and the beginning of the topic.
     *
     * @return Kafka's id of the topic
     * @throws EventStoreFailure.Refused when history would not be safe in it
     */
    public String check() {
        TopicDescription description =
                describe(settings.topic())
                        .orElseThrow(
                                () ->
                                        new EventStoreFailure.Refused(
                                                "The topic " + settings.topic() + " is gone."));
        if (description.partitions().size() != 1) {
            throw refused(
                    "has "
                            + description.partitions().size()
                            + " partitions; a ledger is exactly one, or there is no order in it");
        }
        checkConfig();
        int replicas = description.partitions().getFirst().replicas().size();
        if (replicas < settings.replicationFactor()) {
            throw refused(
                    "is on "
                            + replicas
                            + " brokers where "
                            + settings.replicationFactor()
                            + " are demanded");
        }
        checkTransactions();
        long beginning = offset(OffsetSpec.earliest());
        if (beginning > 0) {
            throw refused("begins at offset " + beginning + ": events were deleted from its front");
        }
        return description.topicId().toString();
    }

    /** The offset behind the last record, committed or not. */
    long uncommittedEnd() {
        return offset(OffsetSpec.latest());
    }

    /** Who took the ledger last, empty when that is not known any more. */
    Optional<Owner> owner(String group) {
        OffsetAndMetadata claim =
                await(
                                admin.listConsumerGroupOffsets(
                                                group,
                                                new ListConsumerGroupOffsetsOptions()
                                                        .requireStable(true))
                                        .partitionsToOffsetAndMetadata())
                        .get(partition);
        return claim == null || claim.metadata().isEmpty()
                ? Optional.empty()
                : Optional.of(Owner.of(claim.metadata()));
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }

    private void checkConfig() {
        Config config = config(settings.topic());
        require(config, TopicConfig.CLEANUP_POLICY_CONFIG, "delete", "compaction removes events");
        require(config, TopicConfig.RETENTION_MS_CONFIG, "-1", "events would expire");
        require(
                config,
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                "events would be deleted when there are many");
        require(
                config,
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                "false",
                "a replica that lacks acknowledged events could become the leader");
        require(
                config,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "CreateTime",
                "the time of recording is part of the chain and must stay as written");
        int inSync = Integer.parseInt(value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
        if (inSync < settings.minInsyncReplicas()) {
            throw refused(
                    "has "
                            + TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG
                            + "="
                            + inSync
                            + " where "
                            + settings.minInsyncReplicas()
                            + " is demanded: acknowledged events could be lost with too few brokers");
        }
        long maxMessage = Long.parseLong(value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
        if (maxMessage < settings.maxEventBytes()) {
            throw refused(
                    "takes records of at most "
                            + maxMessage
                            + " bytes, less than maxEventBytes="
                            + settings.maxEventBytes());
        }
    }

    /** Where Kafka keeps what was committed: a commit that is forgotten there did not happen. */
    void checkTransactions() {
        try {
            Optional<TopicDescription> log = describe(TRANSACTIONS);
            if (log.isEmpty()) {
                return; // made with the first transaction
            }
            int replicas = log.get().partitions().getFirst().replicas().size();
            if (replicas < settings.replicationFactor()) {
                throw forgetful("is on " + replicas + " brokers", settings.replicationFactor());
            }
            ConfigEntry inSync = config(TRANSACTIONS).get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
            // Some who run Kafka for others do not show it.
            if (inSync != null
                    && inSync.value() != null
                    && Integer.parseInt(inSync.value()) < settings.minInsyncReplicas()) {
                throw forgetful(
                        "has " + inSync.name() + "=" + inSync.value(),
                        settings.minInsyncReplicas());
            }
        } catch (AuthorizationException denied) {
            if (!deniedBefore) {
                deniedBefore = true;
                LOG.warn(
                        "This node may not look how safe {} is, on which every commit rests: {}",
                        TRANSACTIONS,
                        denied.getMessage());
            }
        }
    }

    private static EventStoreFailure.Refused forgetful(String what, int demanded) {
        return new EventStoreFailure.Refused(
                "Kafka's own topic "
                        + TRANSACTIONS
                        + " "
                        + what
                        + " where "
                        + demanded
                        + " are demanded: a commit could be forgotten.");
    }

    private void require(Config config, String name, String expected, String because) {
        String actual = value(config, name);
        if (!actual.equals(expected)) {
            throw refused(
                    "has " + name + "=" + actual + ", which must be " + expected + ": " + because);
        }
    }

    private static String value(Config config, String name) {
        return String.valueOf(config.get(name).value());
    }

    private EventStoreFailure.Refused refused(String what) {
        return new EventStoreFailure.Refused("The topic " + settings.topic() + " " + what + ".");
    }

    private Config config(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = await(admin.describeConfigs(List.of(resource)).all()).get(resource);
        if (config == null) {
            throw new KafkaException("Kafka did not describe the settings of " + topic);
        }
        return config;
    }

    private Optional<TopicDescription> describe(String topic) {
        try {
            return Optional.ofNullable(
                    await(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic));
        } catch (UnknownTopicOrPartitionException absent) {
            return Optional.empty();
        }
    }

    private long offset(OffsetSpec spec) {
        return await(
                        admin.listOffsets(
                                        Map.of(partition, spec),
                                        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                                .partitionResult(partition))
                .offset();
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(2 * PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new KafkaException(failure);
        } catch (TimeoutException failure) {
            throw new KafkaException("Kafka did not answer in time", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", interrupted);
        }
    }
}
