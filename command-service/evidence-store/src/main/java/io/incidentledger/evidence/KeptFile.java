package io.incidentledger.evidence;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file of the store, whole and as it was kept.
 *
 * @param bytes to be read once
 * @param size how many there are
 */
public record KeptFile(InputStream bytes, long size) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
