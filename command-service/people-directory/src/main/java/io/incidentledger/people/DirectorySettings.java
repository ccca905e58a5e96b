package io.incidentledger.people;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the directory is.
 *
 * @param bootstrapServers where Kafka is, {@code host:port[,host:port]}
 * @param ledger the topic of the ledger that it belongs to
 * @param replicationFactor on how many brokers its topic must be
 * @param minInsyncReplicas how many of them must have a change before it counts
 * @param clientProperties further settings of every Kafka client, security above all
 * @param sweep how old a segment of the topic grows, and how long what was replaced may wait to be
 *     removed from a closed one. Default: 10 minutes. Erased words are gone from the brokers' disks
 *     after twice that and what Kafka takes to come round; with less, there are many small segments
 */
public record DirectorySettings(
        String bootstrapServers,
        String ledger,
        int replicationFactor,
        int minInsyncReplicas,
        Map<String, String> clientProperties,
        Duration sweep) {

    private static final Duration SWEEP = Duration.ofMinutes(10);

    /** For how long Kafka keeps the mark of an erasure: who reads less often would miss it. */
    static final Duration MARKS_KEPT = Duration.ofDays(1);

    public DirectorySettings {
        Map<String, String> properties = new HashMap<>(clientProperties);
        // For whom waits for the end of a log; who follows one would ask a hundred times a second.
        properties.remove("fetch.max.wait.ms");
        clientProperties = Map.copyOf(properties);
    }

    /** With the default sweep. */
    public DirectorySettings(
            String bootstrapServers,
            String ledger,
            int replicationFactor,
            int minInsyncReplicas,
            Map<String, String> clientProperties) {
        this(
                bootstrapServers,
                ledger,
                replicationFactor,
                minInsyncReplicas,
                clientProperties,
                SWEEP);
    }

    /** The directory's own topic. */
    public String topic() {
        return ledger + ".directory";
    }

    /** The name under which its writers fence each other. */
    public String transactionalId() {
        return topic() + "-writer";
    }

    /** Settings of the topic, by which what was replaced or erased goes from the disks. */
    public Map<String, String> topicConfig() {
        String millis = String.valueOf(sweep.toMillis());
        return Map.of(
                "cleanup.policy",
                "compact",
                "segment.ms",
                millis,
                "max.compaction.lag.ms",
                millis,
                "min.cleanable.dirty.ratio",
                "0.01",
                "delete.retention.ms",
                String.valueOf(MARKS_KEPT.toMillis()),
                "file.delete.delay.ms",
                String.valueOf(Math.min(60_000, sweep.toMillis())),
                "unclean.leader.election.enable",
                "false",
                "min.insync.replicas",
                String.valueOf(minInsyncReplicas));
    }

    /** Without the clients' properties, which may hold secrets. */
    @Override
    public String toString() {
        return "DirectorySettings[" + topic() + " at " + bootstrapServers + "]";
    }
}
