package io.incidentledger.embedded.kafka;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.metadata.KRaftMetadataCache;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's broker and its controller in this process, as {@link KafkaRaftServer} combines them, save
 * that a broker that was killed is signed off before its successor starts.
 *
 * <p>Without that, the successor begins as what its predecessor was, leader of every partition,
 * until the controller misses the predecessor's sign of life and deposes both. A transaction that
 * was being committed when the predecessor died falls into that gap: its commit marker is due, its
 * partition has no leader, and Kafka 4.3 takes such a partition for deleted and calls the
 * transaction complete without the marker. Readers then wait for that marker for ever.
 */
final class BrokerAndController {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerAndController.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);

    private final ControllerServer controller;
    private final BrokerServer broker;

    BrokerAndController(KafkaConfig config) {
        var directories = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        Metrics metrics =
                Server.initializeMetrics(
                        config, Time.SYSTEM, directories._1().clusterId().orElseThrow());
        Map<Integer, InetSocketAddress> voters =
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters());
        SharedServer shared =
                new SharedServer(
                        config,
                        directories._1(),
                        Time.SYSTEM,
                        metrics,
                        CompletableFuture.completedFuture(voters),
                        List.of(),
                        new StandardFaultHandlerFactory(),
                        ServerSocketFactory.INSTANCE);
        broker = new BrokerServer(shared);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2());
    }

    void startup() {
        controller.startup();
        signOffPredecessor();
        broker.startup();
    }

    void shutdown() {
        // The broker takes leave of the controller.
        broker.shutdown();
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
    }

    private void signOffPredecessor() {
        KRaftMetadataCache metadata = controller.metadataCachePublisher().metadataCache();
        await("read its metadata", () -> !metadata.getImage().isEmpty());
        if (metadata.hasAliveBroker(BrokerProperties.NODE_ID)) {
            await("sign off the broker that was killed", this::unregister);
            await(
                    "forget the broker that was killed",
                    () -> !metadata.hasAliveBroker(BrokerProperties.NODE_ID));
        }
    }

    private boolean unregister() {
        var request =
                new ControllerRequestContext(
                        new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
        try {
            controller.controller().unregisterBroker(request, BrokerProperties.NODE_ID).join();
            return true;
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof NotControllerException) {
                return false;
            }
            throw failure;
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new EmbeddedKafkaException(
                        "Kafka's controller did not " + what + " within " + PATIENCE + ".");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
