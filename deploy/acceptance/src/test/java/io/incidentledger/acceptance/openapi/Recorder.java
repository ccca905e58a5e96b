package io.incidentledger.acceptance.openapi;

import io.incidentledger.acceptance.LedgerProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that keeps what was said: of each operation the first of every kind of answer. */
final class Recorder implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<Operation> operations;
    private final Map<Operation, List<Exchange>> exchanges = new LinkedHashMap<>();
    private final Map<String, Exchange> problems = new TreeMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI root;
    private final String admin;
    private long position;

    Recorder(List<Operation> operations, LedgerProgram program) {
        this.operations = operations;
        this.root = program.address().resolve("/api/v1/");
        this.admin = program.token();
    }

    /** A request and its answer. */
    record Exchange(
            String target,
            @Nullable String sent,
            int status,
            String mediaType,
            String answered,
            Map<String, String> headers) {
        JsonNode json() {
            return JSON.readTree(answered);
        }

        boolean isJson() {
            return mediaType.endsWith("json") && !mediaType.endsWith("x-ndjson");
        }

        /** What kind of problem it is. */
        String slug() {
            String type = json().path("type").asString("");
            return type.substring(type.lastIndexOf(':') + 1);
        }
    }

    /** Carries out an order; its body in JSON with single quotes. */
    JsonNode orders(String path, String body) throws Exception {
        Exchange answer = order(path, body.replace('\'', '"'), admin, "application/json");
        requireSuccess(answer);
        return answer.json();
    }

    /** Carries out many orders, one on every line, and is answered as many lines. */
    void ordersMany(String path, String lines) throws Exception {
        requireSuccess(order(path, lines.replace('\'', '"'), admin, "application/x-ndjson"));
    }

    /** Sends a file along with an order. */
    JsonNode uploads(String path, String name, String text) throws Exception {
        String boundary = "----ledger";
        String part = "--" + boundary + "\r\nContent-Disposition: form-data; name=";
        Exchange answer =
                order(
                        path,
                        part
                                + "\"file\"; filename=\""
                                + name
                                + "\"\r\nContent-Type: text/plain\r\n\r\n"
                                + text
                                + "\r\n--"
                                + boundary
                                + "--\r\n",
                        admin,
                        "multipart/form-data; boundary=" + boundary);
        requireSuccess(answer);
        return answer.json();
    }

    /** Asks for everything that was ordered before. */
    Exchange asks(String path, String... headers) throws Exception {
        Exchange answer =
                send(
                        "GET",
                        path,
                        null,
                        Stream.concat(
                                        Stream.of(
                                                "Authorization",
                                                "Bearer " + admin,
                                                "Ledger-Min-Position",
                                                Long.toString(position)),
                                        Stream.of(headers))
                                .toArray(String[]::new));
        requireSuccess(answer);
        return answer;
    }

    /** Listens to the first event. */
    void listens(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(root.resolve(path))
                        .header("Authorization", "Bearer " + admin)
                        .header("Last-Event-ID", "-1")
                        .build();
        HttpResponse<Stream<String>> response =
                http.send(request, HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            keep(
                    "GET",
                    new Exchange(
                            path,
                            null,
                            response.statusCode(),
                            mediaType(response),
                            lines.takeWhile(line -> !line.isEmpty())
                                    .collect(Collectors.joining("\n", "", "\n\n")),
                            headers(response)));
        }
    }

    /** Is refused, and keeps why. */
    void isRefused(String method, String path, @Nullable String body, String... headers)
            throws Exception {
        Exchange answer = send(method, path, body, headers);
        if (answer.status() < 400 || !answer.mediaType().equals("application/problem+json")) {
            throw new AssertionError(answer);
        }
    }

    /**
     * What an address says to a request that may be wrong; nothing of it is kept.
     *
     * @param body JSON, unless a header says otherwise; null for none
     * @param token null for none
     */
    Exchange tries(
            String method,
            String path,
            @Nullable String body,
            @Nullable String token,
            String... headers)
            throws Exception {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (token != null) {
            all.put("Authorization", "Bearer " + token);
        }
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return sent(
                method,
                path,
                body,
                all.entrySet().stream()
                        .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                        .toArray(String[]::new));
    }

    /** Says what came of it, whatever that is. */
    Exchange order(String path, String body, String token, String type, String... headers)
            throws Exception {
        Exchange answer =
                send(
                        "POST",
                        path,
                        body,
                        Stream.concat(
                                        Stream.of(
                                                "Authorization",
                                                "Bearer " + token,
                                                "Content-Type",
                                                type),
                                        Stream.of(headers))
                                .toArray(String[]::new));
        position =
                Math.max(
                        position,
                        Long.parseLong(answer.headers().getOrDefault("Ledger-Position", "-1")));
        return answer;
    }

    String admin() {
        return admin;
    }

    /** What was done and carried out, by operation. */
    List<Exchange> of(Operation operation) {
        return exchanges.getOrDefault(operation, List.of());
    }

    /** One refusal of every kind, by the slug of its type. */
    Map<String, Exchange> problems() {
        return problems;
    }

    @Override
    public void close() {
        http.close();
    }

    private Exchange send(String method, String path, @Nullable String body, String... headers)
            throws Exception {
        Exchange exchange = sent(method, path, body, headers);
        keep(method, exchange);
        return exchange;
    }

    private Exchange sent(String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(root.resolve(path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Exchange(
                path,
                body,
                response.statusCode(),
                mediaType(response),
                response.body(),
                headers(response));
    }

    private void keep(String method, Exchange exchange) {
        if (exchange.status() >= 400) {
            if (exchange.isJson()) {
                Exchange first = problems.putIfAbsent(exchange.slug(), exchange);
                if (first != null
                        && !first.json().get("title").equals(exchange.json().get("title"))) {
                    throw new AssertionError("two titles: " + first + " " + exchange);
                }
            }
            return;
        }
        String path = root.getPath() + exchange.target().replaceAll("\\?.*", "");
        // The one with the fewest variables is meant.
        operations.stream()
                .filter(it -> it.method().equals(method) && it.takes(path))
                .min(Comparator.comparingInt(it -> it.path().split("\\{").length))
                .ifPresent(
                        it -> {
                            List<Exchange> kept =
                                    exchanges.computeIfAbsent(it, none -> new ArrayList<>());
                            if (kept.stream()
                                    .noneMatch(
                                            other ->
                                                    other.status() == exchange.status()
                                                            && other.mediaType()
                                                                    .equals(
                                                                            exchange
                                                                                    .mediaType()))) {
                                kept.add(exchange);
                            }
                        });
    }

    private static void requireSuccess(Exchange answer) {
        if (answer.status() >= 300) {
            throw new AssertionError(answer);
        }
    }

    private static String mediaType(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
    }

    private static Map<String, String> headers(HttpResponse<?> response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        return headers;
    }
}
