package io.incidentledger.query.view;

import io.incidentledger.evidence.BucketSettings;
import io.incidentledger.evidence.EvidenceFiles;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the query service, under {@code ledger.query}. The database is Spring Boot's data
 * source.
 *
 * @param log where the log is
 * @param batchSize how many events go into one transaction, 1 to 1,024. Default: 1,000. Too few
 *     makes a replay slow; many make single events wait for their neighbours only during a replay
 * @param nodeId the name under which this node claims the projection. Default: the host's name. A
 *     node that comes back under its old name goes on at once, under another one after
 *     claimTimeout. Two nodes under one name do the work twice, without harm
 * @param claimTimeout after which a silent node's claim may be taken over. Default: 5 s. Too short,
 *     and a slow batch makes two nodes take turns; too long, and the view stands still after a
 *     crash
 * @param minPositionWait how long a question with {@code Ledger-Min-Position} waits for the view.
 *     Default: 5 s. Too short refuses what was about to be there; too long holds connections when
 *     the projection stands still
 * @param standstill for how long the view may stand still while the log moves before the projection
 *     is started anew. Default: 30 s, at least 1 s. Too short disturbs slow batches
 * @param keepUnwanted how long a generation of the view that no node reads any more is kept.
 *     Default: 1 min, at least 100 ms. Too short takes it from a node that was only stopped for a
 *     while, which then builds it anew; too long costs room in the database
 * @param stream server-sent events
 * @param evidence where the command service keeps files
 */
@Validated
@ConfigurationProperties("ledger.query")
public record QuerySettings(
        @NotNull @Valid Log log,
        @DefaultValue("1000") @Min(1) @Max(1024) int batchSize,
        @Nullable String nodeId,
        @DefaultValue("5s") @DurationMin(seconds = 1) Duration claimTimeout,
        @DefaultValue("5s") @DurationMin(millis = 0) Duration minPositionWait,
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration standstill,
        @DefaultValue("1m") @DurationMin(millis = 100) Duration keepUnwanted,
        @DefaultValue @Valid Stream stream,
        @DefaultValue @Valid Evidence evidence) {

    /**
     * Where the log is.
     *
     * @param bootstrapServers {@code host:port[,host:port]}
     * @param topic the ledger's topic. Default: {@code incident-ledger}
     * @param clientProperties further settings of every Kafka client, security above all. Default:
     *     none
     */
    public record Log(
            @NotBlank String bootstrapServers,
            @DefaultValue("incident-ledger") @NotBlank String topic,
            @DefaultValue Map<String, String> clientProperties) {}

    /**
     * Server-sent events. Each client costs a connection to Kafka and what it reads ahead.
     *
     * @param clients how many at once. Default: 50. More are refused with 503
     * @param heartbeat how often a silent stream says that it lives, and looks whether its token
     *     still holds. Default: 15 s, at least 100 ms. Too long lets proxies cut the connection
     * @param readAhead how many events are read ahead for one client. Default: 256. The rest waits
     *     in the log until the client has taken them
     */
    public record Stream(
            @DefaultValue("50") @Min(0) int clients,
            @DefaultValue("15s") @DurationMin(millis = 100) Duration heartbeat,
            @DefaultValue("256") @Min(1) int readAhead) {}

    /**
     * Evidence files. They are read, and never changed.
     *
     * @param directory the folder in which the command service keeps them. Default: none
     * @param bucket or the bucket, which goes before. Default: none; without both no file is served
     */
    public record Evidence(@Nullable Path directory, @Nullable BucketSettings bucket) {
        /** To be read from; null where no file is served. */
        public @Nullable EvidenceFiles files() {
            return bucket != null
                    ? EvidenceFiles.in(bucket)
                    : directory != null ? EvidenceFiles.in(directory) : null;
        }
    }

    /** The name under which this node claims the projection. */
    public String claimant() {
        if (nodeId != null && !nodeId.isBlank()) {
            return nodeId;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "query";
        }
    }
}
