package io.incidentledger.acceptance.node;

import static org.awaitility.Awaitility.await;

import io.incidentledger.acceptance.LedgerProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node as a person starts it, in a process of its own; it can be started again after its end. */
final class NodeProgram implements AutoCloseable {
    private static final Path LAUNCHER = Path.of("..", "ledger").toAbsolutePath().normalize();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofMillis(500)).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final int port = LedgerProgram.freePort();
    private final List<String> command = new ArrayList<>();
    private final Map<String, String> environment;
    private final Path output;
    private Process process;

    NodeProgram(Path output, Map<String, String> environment, String... arguments) {
        this.output = output;
        this.environment = environment;
        command.add(LAUNCHER.toString());
        command.addAll(List.of(arguments));
        command.add("--port=" + port);
    }

    NodeProgram start() {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    boolean isReady() {
        return readiness().path("status").asString("").equals("UP");
    }

    /** What a command node says that it is doing; empty when it says nothing. */
    String state() {
        return readiness()
                .path("components")
                .path("commandLog")
                .path("details")
                .path("state")
                .asString("");
    }

    JsonNode readiness() {
        try {
            return JSON.readTree(
                    HTTP.send(
                                    HttpRequest.newBuilder(
                                                    address().resolve("/actuator/health/readiness"))
                                            .timeout(Duration.ofSeconds(2))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
        } catch (IOException | JacksonException silent) {
            return JSON.createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return JSON.createObjectNode();
        }
    }

    void awaitReady() {
        await("ready")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .failFast(
                        () -> {
                            if (!process.isAlive()) {
                                throw new AssertionError("it ended: " + output());
                            }
                        })
                .until(this::isReady);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    /** As a supervisor does. */
    void terminate() throws InterruptedException {
        tellToStop();
        awaitEnd();
    }

    void tellToStop() {
        process.destroy();
    }

    void awaitEnd() throws InterruptedException {
        if (!process.waitFor(40, TimeUnit.SECONDS)) {
            throw new AssertionError("does not stop: " + output());
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null && process.isAlive()) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        }
    }
}
