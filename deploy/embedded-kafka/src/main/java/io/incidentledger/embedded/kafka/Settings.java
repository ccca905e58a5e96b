package io.incidentledger.embedded.kafka;

import java.nio.file.Path;
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
 * @param onFailure called at most once, on a thread of its own, with a sentence when the broker has
 *     failed and cannot go on (its disk is full or unreadable, for example). Kafka would end the
 *     JVM at this point; whether to do so is left to the host. Default: nothing, beyond the error
 *     in the log.
 */
public record Settings(
        Path directory, int port, boolean fsyncEveryWrite, Consumer<String> onFailure) {

    /** Refuses ports out of range. */
    public Settings {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(onFailure, "onFailure");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port must be 0 (any free) to 65535, but is " + port);
        }
    }

    /** On the directory, at any free port, with fsync. */
    public static Settings in(Path directory) {
        return new Settings(directory, 0, true, sentence -> {});
    }

    /** The same at the given port, 0 for any free one. */
    public Settings withPort(int port) {
        return new Settings(directory, port, fsyncEveryWrite, onFailure);
    }

    /** The same, with or without waiting for the disk. */
    public Settings withFsyncEveryWrite(boolean fsyncEveryWrite) {
        return new Settings(directory, port, fsyncEveryWrite, onFailure);
    }

    /** The same, telling the given callback of a failure. */
    public Settings withOnFailure(Consumer<String> onFailure) {
        return new Settings(directory, port, fsyncEveryWrite, onFailure);
    }
}
