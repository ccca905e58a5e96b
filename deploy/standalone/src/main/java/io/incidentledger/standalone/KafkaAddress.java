package io.incidentledger.standalone;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Where somebody else's Kafka is said to be. */
public final class KafkaAddress {
    private KafkaAddress() {}

    /**
     * Whether somebody answers there is not asked.
     *
     * @param brokers {@code host:port[,host:port]}
     * @throws StandsInTheWayException when there can be no Kafka: none of the hosts exists, or it
     *     is no address
     */
    public static void check(String brokers) {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
            admin.close(Duration.ZERO);
        } catch (KafkaException e) {
            throw new StandsInTheWayException(
                    "Kafka cannot be at " + brokers + " (" + reason(e) + "); correct --kafka.", e);
        }
    }

    private static @Nullable String reason(KafkaException failure) {
        return failure.getCause() instanceof ConfigException config
                ? config.getMessage()
                : failure.getMessage();
    }
}
