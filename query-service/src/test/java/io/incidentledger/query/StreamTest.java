package io.incidentledger.query;

import static io.incidentledger.query.Asking.assertProblem;
import static io.incidentledger.query.RunningService.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.incidentledger.events.AccessRole;
import io.incidentledger.events.TokenIssued;
import io.incidentledger.events.TokenRevoked;
import io.incidentledger.query.Asking.Answer;
import io.incidentledger.query.stream.EventStreams;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The events as they come, for those who listen. */
class StreamTest extends SharedService {
    @Test
    void the_stream_sends_what_comes_and_goes_on_where_it_was_left() throws Exception {
        List<Long> seen = new CopyOnWriteArrayList<>();
        try (Asking.Listening listening = ask.listen(-1, seen::add)) {
            await().atMost(SOON).until(() -> seen.contains(1L));
            written.note(checkout, "A line\nand another");
            append();
            await().atMost(SOON).until(() -> seen.contains(log.head()));
        }
        List<Long> resumed = new CopyOnWriteArrayList<>();
        try (Asking.Listening listening = ask.listen(seen.get(2), resumed::add)) {
            await().atMost(SOON).until(() -> resumed.contains(log.head()));
        }

        // Position 0 is about a token: nobody's to listen to.
        assertThat(seen).isSorted().doesNotHaveDuplicates().doesNotContain(0L);
        assertThat(resumed).startsWith(seen.get(3)).isSorted().doesNotHaveDuplicates();
        Answer ahead =
                ask.header("Last-Event-ID", "999999")
                        .accepting("text/event-stream")
                        .get("/api/v1/stream");
        assertThat(ahead.status()).isEqualTo(400);
    }

    @Test
    void a_stream_ends_when_its_token_is_revoked() throws Exception {
        TokenIssued issued = written.token("listener", AccessRole.VIEWER);
        append();
        ask.from(log.head()).get("/api/v1/incidents");
        try (Asking.Listening listening = service.as("listener").listen(-1, position -> {})) {
            await().atMost(SOON).until(listening::begun);

            written.add(new TokenRevoked(issued.tokenId(), "left"));
            append();

            await().atMost(SOON).until(listening::ended);
        }
    }

    @Test
    void the_stream_does_not_begin_anew_behind_the_last_position_there_can_be() {
        Answer answer =
                ask.header("Last-Event-ID", String.valueOf(Long.MAX_VALUE))
                        .accepting("text/event-stream")
                        .get("/api/v1/stream");

        assertProblem(answer, 400, "invalid");
    }

    @Test
    void who_wants_only_the_headers_of_the_stream_takes_no_place_in_it() {
        EventStreams streams = service.node.getBean(EventStreams.class);
        await().atMost(SOON).until(() -> streams.clients() == 0);

        Answer answer = ask.accepting("text/event-stream").head("/api/v1/stream");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(streams.clients()).isZero();
    }
}
