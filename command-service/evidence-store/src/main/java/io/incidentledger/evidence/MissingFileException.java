package io.incidentledger.evidence;

import java.io.IOException;

/** A file is not in the store. Trying again helps only after it was put back from a backup. */
public final class MissingFileException extends IOException {
    private static final long serialVersionUID = 1L;

    MissingFileException(String sha256) {
        super("the evidence store has no file " + sha256);
    }
}
