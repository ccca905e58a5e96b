package io.incidentledger.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the tree that the code determines. With {@code -Devents.regenerate=true} it is written;
 * without, it has to be there and to be the same.
 */
record CommittedFile(Path path) {
    static final Path MODULE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
    static final boolean REGENERATE = Boolean.getBoolean("events.regenerate");

    static CommittedFile schema(EventType type) {
        return new CommittedFile(
                MODULE.resolve("src/main/resources/io/incidentledger/events/schema")
                        .resolve(type.storedName() + ".v" + type.version() + ".json"));
    }

    void holds(String expected) {
        if (REGENERATE) {
            write(expected);
        }
        assertThat(path).exists();
        assertThat(read()).as("%s, or run with -Devents.regenerate=true", path).isEqualTo(expected);
    }

    String read() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String content) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
