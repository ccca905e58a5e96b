package io.incidentledger.standalone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

class FullDiskFilterTest {
    private final AtomicLong free = new AtomicLong();
    private final FullDiskFilter filter = new FullDiskFilter(free::get, DataSize.ofMegabytes(256));

    @Test
    void commands_are_refused_below_the_mark_and_accepted_again_above_it() throws Exception {
        free.set(DataSize.ofMegabytes(255).toBytes());

        MockHttpServletResponse refused = send("POST");

        assertThat(refused.getStatus()).isEqualTo(503);
        assertThat(refused.getHeader("Retry-After")).isNotNull();
        assertThat(refused.getContentType()).startsWith("application/problem+json");
        assertThat(refused.getContentAsString())
                .contains("urn:incident-ledger:problem:disk-nearly-full", "\"outcome\":\"none\"");

        free.set(DataSize.ofMegabytes(257).toBytes());

        assertThat(send("POST").getStatus()).isEqualTo(200);
    }

    @Test
    void questions_are_answered_on_a_full_disk() throws Exception {
        assertThat(send("GET").getStatus()).isEqualTo(200);
    }

    private MockHttpServletResponse send(String method) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(
                new MockHttpServletRequest(method, "/api/v1/incidents"),
                response,
                new MockFilterChain());
        return response;
    }
}
