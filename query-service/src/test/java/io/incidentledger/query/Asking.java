package io.incidentledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who asks the running service, with or without a token. */
final class Asking {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String base;
    private final Map<String, List<String>> headers;

    Asking(ApplicationContext service, @Nullable String token) {
        this(
                "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"),
                token == null ? Map.of() : Map.of("Authorization", List.of("Bearer " + token)));
    }

    private Asking(String base, Map<String, List<String>> headers) {
        this.base = base;
        this.headers = headers;
    }

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return MAPPER.readTree(body());
        }
    }

    static void assertProblem(Answer answer, int status, String slug) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("type").asString())
                .isEqualTo("urn:incident-ledger:problem:" + slug);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    }

    Asking header(String name, String value) {
        return header(name, List.of(value));
    }

    /** The same header several times. */
    Asking header(String name, List<String> values) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        more.put(name, values);
        return new Asking(base, more);
    }

    Asking accepting(String type) {
        return header("Accept", type);
    }

    Asking from(long position) {
        return header("Ledger-Min-Position", Long.toString(position));
    }

    Answer get(String path) {
        return ask("GET", path);
    }

    Answer head(String path) {
        return ask("HEAD", path);
    }

    Answer post(String path) {
        return ask("POST", path);
    }

    private Answer ask(String method, String path) {
        try {
            return new Answer(
                    CLIENT.send(request(method, path), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Listens to the stream, on a thread of its own. */
    Listening listen(long lastEventId, LongConsumer positions)
            throws IOException, InterruptedException {
        return hear(
                lastEventId,
                (data, id) -> {
                    // One line of data, whole: or a client could not read it.
                    if (MAPPER.readTree(data).get("position").asLong() == id) {
                        positions.accept(id);
                    }
                });
    }

    /** Like {@link #listen}, for the data and the id of each event. */
    Listening hear(long lastEventId, ObjLongConsumer<String> events)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                CLIENT.send(
                        header("Last-Event-ID", Long.toString(lastEventId))
                                .accepting("text/event-stream")
                                .request("GET", "/api/v1/stream"),
                        HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("not listening: " + response.statusCode());
        }
        return new Listening(response.body(), events);
    }

    static final class Listening implements AutoCloseable {
        private final InputStream body;
        private volatile boolean begun;
        private volatile boolean ended;

        Listening(InputStream body, ObjLongConsumer<String> events) {
            this.body = body;
            Thread.ofVirtual().start(() -> read(events));
        }

        boolean begun() {
            return begun;
        }

        boolean ended() {
            return ended;
        }

        private void read(ObjLongConsumer<String> events) {
            try (var lines =
                    new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                String line;
                long id = -1;
                while ((line = lines.readLine()) != null) {
                    begun = true;
                    if (line.startsWith("id:")) {
                        id = Long.parseLong(line.substring(3).strip());
                    } else if (line.startsWith("data:")) {
                        events.accept(line.substring(5), id);
                    }
                }
            } catch (IOException closed) {
                // As wanted.
            } finally {
                ended = true;
            }
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    private HttpRequest request(String method, String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request.build();
    }
}
