package io.incidentledger.query;

import static io.incidentledger.query.Asking.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.events.AccessRole;
import io.incidentledger.events.TokenIssued;
import io.incidentledger.events.TokenRevoked;
import io.incidentledger.query.Asking.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may not ask, or asks for what cannot be meant or is not there, is told so by name. */
class RefusedQuestionsTest extends SharedService {
    @Test
    void without_a_token_everything_but_health_is_refused() {
        Asking nobody = service.as(null);
        Asking stranger = service.as("il_made-up");

        assertProblem(nobody.get("/api/v1/incidents"), 401, "unauthenticated");
        assertProblem(stranger.get("/api/v1/incidents"), 401, "unauthenticated");
        assertThat(nobody.get("/api/v1/incidents").header("WWW-Authenticate")).contains("Bearer");
        assertThat(nobody.get("/actuator/health").status()).isEqualTo(200);
        assertThat(nobody.get("/actuator/health/liveness").status()).isEqualTo(200);
        assertThat(nobody.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(nobody.get("/elsewhere").status()).isEqualTo(401);
        assertProblem(ask.get("/elsewhere"), 403, "forbidden");
        assertThat(ask.get("/actuator/prometheus").body()).contains("ledger_query_position");
    }

    @Test
    void a_revoked_token_opens_nothing_any_more() {
        TokenIssued issued = written.token("short-lived", AccessRole.ADMIN);
        append();
        Asking shortLived = service.as("short-lived");

        Answer before = shortLived.from(log.head()).get("/api/v1/incidents");
        written.add(new TokenRevoked(issued.tokenId(), "left"));
        append();

        assertThat(before.status()).isEqualTo(200);
        ask.from(log.head()).get("/api/v1/incidents");
        assertProblem(shortLived.get("/api/v1/incidents"), 401, "unauthenticated");
    }

    @Test
    void a_token_is_judged_once_the_view_has_come_as_far_as_was_asked_for() {
        for (int number = 0; number < 100; number++) {
            written.token("new-" + number, AccessRole.VIEWER);
            append();

            Answer first =
                    service.as("new-" + number).from(log.head()).get("/api/v1/incidents?limit=1");

            assertThat(first.status()).as(first.body()).isEqualTo(200);
        }
        Asking stranger = service.as("il_made-up");
        assertProblem(stranger.from(log.head()).get("/api/v1/incidents"), 401, "unauthenticated");
        // Nobody knows yet.
        Answer ahead = stranger.from(log.head() + 1_000).get("/api/v1/incidents");
        assertProblem(ahead, 503, "unavailable");
        assertThat(ahead.header("Retry-After")).isNotBlank();
    }

    @Test
    void of_many_strangers_who_want_the_view_to_come_far_few_are_waited_for() throws Exception {
        int many = 60;
        Asking stranger = service.as("il_made-up").from(log.head() + 1_000);
        List<Future<Duration>> asked = new ArrayList<>();

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < many; number++) {
                asked.add(
                        threads.submit(
                                () -> {
                                    long begun = System.nanoTime();
                                    assertThat(stranger.get("/api/v1/incidents").status())
                                            .isEqualTo(503);
                                    return Duration.ofNanos(System.nanoTime() - begun);
                                }));
            }
        }

        int atOnce = 0;
        for (Future<Duration> answer : asked) {
            atOnce += answer.get().compareTo(RunningService.PATIENCE) < 0 ? 1 : 0;
        }
        assertThat(atOnce).isBetween(1, many - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /api/v1/incidents?stauts=closed           | stauts
                    /api/v1/incidents?status=shut             | status
                    /api/v1/incidents?severity=SEV9           | severity
                    /api/v1/incidents?limit=0                 | limit
                    /api/v1/incidents?limit=501               | limit
                    /api/v1/incidents?limit=ten               | limit
                    /api/v1/incidents?startedFrom=yesterday   | startedFrom
                    /api/v1/incidents?startedFrom=2026-03-02  | startedFrom
                    /api/v1/incidents?sort=colour             | sort
                    /api/v1/incidents?cursor=%%%              | cursor
                    /api/v1/incidents?cursor=YWJj             | cursor
                    /api/v1/incidents?sort=startedAt&cursor=c3RhcnRlZEF0Cm5ldmVyCjE | cursor
                    /api/v1/incidents?detection=rumour        | detection
                    /api/v1/incidents?drill=maybe             | drill
                    /api/v1/incidents?q=                      | q
                    /api/v1/incidents?sort=number&sort=number | sort
                    /api/v1/incidents/INC-1?asOf=soon         | asOf
                    /api/v1/incidents?asOf=soon               | asOf
                    /api/v1/incidents?asOf=2026-03-02T10:00:00Z&q=disk | q
                    /api/v1/incidents?asOf=2026-03-02T10:00:00Z&limit=101 | limit
                    /api/v1/incidents?asOf=2026-03-02T10:00:00Z&sort=severity | sort
                    /api/v1/incidents/INC-1/related?asOf=2026-03-02T10:00:00Z | asOf
                    /api/v1/incidents/INC-1/changes?asOf=2026-03-02T10:00:00Z | asOf
                    /api/v1/incidents/INC-1/runbooks?asOf=2026-03-02T10:00:00Z | asOf
                    /api/v1/incidents/INC-1/timeline?limit=0  | limit
                    /api/v1/incidents/INC-1/timeline?kind=rumour | kind
                    /api/v1/incidents/INC-1/timeline?cursor=b2NjdXJyZWRBdApuZXZlcgoxCjE | cursor
                    /api/v1/reports/metrics?by=team&asOf=2026-03-02T10:00:00Z | asOf
                    /api/v1/reports/metrics/incidents?group=SEV1 | group
                    /api/v1/incidents/seven                   | incident
                    /api/v1/incidents/INC-1/postmortem?zone=Mars/Base | zone
                    /api/v1/follow-ups?state=overdue          | state
                    /api/v1/follow-ups?overdue=2              | overdue
                    /api/v1/follow-ups?incident=INC-x         | incident
                    /api/v1/follow-ups/disk                   | followUp
                    /api/v1/follow-ups/FU-0                   | followUp
                    /api/v1/runbooks/RB-x                     | runbook
                    /api/v1/reports/overdue-follow-ups?asOf=2026-13-01T00:00:00Z | asOf
                    /api/v1/reports/overdue-follow-ups?state=open | state
                    """)
    void bad_input_is_named_with_what_would_be_accepted(String path, String parameter) {
        Answer answer = ask.get(path.replace("%%%", "%25%25"));

        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo(parameter);
        assertThat(answer.json().at("/fields/0/accepted").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    incidents/INC-1/related         | incidents/INC-1?
                    incidents/INC-1/changes         | incidents/INC-1/timeline?kind=change&
                    incidents/INC-1/runbooks        | incidents/INC-1/timeline?kind=runbook&
                    reports/metrics?by=team         | reports/metrics?by=service&
                    """)
    void what_is_known_of_now_alone_says_so_and_what_to_ask_instead(String path, String instead) {
        String asOf = "asOf=" + beforeCorrection;

        Answer answer = ask.get("/api/v1/" + path + (path.contains("?") ? "&" : "?") + asOf);

        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("asOf");
        assertThat(answer.json().get("detail").asString())
                .contains("not available as of a moment")
                .contains(
                        path.contains("?")
                                ? "by=service is"
                                : instead.replace("INC-1", "{incident}") + "asOf=");
        assertThat(ask.get("/api/v1/" + instead + asOf).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "'',from",
        "from=5&to=4,to",
        "from=yesterday,from",
        "from=1&to=99999999999999999999,to"
    })
    void moments_that_cannot_be_meant_are_refused_by_name(String query, String parameter) {
        for (String path : List.of("diff", "postmortem/diff")) {
            Answer answer = ask.get("/api/v1/incidents/INC-1/" + path + "?" + query);

            assertProblem(answer, 400, "invalid");
            assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo(parameter);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=%ff", "=x", "q=%C3%28"})
    void a_query_that_cannot_be_decoded_is_a_bad_parameter_and_no_error_of_ours(String query) {
        Answer answer = ask.get("/api/v1/incidents?" + query);

        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("query");
    }

    @Test
    void a_bad_position_header_is_named_too() {
        Answer answer = ask.header("Ledger-Min-Position", "soon").get("/api/v1/incidents");

        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("Ledger-Min-Position");
    }

    @Test
    void a_position_is_given_once() {
        Answer answer =
                ask.header("Ledger-Min-Position", List.of("0", "2")).get("/api/v1/incidents");

        assertProblem(answer, 400, "invalid");
        assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("Ledger-Min-Position");
    }

    @Test
    void what_is_not_there_is_not_found() {
        assertProblem(ask.get("/api/v1/incidents/INC-999"), 404, "not-found");
        assertProblem(ask.get("/api/v1/incidents/" + UUID.randomUUID()), 404, "not-found");
        assertProblem(ask.get("/api/v1/follow-ups/FU-999"), 404, "not-found");
        assertProblem(ask.get("/api/v1/reports/overdue-follow-ups.xlsx"), 404, "not-found");
        assertThat(ask.get("/api/v1/weather").status()).isEqualTo(404);
        assertProblem(ask.accepting("text/html").get("/api/v1/incidents"), 406, "not-acceptable");
    }
}
