package io.incidentledger.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;

/**
 * A file that came in and is not kept yet. Closing it leaves nothing of it behind, unless it was
 * kept.
 *
 * @param file where its bytes are until then
 * @param sha256 of its bytes, 64 lower-case hexadecimal digits
 * @param size in bytes
 */
public record Received(Path file, String sha256, long size) implements AutoCloseable {
    /** The end of the name of what is still coming in. */
    static final String COMING_IN = ".part";

    /**
     * @param file made when absent, and gone again when the bytes break off
     */
    static Received into(Path file, InputStream bytes) throws IOException {
        var digest = Sha256.digest();
        try (OutputStream out =
                new DigestOutputStream(
                        Files.newOutputStream(
                                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        digest)) {
            long size = bytes.transferTo(out);
            return new Received(file, Sha256.of(digest), size);
        } catch (IOException | RuntimeException brokenOff) {
            Files.deleteIfExists(file);
            throw brokenOff;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
