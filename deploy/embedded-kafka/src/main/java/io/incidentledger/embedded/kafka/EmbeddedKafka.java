package io.incidentledger.embedded.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker in this process: the real one, its own controller, reachable from this machine
 * only (127.0.0.1).
 *
 * <p>Every topic is flushed to disk at every write, because there is no second broker to fall back
 * on. It starts again on the same directory after a clean close as after SIGKILL; the port may
 * differ.
 *
 * <p>Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int ATTEMPTS_AT_FREE_PORTS = 5;

    private final BrokerAndController server;
    private final int port;
    private final Consumer<String> exitListener;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(BrokerAndController server, int port, Consumer<String> exitListener) {
        this.server = server;
        this.port = port;
        this.exitListener = exitListener;
    }

    /**
     * Starts a broker and returns when clients can use it: about two seconds, a little more after
     * SIGKILL.
     *
     * @throws EmbeddedKafkaException when it cannot start: the directory cannot be written or is
     *     used by another broker, the port is taken
     */
    public static EmbeddedKafka start(Settings settings) {
        Path logDirectory = format(settings.directory());
        for (int attempt = 1; ; attempt++) {
            int port = settings.port() == 0 ? freePort() : requireFree(settings.port());
            try {
                return start(settings, logDirectory, port, freePort());
            } catch (EmbeddedKafkaException failure) {
                // Between finding a free port and binding it somebody else may have taken it.
                if (!isPortTaken(failure) || attempt == ATTEMPTS_AT_FREE_PORTS) {
                    throw failure;
                }
            }
        }
    }

    /** Where clients connect: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /**
     * Stops the broker in order, so that the next start has nothing to recover. Close the clients
     * first. Idempotent.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            BrokerExit.forget(exitListener);
            server.shutdown();
        }
    }

    private static EmbeddedKafka start(
            Settings settings, Path logDirectory, int port, int controllerPort) {
        AtomicBoolean told = new AtomicBoolean();
        Consumer<String> exitListener =
                sentence -> {
                    if (told.compareAndSet(false, true)) {
                        settings.onFailure().accept(sentence);
                    }
                };
        BrokerExit.tell(exitListener);
        BrokerAndController server = null;
        try {
            var properties =
                    BrokerProperties.of(settings.withPort(port), logDirectory, controllerPort);
            server = new BrokerAndController(new KafkaConfig(properties, false));
            server.startup();
            return new EmbeddedKafka(server, port, exitListener);
        } catch (Throwable failure) { // Scala throws checked exceptions unannounced, and a refused
            // exit is an Error
            BrokerExit.forget(exitListener);
            if (server != null) {
                shutdownQuietly(server, failure);
            }
            throw new EmbeddedKafkaException(
                    "The Kafka broker did not start in "
                            + settings.directory()
                            + ": "
                            + reason(failure),
                    failure);
        }
    }

    private static Path format(Path directory) {
        try {
            Path logDirectory = Files.createDirectories(directory).toRealPath();
            Formatter formatter =
                    new Formatter()
                            .setPrintStream(
                                    new PrintStream(
                                            OutputStream.nullOutputStream(),
                                            false,
                                            StandardCharsets.UTF_8))
                            .setNodeId(BrokerProperties.NODE_ID)
                            .setClusterId(Uuid.randomUuid().toString())
                            .setDirectories(List.of(logDirectory.toString()))
                            .setMetadataLogDirectory(logDirectory.toString())
                            .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                            .setIgnoreFormatted(true);
            if (!Files.exists(logDirectory.resolve("meta.properties"))) {
                formatter.run();
            }
            return logDirectory;
        } catch (Exception failure) {
            throw new EmbeddedKafkaException(
                    "The directory "
                            + directory
                            + " cannot be prepared for the Kafka broker: "
                            + reason(failure),
                    failure);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new EmbeddedKafkaException(
                    "There is no free port on 127.0.0.1: " + reason(failure), failure);
        }
    }

    private static int requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As Kafka binds it: a port whose last connections are still fading is not taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return port;
        } catch (IOException failure) {
            throw new EmbeddedKafkaException(
                    "The port "
                            + port
                            + " on 127.0.0.1 cannot be used for the Kafka broker: "
                            + reason(failure),
                    failure);
        }
    }

    private static boolean isPortTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    || String.valueOf(cause.getMessage()).contains("Address already in use")) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static void shutdownQuietly(BrokerAndController server, Throwable failure) {
        try {
            server.shutdown();
        } catch (Throwable another) {
            failure.addSuppressed(another);
        }
    }
}
