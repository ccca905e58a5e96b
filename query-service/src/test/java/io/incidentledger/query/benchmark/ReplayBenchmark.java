package io.incidentledger.query.benchmark;

import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import io.incidentledger.events.EntryId;
import io.incidentledger.events.FollowUpAssigned;
import io.incidentledger.events.FollowUpId;
import io.incidentledger.events.Handle;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.IncidentResolved;
import io.incidentledger.events.Milestone;
import io.incidentledger.events.MilestoneSet;
import io.incidentledger.events.Moment;
import io.incidentledger.events.Resolution;
import io.incidentledger.events.Severity;
import io.incidentledger.events.SeverityChanged;
import io.incidentledger.events.TimelineEntryCorrected;
import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.query.Database;
import io.incidentledger.query.EmbeddedLog;
import io.incidentledger.query.WrittenLog;
import io.incidentledger.query.follow.LogFollower;
import io.incidentledger.query.projection.Projection;
import io.incidentledger.query.view.Generations;
import io.incidentledger.query.view.QuerySettings;
import io.incidentledger.query.view.ViewPosition;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many events a second are applied to PostgreSQL when a view is built anew? Supports the
 * decision that a view which is lost, foreign or of an older form is simply rebuilt (0022).
 *
 * <pre>
 * mvn -B -q -Pbenchmark -DskipTests -Dtest=ReplayBenchmark \
 *     -Dsurefire.failIfNoSpecifiedTests=false test -pl query-service -am
 * </pre>
 *
 * <p>{@code -Dbenchmark.events=100000} says how long the log is.
 *
 * <p><b>Protocol:</b> broker, service and PostgreSQL (fsync on, synchronous_commit off, as in the
 * standalone) on one machine. A log of incidents that are worked on four at a time, 25 events each
 * (notes of some twenty words, milestones, corrections, follow-ups). Three empty databases, one
 * after the other; the clock runs from the start of the projection until the view includes the last
 * event. The first round warms the JVM up and is printed as such.
 */
class ReplayBenchmark {
    private static final int EVENTS = Integer.getInteger("benchmark.events", 100_000);
    private static final OperatingSystemMXBean CPU =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final int ROUNDS = 3;
    private static final long SEED = 42;

    @Test
    void replay_into_postgresql() {
        try (EmbeddedLog log = new EmbeddedLog()) {
            WrittenLog written = written();
            log.append(written);
            System.out.printf("Replay of %,d events into PostgreSQL%n", written.head() + 1);
            for (int round = 1; round <= ROUNDS; round++) {
                Round measured = replay(log);
                System.out.printf(
                        "%s: %,.0f events a second (%.1f s; %.0f events a transaction;"
                                + " broker, service and client used %.1f s of CPU)%n",
                        round == 1 ? "round 1, cold" : "round " + round,
                        (written.head() + 1) / measured.seconds,
                        measured.seconds,
                        measured.eventsATransaction,
                        measured.cpuSeconds);
            }
        }
    }

    private record Round(double seconds, double cpuSeconds, double eventsATransaction) {}

    private static Round replay(EmbeddedLog log) {
        QuerySettings settings =
                new QuerySettings(
                        new QuerySettings.Log(
                                EmbeddedLog.broker().bootstrapServers(), log.topic, Map.of()),
                        1_000,
                        "benchmark",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        new QuerySettings.Stream(1, Duration.ofSeconds(1), 10),
                        new QuerySettings.Evidence(null, null));
        try (Database database = Database.fresh();
                KafkaEventSource source = log.source()) {
            ViewPosition view = new ViewPosition(database.dataSource, Projection.FORMS);
            LogFollower follower =
                    new LogFollower(
                            source,
                            database.dataSource,
                            database.transactions,
                            view,
                            new Generations(
                                    JdbcClient.create(database.dataSource),
                                    database.transactions,
                                    Projection.FORMS),
                            settings);
            view.start();
            long begun = System.nanoTime();
            long cpuBegun = CPU.getProcessCpuTime();
            follower.start();
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofMinutes(10))
                    .until(() -> view.current() == log.head());
            double seconds = (System.nanoTime() - begun) / 1e9;
            double cpuSeconds = (CPU.getProcessCpuTime() - cpuBegun) / 1e9;
            follower.stop();
            view.stop();
            return new Round(
                    seconds,
                    cpuSeconds,
                    database.jdbc.queryForObject(
                            "select count(*)::float / count(distinct xmin::text)"
                                    + " from recorded_event",
                            Double.class));
        }
    }

    private static WrittenLog written() {
        Random random = new Random(SEED);
        WrittenLog log = new WrittenLog();
        List<Work> open = new ArrayList<>();
        while (log.head() + 1 < EVENTS) {
            log.later(Duration.ofSeconds(random.nextInt(60)));
            if (open.size() < 4) {
                open.add(new Work(log, random));
            }
            Work work = open.get(random.nextInt(open.size()));
            if (work.step() == 25) {
                open.remove(work);
            }
        }
        return log;
    }

    /** An incident that somebody works on. */
    private static final class Work {
        private static final List<String> WORDS =
                List.of(
                        "checkout",
                        "latency",
                        "rises",
                        "since",
                        "deployment",
                        "database",
                        "connections",
                        "exhausted",
                        "rolled",
                        "back",
                        "queue",
                        "drains",
                        "customers",
                        "report",
                        "errors",
                        "on",
                        "payment",
                        "replica",
                        "lag",
                        "disk",
                        "full");

        private final WrittenLog log;
        private final Random random;
        private final IncidentId id;
        private int steps = 1;
        private EntryId entry;
        private FollowUpId followUp;

        Work(WrittenLog log, Random random) {
            this.log = log;
            this.random = random;
            id = log.declare(text(6), Severity.SEV2, "checkout", "payments");
        }

        int step() {
            Moment now = Moment.exactly(log.now());
            switch (++steps) {
                case 3 -> log.add(new MilestoneSet(id, Milestone.IMPACT_STARTED, null, null, now));
                case 5 -> log.add(new MilestoneSet(id, Milestone.DETECTED, null, null, now));
                case 8 ->
                        log.add(
                                new SeverityChanged(
                                        id, Severity.SEV2, Severity.SEV1, text(5), null, now));
                case 12 ->
                        log.add(
                                new TimelineEntryCorrected(
                                        id, entry, text(15), null, text(3), null, now));
                case 20, 22 -> followUp = log.followUp(id, text(8), null, "2026-06-01");
                case 23 ->
                        log.add(
                                new FollowUpAssigned(
                                        id, followUp, new Handle("@ana"), null, null, now));
                case 24 ->
                        log.add(
                                new IncidentResolved(
                                        id, Resolution.ROLLBACK, null, text(10), null, now));
                default -> entry = log.note(id, text(20));
            }
            return steps;
        }

        private String text(int words) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < words; i++) {
                text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
            }
            return text.toString();
        }
    }
}
