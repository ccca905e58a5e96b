package io.incidentledger.command.edge;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why an order was not carried out (RFC 9457).
 *
 * @param type {@code urn:incident-ledger:problem:} and a slug that stays
 * @param outcome {@code none}: nothing was recorded; {@code unknown}: the order may have taken
 *     effect
 * @param rule the slug of the rule that refused it, where one did
 * @param fields what is wrong with which field, and what would be accepted
 * @param version where the incident is, when the order was for another version
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String outcome,
        @Nullable String rule,
        List<InvalidOrder.Field> fields,
        @Nullable Long version) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Problem of(HttpStatus status, String slug, String title, String detail) {
        return new Problem(
                "urn:incident-ledger:problem:" + slug,
                title,
                status.value(),
                detail,
                "none",
                null,
                List.of(),
                null);
    }

    static Problem invalid(String detail) {
        return of(HttpStatus.BAD_REQUEST, "invalid", "Invalid request", detail);
    }

    static Problem notFound(String detail) {
        return of(HttpStatus.NOT_FOUND, "not-found", "Not found", detail);
    }

    static Problem internal(String detail) {
        return of(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "Internal error", detail);
    }

    Problem withOutcome(String changed) {
        return new Problem(type, title, status, detail, changed, rule, fields, version);
    }

    Problem withRule(String changed) {
        return new Problem(type, title, status, detail, outcome, changed, fields, version);
    }

    Problem withFields(List<InvalidOrder.Field> changed) {
        return new Problem(type, title, status, detail, outcome, rule, changed, version);
    }

    Problem withVersion(long changed) {
        return new Problem(type, title, status, detail, outcome, rule, fields, changed);
    }

    /** As bytes, so that no converter of the host and no Accept header stands in the way. */
    byte[] json() {
        return JSON.writeValueAsBytes(this);
    }

    ResponseEntity<byte[]> answer(HttpHeaders headers) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(json());
    }

    ResponseEntity<byte[]> answer() {
        return answer(new HttpHeaders());
    }
}
