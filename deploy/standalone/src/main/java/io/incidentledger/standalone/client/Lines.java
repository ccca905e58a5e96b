package io.incidentledger.standalone.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream, as bytes and one at a time: however long the stream is, no more than one
 * line is held, and of a line no more than {@link #LONGEST} bytes. Not thread-safe.
 */
final class Lines {
    /** Many times what a ledger takes as one order, unless it was told otherwise. */
    static final int LONGEST = 16 << 20;

    private final InputStream in;
    private long number;
    private boolean tooLong;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, or null after the last one. */
    byte @Nullable [] next() throws IOException {
        int b = in.read();
        if (b < 0) {
            return null;
        }
        number++;
        tooLong = false;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() < LONGEST) {
                line.write(b);
            } else {
                tooLong = true;
            }
        }
        return line.toByteArray();
    }

    /** The number of the last line, counted from 1. */
    long number() {
        return number;
    }

    /** Whether the last line was longer than what is held of it. */
    boolean tooLong() {
        return tooLong;
    }
}
