package io.incidentledger.embedded.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The configuration of a broker that is its own controller and has no other broker to rely on. */
final class BrokerProperties {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String HOST = "127.0.0.1";
    private static final int MEBIBYTE = 1024 * 1024;

    private BrokerProperties() {}

    static Map<String, String> of(Settings settings, Path logDirectory, int controllerPort) {
        Map<String, String> properties = new HashMap<>();
        identity(properties, logDirectory, settings.port(), controllerPort);
        durability(properties, settings.fsyncEveryWrite());
        restart(properties);
        footprint(properties);
        return properties;
    }

    private static void identity(
            Map<String, String> properties, Path logDirectory, int port, int controllerPort) {
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", String.valueOf(NODE_ID));
        properties.put("log.dirs", logDirectory.toString());
        properties.put(
                "listeners",
                "CLIENTS://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        properties.put("advertised.listeners", "CLIENTS://" + HOST + ":" + port);
        properties.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "CLIENTS");
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        // Named anew at each start, so that the port may change.
        properties.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        properties.put("auto.create.topics.enable", "false");
    }

    private static void durability(Map<String, String> properties, boolean fsyncEveryWrite) {
        if (fsyncEveryWrite) {
            // A broker-wide default: it holds for the transaction log too, without which a commit
            // could be forgotten.
            properties.put("log.flush.interval.messages", "1");
        }
        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("unclean.leader.election.enable", "false");
        // The default of 20 ms stalls transactions that follow each other closely.
        properties.put("add.partitions.to.txn.retry.backoff.ms", "1");
        // An idle ledger must still know its transactional id after a holiday.
        properties.put("transactional.id.expiration.ms", String.valueOf(Integer.MAX_VALUE));
    }

    private static void restart(Map<String, String> properties) {
        // The broker is let in at one of these.
        properties.put("broker.heartbeat.interval.ms", "200");
        properties.put("initial.broker.registration.timeout.ms", "60000");
        properties.put("controller.quorum.election.timeout.ms", "200");
        properties.put("controller.quorum.election.backoff.max.ms", "100");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // 6 s by default, for groups across a network.
        properties.put("group.min.session.timeout.ms", "1000");
        // What is not yet behind this checkpoint, and the whole last segment, are read again after
        // SIGKILL.
        properties.put("log.flush.offset.checkpoint.interval.ms", "5000");
        properties.put("log.segment.bytes", String.valueOf(64 * MEBIBYTE));
        properties.put("metadata.log.segment.bytes", String.valueOf(16 * MEBIBYTE));
        // The controller's sign of life twice a second would keep a laptop's disk awake.
        properties.put("metadata.max.idle.interval.ms", "5000");
        properties.put("controlled.shutdown.max.retries", "1");
    }

    private static void footprint(Map<String, String> properties) {
        properties.put("num.network.threads", "1");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "2");
        properties.put("num.recovery.threads.per.data.dir", "1");
        properties.put("num.replica.alter.log.dirs.threads", "1");
        properties.put("group.coordinator.threads", "1");
        properties.put("share.coordinator.threads", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.num.partitions", "2");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("offsets.topic.segment.bytes", String.valueOf(4 * MEBIBYTE));
        properties.put("transaction.state.log.segment.bytes", String.valueOf(16 * MEBIBYTE));
        properties.put("offsets.load.buffer.size", String.valueOf(MEBIBYTE));
        properties.put("transaction.state.log.load.buffer.size", String.valueOf(MEBIBYTE));
        properties.put("log.index.size.max.bytes", String.valueOf(MEBIBYTE));
        // 128 MB by default, for compacting what is a few kilobytes here.
        properties.put("log.cleaner.dedupe.buffer.size", String.valueOf(2 * MEBIBYTE));
        properties.put("log.cleaner.io.buffer.size", String.valueOf(MEBIBYTE / 2));
        properties.put("queued.max.requests", "64");
    }
}
