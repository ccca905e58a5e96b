package io.incidentledger.query.request;

import io.incidentledger.query.request.Refusal.BadParameter;
import io.incidentledger.query.request.Refusal.Lost;
import io.incidentledger.query.request.Refusal.NotAcceptable;
import io.incidentledger.query.request.Refusal.NotFound;
import io.incidentledger.query.request.Refusal.NotNow;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * The one place where a refusal becomes {@code application/problem+json}, of the form and with the
 * types and titles of an order's.
 */
@RestControllerAdvice("io.incidentledger.query")
@Order(Ordered.HIGHEST_PRECEDENCE) // before Boot's own, which knows less
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** As much of a bad value as is worth showing. */
    private static final int LONGEST_VALUE = 200;

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refusal refusal) {
        ProblemDetail problem =
                switch (refusal) {
                    case BadParameter bad -> badParameter(bad);
                    case NotFound missing ->
                            problem(HttpStatus.NOT_FOUND, "not-found", "Not found", missing);
                    case NotAcceptable format ->
                            problem(
                                    HttpStatus.NOT_ACCEPTABLE,
                                    "not-acceptable",
                                    "Not available in that format",
                                    format);
                    case Lost lost ->
                            problem(
                                    HttpStatus.INTERNAL_SERVER_ERROR,
                                    "lost",
                                    "Lost or damaged",
                                    lost);
                    case NotNow later ->
                            problem(
                                    HttpStatus.SERVICE_UNAVAILABLE,
                                    "unavailable",
                                    "Temporarily unavailable",
                                    later);
                };
        HttpHeaders headers = new HttpHeaders();
        if (refusal instanceof NotNow later) {
            headers.set(
                    HttpHeaders.RETRY_AFTER,
                    String.valueOf(Math.max(1, later.retryAfter().toSeconds())));
        }
        return answer(problem, headers);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notAcceptable(HttpMediaTypeNotAcceptableException refused) {
        return refused(new NotAcceptable("application/json"));
    }

    /**
     * All other values are of the right type before they reach the database: only the values in a
     * cursor that somebody made up are not.
     */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> madeUp(DataIntegrityViolationException unusable) {
        return refused(new BadParameter("cursor", null, "the cursor of a 'next' link"));
    }

    /** The database is away. Asking again is safe. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> databaseAway(RuntimeException away) {
        LOG.warn("The view cannot be read: {}", away.getMessage());
        return refused(new NotNow("The view cannot be read just now", RETRY_AFTER));
    }

    private static ProblemDetail badParameter(BadParameter bad) {
        Map<String, String> field = new LinkedHashMap<>();
        field.put("field", bad.parameter());
        String value = bad.value();
        if (value != null) {
            field.put(
                    "value",
                    value.length() <= LONGEST_VALUE
                            ? value
                            : value.substring(0, LONGEST_VALUE) + "…");
        }
        field.put("accepted", bad.accepted());
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "invalid", "Invalid request", bad);
        problem.setProperty("fields", List.of(field));
        return problem;
    }

    private static ProblemDetail problem(
            HttpStatus status, String slug, String title, Refusal refusal) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(
                        status, Objects.requireNonNullElse(refusal.getMessage(), title));
        problem.setType(URI.create("urn:incident-ledger:problem:" + slug));
        problem.setTitle(title);
        return problem;
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem, HttpHeaders more) {
        return ResponseEntity.status(problem.getStatus())
                .headers(more)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
