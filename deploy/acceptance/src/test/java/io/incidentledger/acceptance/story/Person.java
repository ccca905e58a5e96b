package io.incidentledger.acceptance.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.incidentledger.acceptance.LedgerApi;
import io.incidentledger.acceptance.LedgerApi.Answer;
import io.incidentledger.acceptance.LedgerProgram;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Somebody with a token, who reads what they wrote. */
final class Person {
    private final LedgerApi api;
    private final String handle;
    private int requests;
    private long lastPosition;

    Person(LedgerApi api, String handle) {
        this.api = api;
        this.handle = handle;
    }

    /** A new responder, let in by this one. */
    Person lets(String newcomer, LedgerProgram program) throws Exception {
        String token =
                orders("tokens", "{'handle': '%s', 'role': 'responder'}".formatted(newcomer))
                        .get("secret")
                        .asString();
        return new Person(new LedgerApi(program.address(), token), newcomer);
    }

    /** An order that is carried out, its body in JSON with single quotes. */
    JsonNode orders(String path, String body) throws Exception {
        Answer answer = order(path, body);
        assertThat(answer.status()).as(handle + " " + path + ": " + answer).isBetween(200, 201);
        lastPosition = answer.position();
        return answer.json();
    }

    /** An order that a rule is against. */
    void isRefused(String rule, String path, String body) throws Exception {
        Answer answer = order(path, body);
        assertThat(answer.status()).as(handle + " " + path + ": " + answer).isEqualTo(422);
        assertThat(answer.json().get("rule").asString()).isEqualTo(rule);
    }

    /** The number of what was opened. */
    String opens(String path, String body) throws Exception {
        return orders(path, body).get("number").asString();
    }

    /** The id of what was opened. */
    String begins(String path, String body) throws Exception {
        return orders(path, body).get("id").asString();
    }

    JsonNode asks(String path) throws Exception {
        return answer(path).json();
    }

    String reads(String path) throws Exception {
        return answer(path).body();
    }

    /** From now on this one also sees what somebody else has written. */
    void looksUp(Person somebody) {
        lastPosition = Math.max(lastPosition, somebody.lastPosition);
    }

    int requests() {
        return requests;
    }

    private Answer answer(String path) throws Exception {
        requests++;
        Answer answer = api.ask(path, lastPosition);
        assertThat(answer.status()).as(handle + " " + path + ": " + answer).isEqualTo(200);
        return answer;
    }

    private Answer order(String path, String body) throws Exception {
        requests++;
        return api.order(path, body.replace('\'', '"'), UUID.randomUUID().toString());
    }
}
