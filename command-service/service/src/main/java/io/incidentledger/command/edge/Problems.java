package io.incidentledger.command.edge;

import io.incidentledger.command.access.NotAnsweringException;
import io.incidentledger.command.dispatch.OrderDesk;
import io.incidentledger.command.refusal.Conflict;
import io.incidentledger.command.refusal.Moved;
import io.incidentledger.command.refusal.Refusal;
import io.incidentledger.command.refusal.RefusedByRule;
import io.incidentledger.command.refusal.TooLarge;
import io.incidentledger.command.refusal.Unavailable;
import io.incidentledger.command.refusal.Unknown;
import io.incidentledger.events.UndecodableEventException;
import io.incidentledger.eventstore.EventStoreFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Every refusal as a problem, in one place. Only what is our own fault is logged. */
@RestControllerAdvice(basePackages = "io.incidentledger.command")
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<byte[]> refused(Refusal refusal) {
        return switch (refusal) {
            case RefusedByRule it ->
                    Problem.of(
                                    HttpStatus.UNPROCESSABLE_CONTENT,
                                    "refused",
                                    "A rule forbids this",
                                    it.sentence())
                            .withRule(it.rule().slug())
                            .withFields(fields(it))
                            .answer();
            case Unknown it -> Problem.notFound(it.sentence()).answer();
            case Conflict it ->
                    Problem.of(
                                    HttpStatus.CONFLICT,
                                    "conflict",
                                    "Changed by somebody else",
                                    it.sentence())
                            .answer();
            case Moved it ->
                    Problem.of(
                                    HttpStatus.PRECONDITION_FAILED,
                                    "moved",
                                    "Version mismatch",
                                    it.sentence())
                            .withVersion(it.version())
                            .answer();
            case TooLarge it -> tooLarge(it.sentence());
            case Unavailable it -> unavailable(it);
        };
    }

    /** The problem of one order among many, which nobody but their reader sees. */
    ResponseEntity<byte[]> any(RuntimeException failure) {
        return switch (failure) {
            case Refusal it -> refused(it);
            case EventStoreFailure it -> notAnswered(it);
            case InvalidOrder it -> invalid(it);
            case BadOpaqueTokenException it -> revoked(it);
            case NotAnsweringException it -> notAnswering(it);
            case TooLong it -> tooLong(it);
            case UndecodableEventException it -> damaged(it);
            default -> ourFault(failure);
        };
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notAnswered(EventStoreFailure failure) {
        return refused(OrderDesk.refusal(failure));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> invalid(InvalidOrder invalid) {
        return Problem.invalid(String.valueOf(invalid.getMessage()))
                .withFields(invalid.fields())
                .answer();
    }

    /** The token was let in, and opened nothing any more when its order had come in. */
    @ExceptionHandler
    ResponseEntity<byte[]> revoked(BadOpaqueTokenException revoked) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return AccessProblems.unauthenticated(true).answer(headers);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> notAnswering(NotAnsweringException notAnswering) {
        return refused(AccessProblems.unavailable(notAnswering));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> tooLong(TooLong tooLong) {
        return tooLarge(String.valueOf(tooLong.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<byte[]> wrongMediaType(WrongMediaType wrong) {
        return Problem.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported-media-type",
                        "Orders are JSON",
                        String.valueOf(wrong.getMessage()))
                .answer();
    }

    /** The sender broke off; most likely nobody reads this. */
    @ExceptionHandler
    ResponseEntity<byte[]> brokenOff(IOException broken) {
        return Problem.invalid("the body broke off").answer();
    }

    /** Nothing is decided without the whole history, so nothing was recorded. */
    @ExceptionHandler
    ResponseEntity<byte[]> damaged(UndecodableEventException damaged) {
        LOG.error("An order was not decided, because its history cannot be read", damaged);
        return Problem.internal("an event that this order depends on cannot be read").answer();
    }

    @ExceptionHandler
    ResponseEntity<byte[]> ourFault(Exception fault) {
        LOG.error("An order failed for a reason of ours", fault);
        return Problem.internal("the service failed; its log says why")
                .withOutcome("unknown")
                .answer();
    }

    private static ResponseEntity<byte[]> unavailable(Unavailable unavailable) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, seconds(unavailable.retryAfter()));
        return problem(unavailable).answer(headers);
    }

    static Problem problem(Unavailable unavailable) {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "unavailable",
                        "Temporarily unavailable",
                        unavailable.sentence())
                .withOutcome(
                        switch (unavailable.outcome()) {
                            case NONE -> "none";
                            case UNKNOWN -> "unknown";
                        });
    }

    /** At least one, so that nobody asks again at once. */
    static String seconds(Duration retryAfter) {
        return Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds()));
    }

    private static ResponseEntity<byte[]> tooLarge(String sentence) {
        return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Too large", sentence)
                .answer();
    }

    private static List<InvalidOrder.Field> fields(RefusedByRule refused) {
        return refused.field() == null
                ? List.of()
                : List.of(new InvalidOrder.Field(refused.field(), null, null));
    }
}
