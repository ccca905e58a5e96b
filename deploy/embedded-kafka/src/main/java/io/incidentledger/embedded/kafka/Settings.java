package io.incidentledger.embedded.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What an embedded broker needs to know.
 *
 * @param directory where the broker keeps everything, made when absent. One broker at a time may
 *     use it. The disk under it decides the speed: every acknowledged write waits for its fsync.
 * @param port the port on 127.0.0.1 for clients, 1 to 65535, or 0 (default) for any free one. It
 *     may change from start to start. A fixed port that is taken makes the start fail with a
 *     sentence.
 * @param fsyncEveryWrite whether each write reaches the disk before it is acknowledged (default:
 *     true). False is several times faster and loses acknowledged writes when the machine (not the
 *     process) dies: for tests and measurements only, since a single broker has no replicas to save
 *     it.
 * @param session how long the broker may give no sign of life before its own controller takes it
 *     for dead, 200 ms or more (default: Kafka's 9 s). A start after SIGKILL waits that long for
 *     the broker before it; on a machine that stands still for longer, clients are refused for a
 *     moment.
 * @param onFailure called at most once, on a thread of its own, with a sentence when the broker has
 *     failed and cannot go on (its disk is full or unreadable, for example). Kafka would end the
 *     JVM at this point; whether to do so is left to the host. Default: nothing, beyond the error
 *     in the log.
 */
public record Settings(
        Path directory,
        int port,
        boolean fsyncEveryWrite,
        Duration session,
        Consumer<String> onFailure) {

    private static final Duration SHORTEST_SESSION = Duration.ofMillis(200);

    /** Refuses ports out of range. */
    public Settings {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(onFailure, "onFailure");
        if (session.compareTo(SHORTEST_SESSION) < 0) {
            throw new IllegalArgumentException(
                    "session must be " + SHORTEST_SESSION + " or more, but is " + session);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port must be 0 (any free) to 65535, but is " + port);
        }
    }

    /** On the directory, at any free port, with fsync. */
    public static Settings in(Path directory) {
        return new Settings(directory, 0, true, Duration.ofSeconds(9), sentence -> {});
    }

    /** The same at the given port, 0 for any free one. */
    public Settings withPort(int port) {
        return new Settings(directory, port, fsyncEveryWrite, session, onFailure);
    }

    /** The same, with or without waiting for the disk. */
    public Settings withFsyncEveryWrite(boolean fsyncEveryWrite) {
        return new Settings(directory, port, fsyncEveryWrite, session, onFailure);
    }

    /** The same, taken for dead after this time. */
    public Settings withSession(Duration session) {
        return new Settings(directory, port, fsyncEveryWrite, session, onFailure);
    }

    /** The same, telling the given callback of a failure. */
    public Settings withOnFailure(Consumer<String> onFailure) {
        return new Settings(directory, port, fsyncEveryWrite, session, onFailure);
    }
}
