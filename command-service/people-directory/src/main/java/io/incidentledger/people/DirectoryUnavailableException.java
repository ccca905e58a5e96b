package io.incidentledger.people;

import org.jspecify.annotations.Nullable;

/** The directory does not answer. Asking again is safe, and so is ordering again. */
public final class DirectoryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean written;

    DirectoryUnavailableException(String sentence, boolean written, @Nullable Throwable cause) {
        super(sentence, cause);
        this.written = written;
    }

    /** Whether what was ordered may have been written all the same. */
    public boolean perhapsWritten() {
        return written;
    }
}
