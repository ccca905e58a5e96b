package io.incidentledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.AccessRole;
import io.incidentledger.events.IncidentId;
import io.incidentledger.events.Severity;
import io.incidentledger.query.Asking.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * How long does a question take over 100,000 incidents with 3,000,000 timeline entries? Supports
 * the decisions about the view's indexes, and where words are looked for (0092).
 *
 * <pre>
 * mvn -B -q -Pbenchmark -DskipTests -Dtest=QuestionsBenchmark \
 *     -Dsurefire.failIfNoSpecifiedTests=false test -pl query-service -am
 * </pre>
 *
 * <p>{@code -Dbenchmark.incidents=100000} says how many incidents there are, {@code
 * -Dbenchmark.seconds=5} how long each question is asked, {@code -Dbenchmark.only="list as of"}
 * which are asked.
 *
 * <p><b>Protocol:</b> the service as it runs, asked over HTTP by two clients at once, service,
 * clients and PostgreSQL (of the standalone's settings) on one machine. The tables are those of the
 * schema; they are filled by SQL, since replaying would take an hour: 30 notes an incident of
 * twenty words, drawn from 20,000 by Zipf's law, one follow-up in ten incidents, milestones of
 * which some are missing. A list is asked for ten seconds, while the JVM compiles; then each
 * question for two seconds first, and then measured. Its words, numbers and moments change from
 * request to request.
 */
class QuestionsBenchmark {
    private static final int INCIDENTS = Integer.getInteger("benchmark.incidents", 100_000);
    private static final int SECONDS = Integer.getInteger("benchmark.seconds", 5);
    private static final String ONLY = System.getProperty("benchmark.only", "");
    private static final int CLIENTS = 2;
    private static final int ENTRIES = 30;
    private static final Instant LAST = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void questions_over_a_large_ledger() {
        WrittenLog written = new WrittenLog();
        written.token("viewer", AccessRole.VIEWER);
        IncidentId template = written.declare("Template", Severity.SEV2, "checkout");
        written.followUp(template, "Watch it", "@ana", "2026-03-20");
        try (RunningService service = new RunningService(written)) {
            long begun = System.nanoTime();
            new FilledView(service.database, INCIDENTS, ENTRIES).fill();
            System.out.printf(
                    "%,d incidents, %,d timeline entries, filled in %.0f s; %d clients%n",
                    INCIDENTS, INCIDENTS * ENTRIES, (System.nanoTime() - begun) / 1e9, CLIENTS);
            questions(service.as("viewer"));
        }
    }

    private static void questions(Asking ask) {
        String[] words = FilledView.words();
        String incident = "/api/v1/incidents/INC-%d";
        run(ask, n -> "/api/v1/incidents", 10);
        measure(ask, "list, newest", n -> "/api/v1/incidents");
        measure(ask, "list, by last activity", n -> "/api/v1/incidents?sort=-lastActivityAt");
        measure(ask, "list, by start, upwards", n -> "/api/v1/incidents?sort=startedAt");
        measure(ask, "list, by declaration", n -> "/api/v1/incidents?sort=-declaredAt");
        measure(ask, "list, by severity", n -> "/api/v1/incidents?sort=severity");
        measure(ask, "list, in triage", n -> "/api/v1/incidents?status=triage");
        measure(ask, "list, one service", n -> "/api/v1/incidents?service=service-" + n % 200);
        measure(
                ask,
                "list, SEV1 of a service in a quarter",
                n ->
                        "/api/v1/incidents?severity=SEV1&service=service-%d".formatted(n % 200)
                                + "&startedFrom=2025-01-01T00:00:00Z&startedTo=2025-04-01T00:00:00Z");
        measure(ask, "list, one label", n -> "/api/v1/incidents?label=region=r" + n % 50);
        measure(ask, "search, rare word", n -> "/api/v1/incidents?q=" + words[5_000 + n % 10_000]);
        measure(ask, "search, middling word", n -> "/api/v1/incidents?q=" + words[200 + n % 800]);
        measure(ask, "search, common word", n -> "/api/v1/incidents?q=" + words[n % 20]);
        measure(
                ask,
                "search, two words, one rare",
                n -> "/api/v1/incidents?q=" + words[n % 20] + "+" + words[5_000 + n % 10_000]);
        measure(
                ask,
                "search, two middling words",
                n -> "/api/v1/incidents?q=" + words[200 + n % 800] + "+" + words[900 - n % 600]);
        measure(
                ask,
                "search, a phrase",
                n -> "/api/v1/incidents?q=%22" + words[n % 20] + "+" + words[20 + n % 50] + "%22");
        measure(ask, "search, no such word", n -> "/api/v1/incidents?q=nowhere" + n);
        IntFunction<String> any = n -> incident.formatted(1 + (n * 7_919L) % INCIDENTS);
        measure(ask, "an incident", any);
        measure(ask, "its timeline", n -> any.apply(n) + "/timeline");
        measure(ask, "what it has to do with others", n -> any.apply(n) + "/related");
        measure(ask, "its metrics", n -> any.apply(n) + "/metrics");
        measure(ask, "its postmortem", n -> any.apply(n) + "/postmortem.md");
        IntFunction<String> asOf = n -> "asOf=" + FilledView.moment(n, INCIDENTS);
        measure(ask, "list as of a moment", n -> "/api/v1/incidents?" + asOf.apply(n));
        measure(
                ask,
                "list as of a moment, in triage",
                n -> "/api/v1/incidents?status=triage&" + asOf.apply(n));
        measure(
                ask,
                "list as of a moment, one service",
                n -> "/api/v1/incidents?service=service-" + n % 200 + "&" + asOf.apply(n));
        measure(
                ask,
                "list as of a moment, no such service",
                n -> "/api/v1/incidents?service=nowhere&" + asOf.apply(n));
        measure(ask, "an incident as of a moment", n -> any.apply(n) + "?asOf=" + LAST);
        measure(ask, "its timeline as of a moment", n -> any.apply(n) + "/timeline?asOf=" + LAST);
        measure(ask, "what changed since a position", n -> any.apply(n) + "/diff?from=" + n);
        measure(ask, "follow-ups", n -> "/api/v1/follow-ups");
        measure(ask, "follow-ups as of a moment", n -> "/api/v1/follow-ups?" + asOf.apply(n));
        measure(
                ask,
                "follow-ups, overdue, by due date",
                n -> "/api/v1/follow-ups?overdue=true&sort=due");
        measure(
                ask,
                "metrics of a quarter",
                n ->
                        "/api/v1/reports/metrics?by=service"
                                + "&from=2025-01-01T00:00:00Z&to=2025-04-01T00:00:00Z");
        measure(ask, "metrics of all, by quarter", n -> "/api/v1/reports/metrics?by=quarter");
    }

    private static void measure(Asking ask, String question, IntFunction<String> path) {
        if (!question.contains(ONLY)) {
            return;
        }
        run(ask, path, 2);
        List<Long> nanos = run(ask, path, SECONDS);
        Collections.sort(nanos);
        System.out.printf(
                "%-40s p50 %7.1f ms  p99 %7.1f ms  (%,d times)%n",
                question,
                nanos.get(nanos.size() / 2) / 1e6,
                nanos.get(Math.min(nanos.size() - 1, nanos.size() * 99 / 100)) / 1e6,
                nanos.size());
    }

    private static List<Long> run(Asking ask, IntFunction<String> path, int seconds) {
        List<Long> nanos = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<List<Long>>> measured = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client * 1_000_003;
                measured.add(clients.submit(() -> ask(ask, path, first, seconds)));
            }
            for (Future<List<Long>> part : measured) {
                nanos.addAll(part.get());
            }
        } catch (ExecutionException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
        return nanos;
    }

    private static List<Long> ask(Asking ask, IntFunction<String> path, int first, int seconds) {
        List<Long> nanos = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (int n = first; System.nanoTime() < end; n++) {
            long begun = System.nanoTime();
            Answer answer = ask.get(path.apply(n));
            nanos.add(System.nanoTime() - begun);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
        return nanos;
    }
}
