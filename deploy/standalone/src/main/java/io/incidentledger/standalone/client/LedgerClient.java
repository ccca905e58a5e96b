package io.incidentledger.standalone.client;

import io.incidentledger.standalone.StandsInTheWayException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a running ledger over its REST API. Not safe for use by several threads. */
public final class LedgerClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 10;
    private static final long MOST_SECONDS_TO_WAIT = 5;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final URI api;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final JsonMapper json = JsonMapper.builder().build();
    private long position = -1;

    /**
     * What a command opened or changed; null where the answer names nothing.
     *
     * @param changed whether anything was recorded by this or, with the same key, an earlier one
     * @param position of the last event of the command, -1 where the answer has none
     * @param body all of it
     */
    public record Answer(
            @Nullable String id,
            @Nullable String number,
            boolean changed,
            long position,
            JsonNode body) {
        /** What people call it, as far as the answer says. */
        public String named() {
            return number != null ? number : id != null ? id : "";
        }
    }

    /** The ledger refused an order, with its own reason. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    public LedgerClient(URI address, String token) {
        this.api = address.resolve("/api/v1/");
        this.token = token;
    }

    /**
     * Sends a command; sending it again with the same key has no second effect.
     *
     * @throws RefusedException when the ledger understood it and said no
     * @throws StandsInTheWayException when there is no ledger, no access, or no answer
     */
    public Answer order(String path, byte[] body, String key) throws RefusedException {
        HttpRequest request =
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        HttpResponse<String> response = send(request);
        long reached = response.headers().firstValueAsLong("Ledger-Position").orElse(-1);
        position = Math.max(position, reached);
        JsonNode answer = tree(response.body());
        return new Answer(
                text(answer, "id"),
                text(answer, "number"),
                answer.path("changed").asBoolean(false),
                reached,
                answer);
    }

    /** Sends a command with a body that is written as JSON. */
    public Answer order(String path, Map<String, Object> body, String key) throws RefusedException {
        return order(path, json.writeValueAsBytes(body), key);
    }

    /** Asks for a text, as of everything this client has ordered. */
    public String ask(String path, String mediaType) throws RefusedException {
        HttpRequest.Builder request = request(path).header("Accept", mediaType).GET();
        if (position >= 0) {
            request.header("Ledger-Min-Position", Long.toString(position));
        }
        return send(request.build()).body();
    }

    /** A whole number of an answer in JSON, as of everything this client has ordered. */
    long number(String path, String field) throws RefusedException {
        return tree(ask(path, "application/json")).path(field).asLong(-1);
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) throws RefusedException {
        try {
            for (int attempt = 1; ; attempt++) {
                HttpResponse<String> response =
                        http.send(request, HttpResponse.BodyHandlers.ofString());
                int status = response.statusCode();
                if (status / 100 == 2) {
                    return response;
                }
                boolean busy = status == UNAVAILABLE || status == TOO_MANY_REQUESTS;
                if (!busy || attempt == ATTEMPTS) {
                    throw refused(request, response);
                }
                Thread.sleep(
                        Duration.ofSeconds(
                                Math.min(
                                        MOST_SECONDS_TO_WAIT,
                                        response.headers()
                                                .firstValueAsLong("Retry-After")
                                                .orElse(1))));
            }
        } catch (ConnectException e) {
            throw new StandsInTheWayException(
                    "No ledger answers at "
                            + api.resolve("/")
                            + "; start one with: deploy/ledger serve",
                    e);
        } catch (IOException e) {
            throw new StandsInTheWayException(
                    "The ledger at "
                            + api.resolve("/")
                            + " stopped answering ("
                            + e.getMessage()
                            + "). Run the same command again: it goes on where it broke off.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StandsInTheWayException(
                    "Interrupted. Run the same command again: it goes on where it broke off.", e);
        }
    }

    private RefusedException refused(HttpRequest request, HttpResponse<String> response) {
        switch (response.statusCode()) {
            case 401 ->
                    throw new StandsInTheWayException(
                            "The ledger does not know this token; give another with --token, or the"
                                    + " ledger's own directory with --data-dir.");
            case 403 ->
                    throw new StandsInTheWayException(
                            "This token is not allowed to do that; use one for a responder or an admin.");
            default -> {
                return new RefusedException(
                        request.uri().getPath()
                                + " was refused ("
                                + response.statusCode()
                                + "): "
                                + reason(response.body()));
            }
        }
    }

    private String reason(String body) {
        JsonNode problem = tree(body);
        StringBuilder reason = new StringBuilder(problem.path("detail").asString(body));
        for (JsonNode field : problem.path("fields")) {
            String accepted = field.path("accepted").asString("");
            // Where a rule refused, the detail says it.
            if (!accepted.isEmpty()) {
                reason.append("; ")
                        .append(field.path("field").asString(""))
                        .append(" must be ")
                        .append(accepted);
            }
        }
        return reason.toString();
    }

    private JsonNode tree(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            return json.valueToTree(Map.of());
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : null;
    }
}
