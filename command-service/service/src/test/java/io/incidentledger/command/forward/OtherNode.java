package io.incidentledger.command.forward;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A node that does with each order what a test says, over a real socket. */
final class OtherNode implements AutoCloseable {
    private final HttpServer server;
    private final Deque<Behaviour> behaviours = new ArrayDeque<>();
    final List<Got> got = new CopyOnWriteArrayList<>();

    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException, InterruptedException;
    }

    record Got(String method, URI uri, Headers headers, byte[] body) {}

    OtherNode(Behaviour... behaviours) {
        this(0, behaviours);
    }

    /** The last behaviour is that of all further orders. */
    OtherNode(int port, Behaviour... behaviours) {
        this.behaviours.addAll(List.of(behaviours));
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    static Behaviour says(int status, String body, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes();
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** As a process that is killed at this moment. */
    static Behaviour hangsUp() {
        return HttpExchange::close;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        Behaviour behaviour;
        synchronized (behaviours) {
            behaviour = behaviours.size() > 1 ? behaviours.poll() : behaviours.peek();
        }
        got.add(
                new Got(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        exchange.getRequestHeaders(),
                        exchange.getRequestBody().readAllBytes()));
        try {
            behaviour.answer(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }
}
