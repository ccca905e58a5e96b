package io.incidentledger.eventstore.archive;

import org.jspecify.annotations.Nullable;

/**
 * An archive cannot be read, written or used for what was asked. The message is a sentence that
 * names the file. What was written before stays as it is.
 */
public sealed class ArchiveException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ArchiveException(String sentence, @Nullable Exception cause) {
        super(sentence, cause);
    }

    /** A line is none of an archive. */
    static final class DamagedLine extends ArchiveException {

        private static final long serialVersionUID = 1L;

        private final long line;
        private final String what;

        DamagedLine(String file, long line, String what) {
            super("Line " + line + " of " + file + " " + what, null);
            this.line = line;
            this.what = what;
        }

        long line() {
            return line;
        }

        String what() {
            return what;
        }
    }
}
