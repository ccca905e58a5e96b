package io.incidentledger.evidence;

import java.io.IOException;

/**
 * The bytes of a file are not those that were kept. Trying again helps only after it was put back
 * from a backup, or brought once more.
 */
public final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedFileException(String sha256) {
        super("the file " + sha256 + " of the evidence store is not what was kept");
    }
}
