package io.incidentledger.command.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gives orders as a stranger's program would: over HTTP, with strings. */
final class Api {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();

    private final String root;
    private final String token;

    Api(int port, String token) {
        this.root = "http://127.0.0.1:" + port;
        this.token = token;
    }

    URI address() {
        return URI.create(root);
    }

    String token() {
        return token;
    }

    record Reply(int status, Map<String, String> headers, String text) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        String field(String pointer) {
            return json().at(pointer).asString();
        }

        long position() {
            return Long.parseLong(headers.get("ledger-position"));
        }
    }

    Reply post(String path, String body, String... headers) {
        return send("POST", "/api/v1" + path, "application/json", body, headers);
    }

    /** An order whose body is to follow, as soon as the service asks for it. */
    Socket begin(String path, String body) throws IOException {
        Socket socket = new Socket(address().getHost(), address().getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write(
                        ("POST /api/v1"
                                        + path
                                        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                                        + token
                                        + "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: "
                                        + body.length()
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** What comes back for bytes that no client library would send. */
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(address().getHost(), address().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Reply get(String path) {
        return send("GET", path, null, (byte[]) null);
    }

    Reply send(String method, String path, String contentType, String body, String... headers) {
        return send(
                method,
                path,
                contentType,
                body == null ? null : body.getBytes(StandardCharsets.UTF_8),
                headers);
    }

    Reply send(String method, String path, String contentType, byte[] body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(root + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            var flat = new TreeMap<String, String>();
            response.headers().map().forEach((name, values) -> flat.put(name, values.getFirst()));
            return new Reply(response.statusCode(), flat, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
