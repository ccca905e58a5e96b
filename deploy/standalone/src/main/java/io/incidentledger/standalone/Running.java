package io.incidentledger.standalone;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Who serves a data directory, as its file {@code running} tells. It is left behind by a killed
 * process, so it proves nothing.
 *
 * @param since when that process began
 * @param kafka where its log is, null while it does not know that itself
 */
public record Running(long pid, URI address, Instant since, @Nullable String kafka) {
    private static final String FILE = "running";

    /** What the file tells, or null when there is none that can be read. */
    public static @Nullable Running read(Path dataDirectory) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(dataDirectory.resolve(FILE))) {
            properties.load(reader);
            return new Running(
                    Long.parseLong(properties.getProperty("pid", "")),
                    URI.create(properties.getProperty("address", "")),
                    Instant.parse(properties.getProperty("since", "")),
                    properties.getProperty("kafka"));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** The same, now that it knows where its log is. */
    public Running at(String itsKafka) {
        return new Running(pid, address, since, itsKafka);
    }

    /** Puts the file in its place, whole. */
    public void write(Path dataDirectory) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("address", address.toString());
        properties.setProperty("since", since.toString());
        if (kafka != null) {
            properties.setProperty("kafka", kafka);
        }
        Path draft = dataDirectory.resolve(FILE + ".new");
        try (Writer writer = Files.newBufferedWriter(draft)) {
            properties.store(writer, null);
        }
        Files.move(draft, dataDirectory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    public static void erase(Path dataDirectory) throws IOException {
        Files.deleteIfExists(dataDirectory.resolve(FILE));
    }
}
