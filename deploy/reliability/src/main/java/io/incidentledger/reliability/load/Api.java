package io.incidentledger.reliability.load;

import io.incidentledger.reliability.check.Documents;
import io.incidentledger.reliability.history.Answer;
import io.incidentledger.reliability.history.Asked.Look;
import io.incidentledger.reliability.history.Asked.Order;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends one request and says what the answer means. Thread-safe. */
public final class Api implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern VERSION = Pattern.compile("\"(\\d+)(?:~\\p{XDigit}+)?\"");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(1))
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
    private final String token;

    public Api(String token) {
        this.token = token;
    }

    /** Gives an order. */
    Answer order(URI node, Order order, Duration patience) throws InterruptedException {
        HttpRequest.Builder request =
                request(node, Body.path(order), patience)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", order.key())
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        JSON.writeValueAsString(Body.of(order))));
        if (order.ifMatch() != null) {
            request.header("If-Match", "\"" + order.ifMatch() + "\"");
        }
        return send(request, response -> acknowledged(response));
    }

    /** Looks at an incident. */
    Answer look(URI node, Look look, Duration patience) throws InterruptedException {
        String path = "incidents/" + look.incident() + (look.document() ? "/postmortem.md" : "");
        HttpRequest.Builder request = request(node, path, patience).GET();
        if (look.atLeast() != null) {
            request.header("Ledger-Min-Position", look.atLeast().toString());
        }
        return send(
                request,
                response ->
                        new Answer.Seen(
                                version(response),
                                response.headers().firstValueAsLong("Ledger-Position").orElse(-1),
                                look.document() ? Documents.digest(response.body()) : null));
    }

    /**
     * Reads anything as it is.
     *
     * @throws IOException when there is no answer
     */
    public HttpResponse<String> get(URI node, String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(node, path, Duration.ofSeconds(30)).GET();
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private interface Meaning {
        Answer of(HttpResponse<String> response);
    }

    private Answer send(HttpRequest.Builder request, Meaning meaning) throws InterruptedException {
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException | HttpConnectTimeoutException nobodyThere) {
            // Nothing was sent.
            return new Answer.Unavailable(503, "not connected");
        } catch (IOException brokenOff) {
            return new Answer.Unknown(0, brokenOff.getClass().getSimpleName());
        }
        try {
            return response.statusCode() / 100 == 2 ? meaning.of(response) : problem(response);
        } catch (JacksonException notJson) {
            return new Answer.Unknown(response.statusCode(), "not JSON: " + response.body());
        }
    }

    private static Answer acknowledged(HttpResponse<String> response) {
        JsonNode body = JSON.readTree(response.body());
        return new Answer.Acknowledged(
                body.path("position").asLong(-1),
                body.path("version").asLong(-1),
                body.path("changed").asBoolean(false),
                body.path("id").asString(""),
                text(body.path("number")));
    }

    private static Answer problem(HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode body = JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
        String type = body.path("type").asString("");
        String slug = type.substring(type.lastIndexOf(':') + 1);
        String why = slug + ": " + body.path("detail").asString("");
        if ("unknown".equals(body.path("outcome").asString("")) || slug.isEmpty()) {
            return new Answer.Unknown(status, why);
        }
        if (status >= 500 || status == 429) {
            return new Answer.Unavailable(status, why);
        }
        JsonNode version = body.path("version");
        return new Answer.Refused(
                status,
                slug,
                text(body.path("rule")),
                version.isNumber() ? Long.valueOf(version.asLong()) : null);
    }

    /** A document's tag says behind the version what else it was made with. */
    private static long version(HttpResponse<String> response) {
        Matcher tag = VERSION.matcher(response.headers().firstValue("ETag").orElse(""));
        return tag.matches() ? Long.parseLong(tag.group(1)) : -1;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    private HttpRequest.Builder request(URI node, String path, Duration patience) {
        return HttpRequest.newBuilder(node.resolve("/api/v1/").resolve(path))
                .timeout(patience)
                .header("Authorization", "Bearer " + token);
    }
}
