package io.incidentledger.acceptance.openapi;

import io.incidentledger.acceptance.openapi.Recorder.Exchange;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Why a field was refused.
 *
 * @param missing whether nothing was given
 */
record Refusal(String field, boolean missing, String accepted) {
    /** What is wrong with the fields of an order; empty when it is carried out, or a rule is. */
    static List<Refusal> of(Recorder ledger, String target, JsonNode body) {
        try {
            Exchange answer = ledger.tries("POST", target, body.toString(), ledger.admin());
            return answer.status() != 400
                    ? List.of()
                    : answer.json()
                            .path("fields")
                            .valueStream()
                            .map(
                                    field ->
                                            new Refusal(
                                                    field.path("field").asString(),
                                                    !field.has("value"),
                                                    field.path("accepted").asString("")))
                            .toList();
        } catch (Exception unanswered) {
            throw new AssertionError(target, unanswered);
        }
    }
}
