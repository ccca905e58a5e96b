package io.incidentledger.command;

import io.incidentledger.command.edge.UnknownHandles;
import io.incidentledger.command.evidence.EvidenceSettings;
import io.incidentledger.command.forward.ForwardSettings;
import io.incidentledger.command.forward.NodeAddress;
import io.incidentledger.command.incident.DueDatePolicy;
import io.incidentledger.command.incident.UpdateCadence;
import io.incidentledger.events.Audience;
import io.incidentledger.events.Handle;
import io.incidentledger.events.Severity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the command service needs to know.
 *
 * @param log where the ledger is
 * @param clockSkew how far ahead of our clock a reported time may lie. Default 2 minutes. With
 *     less, people whose clock is a little fast are refused; with more, mistyped times are recorded
 * @param patience how long an order waits for earlier orders about the same incident before it is
 *     answered 503. Default 10 seconds. Less turns people away while a broker pauses; more keeps
 *     them waiting for an answer they no longer want
 * @param maxOrder how large the body of an order may be. Default 1 MB. It is read into memory; the
 *     log takes events of up to 900,000 bytes
 * @param maxReading how many bytes of large orders (32 KB and more) are read at the same time.
 *     Default 16 MB. Reading and checking takes up to eight times as much memory: with more, many
 *     large orders at once exhaust it; with less, they wait for each other, and after the patience
 *     are answered 503
 * @param maxImport how large a file of past incidents may be that comes in one request. Default 256
 *     MB. Four at most are on the disk at a time, in the directory for temporary files: with more
 *     they fill it; with less, files have to be split
 * @param dueDates the policy that dates follow-ups
 * @param updates how often others hear of what goes on, and when somebody is reminded of it
 * @param address makes this one of several nodes of which one writes: where the others reach it,
 *     {@code http://host:port}. Default: it is the only one, and no other may be started
 * @param evidence which evidence files are taken, and where they are kept
 * @param forward how orders are passed on to the node that writes
 * @param unknownHandles what is done about a handle that the directory of people does not know:
 *     take it up, as it was given, or refuse the order. Default: take-up
 * @param firstTokenFile where the secret of the first token is kept; without it none is made
 * @param firstTokenHandle whose token that is. Default {@code @admin}
 */
@ConfigurationProperties("ledger.command")
public record CommandSettings(
        Log log,
        @DefaultValue("2m") Duration clockSkew,
        @DefaultValue("10s") Duration patience,
        @DefaultValue("1MB") DataSize maxOrder,
        @DefaultValue("16MB") DataSize maxReading,
        @DefaultValue("256MB") DataSize maxImport,
        @DefaultValue DueDates dueDates,
        @DefaultValue Updates updates,
        @Nullable URI address,
        @DefaultValue EvidenceSettings evidence,
        @DefaultValue ForwardSettings forward,
        @DefaultValue("take-up") UnknownHandles.Policy unknownHandles,
        @Nullable Path firstTokenFile,
        @DefaultValue("@admin") String firstTokenHandle) {

    public CommandSettings {
        requireBetween(Duration.ZERO, clockSkew, Duration.ofDays(1), "clock-skew");
        requireBetween(Duration.ofMillis(100), patience, Duration.ofMinutes(5), "patience");
        if (maxOrder.toBytes() < 64 << 10 || maxOrder.toBytes() > 64 << 20) {
            throw new IllegalArgumentException("ledger.command.max-order is 64 KB to 64 MB");
        }
        if (maxReading.compareTo(maxOrder) < 0 || maxReading.toBytes() > 1 << 30) {
            throw new IllegalArgumentException(
                    "ledger.command.max-reading is at least max-order and at most 1 GB");
        }
        if (maxImport.compareTo(maxOrder) < 0) {
            throw new IllegalArgumentException("ledger.command.max-import is at least max-order");
        }
        if (address != null) {
            NodeAddress.check(address);
        }
        new Handle(firstTokenHandle);
    }

    /**
     * Where the ledger is, and how it is written.
     *
     * @param bootstrapServers where Kafka is, {@code host:port[,host:port]}
     * @param topic the ledger's topic, made when absent. Default {@code incident-ledger}
     * @param indexDirectory for this node's index; it can be lost at any time and is made again
     * @param replicationFactor on how many brokers the topic must be. Default 3. With fewer, one
     *     lost disk is a lost ledger; 1 is for an embedded broker, which waits for its disk
     * @param minInsyncReplicas how many of them must have a write before it counts. Default 2. With
     *     1 a broker's death loses what was acknowledged; with as many as there are, one broker
     *     away stops the writing
     * @param sessionTimeout of several nodes, how long one that says nothing is waited for before
     *     another takes the ledger. Default 6 s, at least 1 s, and no less than the brokers'
     *     group.min.session.timeout.ms. With less, a hiccup changes the writer; with more,
     *     everybody waits for a dead one
     * @param openTimeout how long a start may take to reach Kafka before it fails. Default 60 s
     * @param appendTimeout how long an order waits for Kafka before it is answered 503. Default 10
     *     s. With less, a change of the partition's leader turns people away
     * @param transactionTimeout after which Kafka gives up what a dead writer left open, at least 2
     *     s. Default 10 s. With less, slow disks abort healthy transactions; with more, readers
     *     wait after a crash, if nobody takes over sooner
     * @param checkInterval how often the topic's settings are looked at. Default 30 s
     * @param compression none, lz4, zstd, snappy or gzip. Default none: it saves disk and costs the
     *     writer's time
     * @param clientProperties further settings of every Kafka client, security above all
     */
    public record Log(
            String bootstrapServers,
            @DefaultValue("incident-ledger") String topic,
            Path indexDirectory,
            @DefaultValue("3") int replicationFactor,
            @DefaultValue("2") int minInsyncReplicas,
            @DefaultValue("6s") Duration sessionTimeout,
            @DefaultValue("60s") Duration openTimeout,
            @DefaultValue("10s") Duration appendTimeout,
            @DefaultValue("10s") Duration transactionTimeout,
            @DefaultValue("30s") Duration checkInterval,
            @DefaultValue("none") String compression,
            @DefaultValue Map<String, String> clientProperties) {}

    /**
     * The due-date policy. Change its version with its days: the version is in every date it sets.
     *
     * @param businessDays after the day of the resolution, by severity, each at least 1. Default 7,
     *     14, 30, 60, 60; severities that are not named keep theirs
     * @param urgentAtMost for urgent follow-ups of any severity, at least 1. Default 3
     */
    public record DueDates(
            @DefaultValue("standard") String name,
            @DefaultValue("1") int version,
            @DefaultValue Map<Severity, Integer> businessDays,
            @DefaultValue("3") int urgentAtMost) {
        DueDatePolicy policy() {
            Map<Severity, Integer> days = new EnumMap<>(DueDatePolicy.STANDARD.businessDays());
            days.putAll(businessDays);
            return new DueDatePolicy(name, version, days, urgentAtMost);
        }
    }

    /**
     * The cadence of updates. Change its version with its times: the version is with every time it
     * sets.
     *
     * @param every the longest time without an update, by severity and audience (internal,
     *     stakeholder, public), a second to 30 days; 0 means that none is demanded. Default SEV1
     *     30m, 1h, 1h and SEV2 1h, 2h, 0, the others 0; what is not named keeps its own. With less,
     *     people write updates instead of working; with more, others ask them
     * @param look how often the node that writes looks for updates that did not come, 100
     *     milliseconds to 10 minutes. Default 10 s: so late a reminder is at most
     * @param remindWithin how long after its time an update is still reminded of, such as when no
     *     node ran: a minute to 30 days. Default 1 day. With less, a long outage swallows
     *     reminders; with more, they come when nobody can make good any more
     */
    public record Updates(
            @DefaultValue("standard") String name,
            @DefaultValue("1") int version,
            @DefaultValue Map<Severity, Map<Audience, Duration>> every,
            @DefaultValue("10s") Duration look,
            @DefaultValue("1d") Duration remindWithin) {
        public Updates {
            requireBetween(Duration.ofMillis(100), look, Duration.ofMinutes(10), "updates.look");
            requireBetween(
                    Duration.ofMinutes(1),
                    remindWithin,
                    Duration.ofDays(30),
                    "updates.remind-within");
            every.forEach(
                    (severity, audiences) ->
                            audiences.forEach(
                                    (audience, time) -> {
                                        if (!time.isZero()) {
                                            requireBetween(
                                                    Duration.ofSeconds(1),
                                                    time,
                                                    Duration.ofDays(30),
                                                    "updates.every." + severity + "." + audience);
                                        }
                                    }));
        }

        UpdateCadence cadence() {
            Map<Severity, Map<Audience, Duration>> times = new EnumMap<>(Severity.class);
            for (Severity severity : Severity.values()) {
                Map<Audience, Duration> own =
                        new HashMap<>(
                                UpdateCadence.STANDARD.every().getOrDefault(severity, Map.of()));
                own.putAll(every.getOrDefault(severity, Map.of()));
                own.values().removeIf(Duration::isZero);
                times.put(severity, own);
            }
            return new UpdateCadence(name, version, times);
        }
    }

    private static void requireBetween(Duration least, Duration value, Duration most, String name) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "ledger.command." + name + " is " + least + " to " + most + ", not " + value);
        }
    }
}
