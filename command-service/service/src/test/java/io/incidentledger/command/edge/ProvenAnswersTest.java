package io.incidentledger.command.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.eventstore.EventStoreFailure;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A node that lost the ledger while it worked says nothing about what it saw there. */
class ProvenAnswersTest {
    private static final Runnable UNPROVEN =
            () -> {
                throw new EventStoreFailure.Unavailable(
                        "not proven", EventStoreFailure.Outcome.NONE, Duration.ofSeconds(1), null);
            };

    @Test
    void a_proven_answer_goes_as_it_is() throws Exception {
        MockHttpServletResponse response = answered(() -> {}, "POST", 404, "there is none");

        assertThat(response.getStatus()).isEqualTo(404);
        assertThat(response.getContentAsString()).isEqualTo("there is none");
        assertThat(response.getHeader("X")).isEqualTo("y");
    }

    @Test
    void an_unproven_refusal_is_taken_back_and_nothing_happened() throws Exception {
        MockHttpServletResponse response = answered(UNPROVEN, "POST", 404, "there is none");

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentAsString())
                .contains("\"outcome\":\"none\"")
                .doesNotContain("there is none");
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
        assertThat(response.getHeader("X")).isNull();
    }

    @Test
    void an_unproven_success_may_have_counted() throws Exception {
        MockHttpServletResponse response = answered(UNPROVEN, "POST", 200, "done");

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getContentAsString()).contains("\"outcome\":\"unknown\"");
    }

    @Test
    void what_says_itself_that_it_does_not_know_goes_as_it_is() throws Exception {
        MockHttpServletResponse response = answered(UNPROVEN, "POST", 503, "it says so");

        assertThat(response.getContentAsString()).isEqualTo("it says so");
    }

    @Test
    void questions_are_for_others_to_answer() throws Exception {
        MockHttpServletResponse response = answered(UNPROVEN, "GET", 200, "a view");

        assertThat(response.getContentAsString()).isEqualTo("a view");
    }

    @Test
    void orders_about_the_views_are_carried_out_while_the_log_is_away() throws Exception {
        MockHttpServletResponse response =
                answered(UNPROVEN, "POST", "/api/v1/views/ledger/rebuild", 202, "begun");

        assertThat(response.getStatus()).isEqualTo(202);
        assertThat(response.getContentAsString()).isEqualTo("begun");
    }

    private static MockHttpServletResponse answered(
            Runnable proof, String method, int status, String body) throws Exception {
        return answered(proof, method, "/api/v1/incidents", status, body);
    }

    private static MockHttpServletResponse answered(
            Runnable proof, String method, String path, int status, String body) throws Exception {
        var response = new MockHttpServletResponse();
        new ProvenAnswers(proof)
                .doFilter(
                        new MockHttpServletRequest(method, path),
                        response,
                        (request, inner) -> {
                            ((HttpServletResponse) inner).setStatus(status);
                            ((HttpServletResponse) inner).setHeader("X", "y");
                            inner.getOutputStream().write(body.getBytes());
                        });
        return response;
    }
}
