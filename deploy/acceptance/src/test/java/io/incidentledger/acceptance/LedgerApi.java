package io.incidentledger.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain client of the REST API for tests. Safe for use by several threads. */
public final class LedgerApi implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI api;
    private final String token;

    public LedgerApi(LedgerProgram program) {
        this(program.address(), program.token());
    }

    public LedgerApi(URI address, String token) {
        this.api = address.resolve("/api/v1/");
        this.token = token;
    }

    /** An answer; what makes two of them the same is status, position and body. */
    public record Answer(int status, long position, String body) {
        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /**
     * @throws IOException when there was no answer, so that the command may have had its effect
     */
    public Answer order(String path, Map<String, ?> body, String key)
            throws IOException, InterruptedException {
        return order(path, JSON.writeValueAsString(body), key);
    }

    /** The same with a body that is JSON already. */
    public Answer order(String path, String body, String key)
            throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Asks for a view that includes the event at the given position. */
    public Answer ask(String path, long includes) throws IOException, InterruptedException {
        return send(request(path).header("Ledger-Min-Position", Long.toString(includes)).GET());
    }

    /** All items of a list, page by page. */
    public List<JsonNode> all(String path, long includes) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        @Nullable String page = path;
        while (page != null) {
            Answer answer = ask(page, includes);
            if (answer.status() != 200) {
                throw new AssertionError(page + ": " + answer);
            }
            JsonNode json = answer.json();
            json.path("items").forEach(items::add);
            page = json.path("next").isString() ? json.path("next").asString() : null;
        }
        return items;
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.headers().firstValueAsLong("Ledger-Position").orElse(-1),
                response.body());
    }
}
