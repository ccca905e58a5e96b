package io.incidentledger.query;

import io.incidentledger.eventstore.read.EventSourceSettings;
import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.people.DirectorySettings;
import io.incidentledger.people.PeopleDirectory;
import io.incidentledger.query.follow.LogFollower;
import io.incidentledger.query.metrics.CostSettings;
import io.incidentledger.query.metrics.SupportSettings;
import io.incidentledger.query.projection.ParkedEvents;
import io.incidentledger.query.projection.Projection;
import io.incidentledger.query.request.SignedDuration;
import io.incidentledger.query.stream.AnchorSettings;
import io.incidentledger.query.stream.EventStreams;
import io.incidentledger.query.view.Generations;
import io.incidentledger.query.view.LedgerView;
import io.incidentledger.query.view.ProjectionHealth;
import io.incidentledger.query.view.QuerySettings;
import io.incidentledger.query.view.ReadModels;
import io.incidentledger.query.view.ViewHealth;
import io.incidentledger.query.view.ViewPosition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JacksonModule;

/**
 * All of the query service, to be imported into an application that has a PostgreSQL data source, a
 * servlet container and Spring Security. What surrounds {@code GET /api/**} (health, everything
 * else) is the application's to secure.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    QuerySettings.class,
    AnchorSettings.class,
    SupportSettings.class,
    CostSettings.class
})
@ComponentScan(
        basePackages = {
            "io.incidentledger.query.incident",
            "io.incidentledger.query.followup",
            "io.incidentledger.query.catalogue",
            "io.incidentledger.query.change",
            "io.incidentledger.query.communicate",
            "io.incidentledger.query.guidance",
            "io.incidentledger.query.runbook",
            "io.incidentledger.query.metrics",
            "io.incidentledger.query.description",
            "io.incidentledger.query.stream",
            "io.incidentledger.query.access",
            "io.incidentledger.query.people",
            "io.incidentledger.query.rebuild",
            "io.incidentledger.query.request"
        },
        // Another module's beans may have the same short names.
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class QueryConfiguration {
    /** The tag by which the writer tells what an event is about. */
    private static final String SUBJECT_TAG = "incident";

    private static final int READ_AHEAD = 8_192;
    private static final long READ_AHEAD_BYTES = 8L << 20;
    private static final long STREAM_BYTES = 1L << 20;

    @Bean
    InstantSource queryClock() {
        return InstantSource.system();
    }

    @Bean
    JacksonModule queryDurations() {
        return SignedDuration.module();
    }

    @Bean
    InitializingBean queryMigration(DataSource dataSource) {
        return () -> ReadModels.migrate(dataSource);
    }

    @Bean
    KafkaEventSource queryLogSource(QuerySettings settings) {
        return source(settings, READ_AHEAD, READ_AHEAD_BYTES);
    }

    @Bean
    KafkaEventSource queryStreamSource(QuerySettings settings) {
        return source(settings, settings.stream().readAhead(), STREAM_BYTES);
    }

    /** Nobody waits for it: what is in the view can be asked without it. */
    @Bean
    PeopleDirectory queryPeople(QuerySettings settings) {
        // What its topic must be like is for those to say who write it.
        return PeopleDirectory.follow(
                new DirectorySettings(
                        settings.log().bootstrapServers(),
                        settings.log().topic(),
                        1,
                        1,
                        settings.log().clientProperties()));
    }

    @Bean
    ViewPosition queryViewPosition(DataSource dataSource) {
        return new ViewPosition(dataSource, Projection.FORMS);
    }

    @Bean
    Generations queryGenerations(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new Generations(jdbc, transactions, Projection.FORMS);
    }

    @Bean
    LogFollower queryLogFollower(
            @Qualifier("queryLogSource") KafkaEventSource log,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            ViewPosition view,
            Generations generations,
            QuerySettings settings) {
        return new LogFollower(log, dataSource, transactions, view, generations, settings);
    }

    @Bean
    LedgerView queryLedgerView(
            ViewPosition position, Generations generations, QuerySettings settings) {
        return new LedgerView(position, generations, settings.minPositionWait());
    }

    @Bean
    ParkedEvents queryParkedEvents(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new ParkedEvents(jdbc, transactions);
    }

    @Bean
    ViewHealth queryView(Generations generations, LogFollower follower) {
        return new ViewHealth(generations, follower::caughtUp, follower::lag, follower::restarts);
    }

    @Bean
    ProjectionHealth queryProjection(LogFollower follower) {
        return new ProjectionHealth(follower::trouble);
    }

    @Bean
    MeterBinder queryMeters(
            ViewPosition view, LogFollower follower, ViewHealth health, EventStreams streams) {
        return registry -> {
            Gauge.builder("ledger.query.position", view, ViewPosition::current)
                    .description("the position of the last event in the view")
                    .register(registry);
            Gauge.builder("ledger.query.lag", follower, log -> log.lag().orElse(-1))
                    .description("how many events the view lacks; -1 before the first look")
                    .register(registry);
            Gauge.builder("ledger.query.well", follower, log -> log.trouble().isEmpty() ? 1 : 0)
                    .description("1, or 0 while the view does not go with the log")
                    .register(registry);
            Gauge.builder("ledger.query.rebuild.left", follower, LogFollower::rebuildLeft)
                    .description(
                            "how many events the generation that is being built lacks; -1 when"
                                    + " none is")
                    .register(registry);
            Gauge.builder("ledger.query.restarts", follower, LogFollower::restarts)
                    .description("how often the projection stood still and was started anew")
                    .register(registry);
            Gauge.builder("ledger.query.parked", health, ViewHealth::parked)
                    .description("events that could not be read or applied")
                    .register(registry);
            Gauge.builder("ledger.query.listeners", streams, EventStreams::clients)
                    .description("clients of the event stream")
                    .register(registry);
        };
    }

    private static KafkaEventSource source(QuerySettings settings, int events, long bytes) {
        return new KafkaEventSource(
                new EventSourceSettings(
                        settings.log().bootstrapServers(),
                        settings.log().topic(),
                        SUBJECT_TAG,
                        events,
                        bytes,
                        settings.log().clientProperties()));
    }
}
