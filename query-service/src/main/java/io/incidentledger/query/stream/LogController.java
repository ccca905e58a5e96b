package io.incidentledger.query.stream;

import io.incidentledger.eventstore.read.KafkaEventSource;
import io.incidentledger.query.request.Asked;
import io.incidentledger.query.request.Refusal.BadParameter;
import io.incidentledger.query.request.Refusal.NotNow;
import io.incidentledger.query.view.LedgerView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Questions to the log itself. */
@RestController
@RequestMapping("/api/v1")
final class LogController {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaEventSource log;
    private final EventStreams streams;
    private final LedgerView view;

    LogController(
            @Qualifier("queryLogSource") KafkaEventSource log,
            EventStreams streams,
            LedgerView view) {
        this.log = log;
        this.streams = streams;
        this.view = view;
    }

    /**
     * The ends of log and view.
     *
     * @param log the position of the last event of the log; -1 for none
     * @param recordedAt when the log took the last event of the view
     * @param chain the chain value at that event
     */
    record HeadAnswer(long log, long view, @Nullable Instant recordedAt, @Nullable String chain) {}

    /**
     * The events as they come. {@code Last-Event-ID: n} goes on after position n, -1 begins with
     * the first event; without it only what comes from now on is sent.
     */
    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> stream(
            HttpServletRequest request,
            @AuthenticationPrincipal OAuth2AuthenticatedPrincipal listener) {
        Asked.of(request);
        OptionalLong last = Asked.position(request, LAST_EVENT_ID, -1);
        long head = head();
        if (last.isPresent() && last.getAsLong() >= head) {
            throw new BadParameter(
                    LAST_EVENT_ID,
                    String.valueOf(last.getAsLong()),
                    "a position of the log, which has come to " + (head - 1));
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().header("X-Accel-Buffering", "no");
        return request.getMethod().equals(HttpMethod.HEAD.name())
                // Who takes no body would hold a place for ever.
                ? answer.contentType(MediaType.TEXT_EVENT_STREAM).build()
                : answer.body(
                        streams.open(
                                last.isPresent() ? last.getAsLong() + 1 : head, head, listener));
    }

    @GetMapping("/log/head")
    ResponseEntity<HeadAnswer> head(HttpServletRequest request) {
        Asked asked = Asked.of(request);
        long last = head() - 1;
        return view.answer(
                asked,
                snapshot ->
                        ResponseEntity.ok(
                                snapshot.jdbc()
                                        .sql(
                                                "select position, recorded_at, chain"
                                                        + " from view_generation where id = :id")
                                        .param("id", snapshot.generation())
                                        .query(
                                                (row, n) ->
                                                        new HeadAnswer(
                                                                // The view may have moved on since.
                                                                Math.max(
                                                                        last,
                                                                        row.getLong("position")),
                                                                row.getLong("position"),
                                                                instant(
                                                                        row.getObject(
                                                                                "recorded_at",
                                                                                OffsetDateTime
                                                                                        .class)),
                                                                row.getString("chain")))
                                        .single()));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private long head() {
        try {
            return log.headPosition().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException silent) {
            throw new NotNow("The log does not answer", PATIENCE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new NotNow("The service is stopping", PATIENCE);
        }
    }
}
