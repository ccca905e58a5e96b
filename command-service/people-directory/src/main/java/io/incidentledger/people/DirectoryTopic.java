package io.incidentledger.people;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The directory's topic as Kafka's administration sees it. */
public final class DirectoryTopic implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final DirectorySettings settings;
    private final Admin admin;

    public DirectoryTopic(DirectorySettings settings) {
        this.settings = settings;
        Map<String, Object> properties = new HashMap<>(settings.clientProperties());
        properties.put("bootstrap.servers", settings.bootstrapServers());
        properties.put("default.api.timeout.ms", (int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        properties.put("request.timeout.ms", (int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS / 2));
        this.admin = Admin.create(properties);
    }

    /**
     * Makes the topic where there is none, and checks it.
     *
     * @return whether it was there already
     * @throws DirectoryUnavailableException when people would vanish from it, or stay when they are
     *     erased
     */
    public boolean prepare() {
        try {
            check();
            return true;
        } catch (UnknownTopicOrPartitionException absent) {
            NewTopic topic =
                    new NewTopic(settings.topic(), 1, (short) settings.replicationFactor())
                            .configs(settings.topicConfig());
            try {
                await(admin.createTopics(List.of(topic)).all());
                return false;
            } catch (TopicExistsException another) {
                // Another node was first; what it made is checked before it is written.
                return true;
            }
        }
    }

    /**
     * @throws DirectoryUnavailableException when people would vanish from it, or stay when they are
     *     erased
     * @throws UnknownTopicOrPartitionException when it is not there
     */
    void check() {
        TopicDescription topic =
                requireNonNull(
                        await(admin.describeTopics(List.of(settings.topic())).allTopicNames())
                                .get(settings.topic()));
        int replicas = topic.partitions().getFirst().replicas().size();
        if (topic.partitions().size() != 1 || replicas < settings.replicationFactor()) {
            throw refused(
                    "has "
                            + topic.partitions().size()
                            + " partitions on "
                            + replicas
                            + " brokers each, where one is demanded on "
                            + settings.replicationFactor());
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
        Config config =
                requireNonNull(await(admin.describeConfigs(List.of(resource)).all()).get(resource));
        settings.topicConfig()
                .forEach(
                        (name, demanded) -> {
                            String actual = String.valueOf(config.get(name).value());
                            boolean more =
                                    name.equals("min.insync.replicas")
                                            && Integer.parseInt(actual)
                                                    > settings.minInsyncReplicas();
                            if (!actual.equals(demanded) && !more) {
                                throw refused("has " + name + "=" + actual + ", not " + demanded);
                            }
                        });
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }

    private DirectoryUnavailableException refused(String what) {
        return new DirectoryUnavailableException(
                "The topic " + settings.topic() + " " + what + ".", false, null);
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
