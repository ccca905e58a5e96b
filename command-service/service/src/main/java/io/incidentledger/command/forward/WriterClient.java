package io.incidentledger.command.forward;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Sends an order to another node as it came, and says what is known of it. Thread-safe. */
final class WriterClient implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Between two hops only (RFC 9110, 7.6.1), or made anew by whoever sends. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "host",
                    "expect",
                    "content-length");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final Duration timeout;

    /**
     * @param tls for addresses with https; null for the JVM's own
     * @param timeout how long an answer may take
     */
    WriterClient(@Nullable SSLContext tls, Duration timeout) {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT_WITHIN)
                        .executor(Executors.newVirtualThreadPerTaskExecutor());
        this.http = (tls == null ? builder : builder.sslContext(tls)).build();
        this.timeout = timeout;
    }

    /** What became of an order that was sent. */
    sealed interface Sent {
        /** It was answered. */
        record Answered(HttpResponse<byte[]> answer) implements Sent {
            /** Whether it is a problem that says so. */
            boolean saysThatNothingHappened() {
                try {
                    return JSON.readTree(answer.body()).path("outcome").asString("").equals("none");
                } catch (JacksonException notOurs) {
                    return false;
                }
            }

            /** Status, headers and body, as they came. */
            void write(HttpServletResponse response) throws IOException {
                response.setStatus(answer.statusCode());
                Set<String> connection = named(answer.headers().allValues("connection"));
                answer.headers()
                        .map()
                        .forEach(
                                (name, values) -> {
                                    if (isPassedOn(name, connection)) {
                                        values.forEach(value -> response.addHeader(name, value));
                                    }
                                });
                response.setContentLength(answer.body().length);
                response.getOutputStream().write(answer.body());
            }
        }

        /** Nobody was there, and nothing was sent. */
        record NotSent(String reason) implements Sent {}

        /** It was sent, and there was no answer: it may have counted. */
        record Unanswered(String reason) implements Sent {}
    }

    /**
     * Sends the order and waits.
     *
     * @param worthWaiting asked every now and then; when it says no, the answer is given up
     * @param hop the header that says that it was passed on, and by whom
     * @throws IllegalArgumentException when the address cannot be sent
     */
    Sent send(String writer, HeldOrder order, String hop, String by, BooleanSupplier worthWaiting) {
        HttpRequest request = request(writer, order, hop, by);
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request, BodyHandlers.ofByteArray());
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (true) {
                try {
                    return new Sent.Answered(answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS));
                } catch (TimeoutException notYet) {
                    if (System.nanoTime() - deadline > 0 || !worthWaiting.getAsBoolean()) {
                        answer.cancel(true);
                        return new Sent.Unanswered("it did not answer in time");
                    }
                }
            }
        } catch (ExecutionException failure) {
            return switch (failure.getCause()) {
                case ConnectException nobody -> new Sent.NotSent("nobody answers there");
                case HttpConnectTimeoutException nobody -> new Sent.NotSent("nobody answers there");
                case SSLHandshakeException stranger ->
                        new Sent.NotSent(
                                "its certificate is not trusted: " + stranger.getMessage());
                case null, default -> new Sent.Unanswered("the connection broke");
            };
        } catch (InterruptedException stopping) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Sent.Unanswered("this node stops");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static HttpRequest request(String writer, HeldOrder order, String hop, String by) {
        String query = order.getQueryString();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        writer
                                                + order.getRequestURI()
                                                + (query == null ? "" : "?" + query)))
                        .method(order.getMethod(), order.publisher());
        Set<String> connection = named(Collections.list(order.getHeaders("connection")));
        for (String name : Collections.list(order.getHeaderNames())) {
            if (isPassedOn(name, connection)) {
                Collections.list(order.getHeaders(name))
                        .forEach(value -> request.header(name, value));
            }
        }
        return request.header(hop, by).build();
    }

    private static boolean isPassedOn(String name, Set<String> connection) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !NOT_PASSED_ON.contains(lower)
                && !connection.contains(lower)
                // Pseudo-headers of HTTP/2.
                && !lower.startsWith(":");
    }

    private static Set<String> named(Iterable<String> connection) {
        Set<String> names = new HashSet<>();
        for (String values : connection) {
            Arrays.stream(values.split(","))
                    .forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
        }
        return names;
    }
}
