package io.incidentledger.eventstore;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link KafkaEventStore} needs to know.
 *
 * @param bootstrapServers where Kafka is, {@code host:port[,host:port]}. Required
 * @param topic the ledger's topic, made when absent. Required. One topic, one partition, one ledger
 * @param indexDirectory where the index is kept; it may be deleted at any time the store is closed,
 *     and is then rebuilt from the log. Required. One store at a time may use it
 * @param transactionalId the name under which writers fence each other. Default: the topic's name
 *     and {@code -writer}. Every writer of a ledger must use the same one: with another, two
 *     writers could both succeed
 * @param advertisedAddress makes the store one of several nodes of which one writes: the address at
 *     which this one takes commands, for the others to send them to; not blank. Default: null, this
 *     is the only one. Kafka's consumer group {@code <transactionalId>.candidates} then says who
 *     may try to write; without an address the store does not wait for any group
 * @param sessionTimeout of several nodes, how long the group waits for a sign of life before it
 *     lets another one try; at least 1 s. Default: 6 s, the least that a broker allows unless
 *     group.min.session.timeout.ms says otherwise. Too short changes writers for a hiccup, too long
 *     lets everybody wait for a dead one. A writer that could not prove for two thirds of it that
 *     it still is the one answers nothing
 * @param subjectTag the key of the tag whose value is the CloudEvents subject and Axon's aggregate
 *     identifier. Default: {@code aggregate}. Events without such a tag have neither
 * @param source the CloudEvents source, a URI reference. Default: {@code urn:event-store:} and the
 *     topic's name. It is part of the chain
 * @param contentType the media type of the payloads. Default: {@code application/json}
 * @param replicationFactor on how many brokers the topic must be. Default: 3. A topic with fewer is
 *     refused; 1 is right for an embedded broker only. More costs disk and latency
 * @param minInsyncReplicas how many of them must have a write before it counts. Default: 2. 1 loses
 *     acknowledged events with one disk, where replicationFactor is not 1; as many as
 *     replicationFactor stops writing when one broker is away
 * @param queueBound how many appends may wait. Default: 10,000. Too few refuses what a second later
 *     would have been written; too many lets callers wait for longer than they care to
 * @param maxBatchEvents how many events one transaction may hold, unless a single append has more.
 *     Default: 1,000. Too few wastes a transaction's fixed cost, too many delays those who wait
 *     behind it
 * @param maxBatchBytes how large the records of one transaction may be together, in bytes before
 *     compression, and so what is appended together. Default: 8 MiB. Too little refuses large
 *     imports; too much is not sent within the transaction's time-out when the network is slow
 * @param maxEventBytes how large one record may be, in bytes before compression. Default: 900,000.
 *     It must stay below the topic's max.message.bytes (1,048,588 by default), or Kafka refuses
 *     what the store accepted
 * @param appendTimeout how long an append may wait for its outcome before it is answered as
 *     unavailable. Default: 10 s. Shorter than a change of the partition's leader, it makes errors
 *     of short disturbances
 * @param openTimeout how long opening may go on without getting any further, in reaching Kafka or
 *     in reading the log, before it fails. Default: 60 s
 * @param transactionTimeout after which Kafka aborts a transaction whose writer died, at least 2 s.
 *     Default: 10 s. Readers wait so long after a crash, if nobody takes the ledger sooner; too
 *     short aborts healthy transactions on slow disks
 * @param checkInterval how often the topic's settings and its beginning are checked again. Default:
 *     30 s. Longer means a longer time in which a dangerous setting goes unnoticed; each check is a
 *     few small requests
 * @param ownershipInterval how often a store looks whether another one has written. Default: 1 s.
 *     It is how long a store that lost its ledger while idle may answer questions from what it
 *     knew; appends are safe regardless
 * @param retryAfter what to tell callers that are turned away. Default: 1 s
 * @param compression Kafka's compression.type: none, lz4, zstd, snappy or gzip. Default: none.
 *     Compression saves disk and costs the writer's time
 * @param guard through which the host can refuse appends. Default: it never does
 * @param meter what is told of every append. Default: nothing
 * @param clientProperties further settings of every Kafka client (security, above all). Default:
 *     none. What the store relies on, as acks and isolation, cannot be changed here
 */
public record EventStoreSettings(
        String bootstrapServers,
        String topic,
        Path indexDirectory,
        String transactionalId,
        @Nullable String advertisedAddress,
        Duration sessionTimeout,
        String subjectTag,
        String source,
        String contentType,
        int replicationFactor,
        int minInsyncReplicas,
        int queueBound,
        int maxBatchEvents,
        int maxBatchBytes,
        int maxEventBytes,
        Duration appendTimeout,
        Duration openTimeout,
        Duration transactionTimeout,
        Duration checkInterval,
        Duration ownershipInterval,
        Duration retryAfter,
        String compression,
        AppendGuard guard,
        AppendMeter meter,
        Map<String, String> clientProperties) {

    /** Refuses what cannot work. */
    public EventStoreSettings {
        requireText(bootstrapServers, "bootstrapServers");
        requireText(topic, "topic");
        Objects.requireNonNull(indexDirectory, "indexDirectory");
        requireText(transactionalId, "transactionalId");
        if (advertisedAddress != null) {
            requireText(advertisedAddress, "advertisedAddress");
        }
        requireAtLeast(Duration.ofSeconds(1), sessionTimeout, "sessionTimeout");
        requireText(subjectTag, "subjectTag");
        requireText(source, "source");
        requireText(contentType, "contentType");
        requireAtLeast(1, replicationFactor, "replicationFactor");
        requireAtLeast(1, minInsyncReplicas, "minInsyncReplicas");
        if (minInsyncReplicas > replicationFactor) {
            throw new IllegalArgumentException(
                    "minInsyncReplicas ("
                            + minInsyncReplicas
                            + ") must not be more than replicationFactor ("
                            + replicationFactor
                            + ")");
        }
        requireAtLeast(1, queueBound, "queueBound");
        requireAtLeast(1, maxBatchEvents, "maxBatchEvents");
        requireAtLeast(2_048, maxEventBytes, "maxEventBytes");
        requireAtLeast(maxEventBytes, maxBatchBytes, "maxBatchBytes");
        requireAtLeast(Duration.ofMillis(100), appendTimeout, "appendTimeout");
        requireAtLeast(Duration.ofSeconds(1), openTimeout, "openTimeout");
        requireAtLeast(Duration.ofSeconds(2), transactionTimeout, "transactionTimeout");
        requireAtLeast(Duration.ofMillis(100), checkInterval, "checkInterval");
        requireAtLeast(Duration.ofMillis(10), ownershipInterval, "ownershipInterval");
        requireAtLeast(Duration.ZERO, retryAfter, "retryAfter");
        requireText(compression, "compression");
        Objects.requireNonNull(guard, "guard");
        Objects.requireNonNull(meter, "meter");
        clientProperties = Map.copyOf(clientProperties);
    }

    /** What the ledger's topic must be set to, or history is not safe in it. */
    public Map<String, String> topicConfig() {
        return Map.of(
                "cleanup.policy", "delete",
                "retention.ms", "-1",
                "retention.bytes", "-1",
                "unclean.leader.election.enable", "false",
                "message.timestamp.type", "CreateTime",
                "min.insync.replicas", String.valueOf(minInsyncReplicas));
    }

    /** The defaults for a ledger in the given topic. */
    public static Builder builder(String bootstrapServers, String topic, Path indexDirectory) {
        return new Builder(bootstrapServers, topic, indexDirectory);
    }

    /** Without the clients' properties, which may hold secrets. */
    @Override
    public String toString() {
        return "EventStoreSettings["
                + topic
                + " at "
                + bootstrapServers
                + ", index="
                + indexDirectory
                + "]";
    }

    private static void requireText(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
    }

    private static void requireAtLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(
                    name + " must be at least " + least + ", but is " + value);
        }
    }

    private static void requireAtLeast(Duration least, Duration value, String name) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    name + " must be at least " + least + ", but is " + value);
        }
    }

    /** Collects settings; each starts with its default. Not thread-safe. */
    public static final class Builder {

        private final String bootstrapServers;
        private final String topic;
        private final Path indexDirectory;
        private @Nullable String transactionalId;
        private @Nullable String advertisedAddress;
        private Duration sessionTimeout = Duration.ofSeconds(6);
        private String subjectTag = "aggregate";
        private @Nullable String source;
        private String contentType = "application/json";
        private int replicationFactor = 3;
        private int minInsyncReplicas = 2;
        private int queueBound = 10_000;
        private int maxBatchEvents = 1_000;
        private int maxBatchBytes = 8 << 20;
        private int maxEventBytes = 900_000;
        private Duration appendTimeout = Duration.ofSeconds(10);
        private Duration openTimeout = Duration.ofSeconds(60);
        private Duration transactionTimeout = Duration.ofSeconds(10);
        private Duration checkInterval = Duration.ofSeconds(30);
        private Duration ownershipInterval = Duration.ofSeconds(1);
        private Duration retryAfter = Duration.ofSeconds(1);
        private String compression = "none";
        private AppendGuard guard = AppendGuard.NONE;
        private AppendMeter meter = AppendMeter.NONE;
        private Map<String, String> clientProperties = Map.of();

        private Builder(String bootstrapServers, String topic, Path indexDirectory) {
            this.bootstrapServers = bootstrapServers;
            this.topic = topic;
            this.indexDirectory = indexDirectory;
        }

        /** See {@link EventStoreSettings#transactionalId()}. */
        public Builder transactionalId(String transactionalId) {
            this.transactionalId = transactionalId;
            return this;
        }

        /** See {@link EventStoreSettings#advertisedAddress()}. */
        public Builder advertisedAddress(@Nullable String advertisedAddress) {
            this.advertisedAddress = advertisedAddress;
            return this;
        }

        /** See {@link EventStoreSettings#sessionTimeout()}. */
        public Builder sessionTimeout(Duration sessionTimeout) {
            this.sessionTimeout = sessionTimeout;
            return this;
        }

        /** See {@link EventStoreSettings#subjectTag()}. */
        public Builder subjectTag(String subjectTag) {
            this.subjectTag = subjectTag;
            return this;
        }

        /** See {@link EventStoreSettings#source()}. */
        public Builder source(String source) {
            this.source = source;
            return this;
        }

        /** See {@link EventStoreSettings#contentType()}. */
        public Builder contentType(String contentType) {
            this.contentType = contentType;
            return this;
        }

        /** See {@link EventStoreSettings#replicationFactor()}. */
        public Builder replicationFactor(int replicationFactor) {
            this.replicationFactor = replicationFactor;
            return this;
        }

        /** See {@link EventStoreSettings#minInsyncReplicas()}. */
        public Builder minInsyncReplicas(int minInsyncReplicas) {
            this.minInsyncReplicas = minInsyncReplicas;
            return this;
        }

        /** See {@link EventStoreSettings#queueBound()}. */
        public Builder queueBound(int queueBound) {
            this.queueBound = queueBound;
            return this;
        }

        /** See {@link EventStoreSettings#maxBatchEvents()}. */
        public Builder maxBatchEvents(int maxBatchEvents) {
            this.maxBatchEvents = maxBatchEvents;
            return this;
        }

        /** See {@link EventStoreSettings#maxBatchBytes()}. */
        public Builder maxBatchBytes(int maxBatchBytes) {
            this.maxBatchBytes = maxBatchBytes;
            return this;
        }

        /** See {@link EventStoreSettings#maxEventBytes()}. */
        public Builder maxEventBytes(int maxEventBytes) {
            this.maxEventBytes = maxEventBytes;
            return this;
        }

        /** See {@link EventStoreSettings#appendTimeout()}. */
        public Builder appendTimeout(Duration appendTimeout) {
            this.appendTimeout = appendTimeout;
            return this;
        }

        /** See {@link EventStoreSettings#openTimeout()}. */
        public Builder openTimeout(Duration openTimeout) {
            this.openTimeout = openTimeout;
            return this;
        }

        /** See {@link EventStoreSettings#transactionTimeout()}. */
        public Builder transactionTimeout(Duration transactionTimeout) {
            this.transactionTimeout = transactionTimeout;
            return this;
        }

        /** See {@link EventStoreSettings#checkInterval()}. */
        public Builder checkInterval(Duration checkInterval) {
            this.checkInterval = checkInterval;
            return this;
        }

        /** See {@link EventStoreSettings#ownershipInterval()}. */
        public Builder ownershipInterval(Duration ownershipInterval) {
            this.ownershipInterval = ownershipInterval;
            return this;
        }

        /** See {@link EventStoreSettings#retryAfter()}. */
        public Builder retryAfter(Duration retryAfter) {
            this.retryAfter = retryAfter;
            return this;
        }

        /** See {@link EventStoreSettings#compression()}. */
        public Builder compression(String compression) {
            this.compression = compression;
            return this;
        }

        /** See {@link EventStoreSettings#guard()}. */
        public Builder guard(AppendGuard guard) {
            this.guard = guard;
            return this;
        }

        /** See {@link EventStoreSettings#meter()}. */
        public Builder meter(AppendMeter meter) {
            this.meter = meter;
            return this;
        }

        /** See {@link EventStoreSettings#clientProperties()}. */
        public Builder clientProperties(Map<String, String> clientProperties) {
            this.clientProperties = clientProperties;
            return this;
        }

        /**
         * For a broker without replicas, as the embedded one: replicationFactor and
         * minInsyncReplicas are 1.
         */
        public Builder singleBroker() {
            return replicationFactor(1).minInsyncReplicas(1);
        }

        /** The settings, checked. */
        public EventStoreSettings build() {
            return new EventStoreSettings(
                    bootstrapServers,
                    topic,
                    indexDirectory,
                    transactionalId == null ? topic + "-writer" : transactionalId,
                    advertisedAddress,
                    sessionTimeout,
                    subjectTag,
                    source == null ? "urn:event-store:" + topic : source,
                    contentType,
                    replicationFactor,
                    minInsyncReplicas,
                    queueBound,
                    maxBatchEvents,
                    maxBatchBytes,
                    maxEventBytes,
                    appendTimeout,
                    openTimeout,
                    transactionTimeout,
                    checkInterval,
                    ownershipInterval,
                    retryAfter,
                    compression,
                    guard,
                    meter,
                    clientProperties);
        }
    }
}
