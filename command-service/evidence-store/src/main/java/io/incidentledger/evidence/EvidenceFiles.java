package io.incidentledger.evidence;

import java.io.IOException;
import java.nio.file.Path;

/** Files to be read. Thread-safe. */
public interface EvidenceFiles {

    /**
     * The files that an {@link EvidenceStore} keeps in a folder, which may be mounted read-only.
     */
    static EvidenceFiles in(Path folder) {
        return new EvidenceFolder(folder);
    }

    /** The files that an {@link EvidenceStore} keeps in a bucket; to read them is enough. */
    static EvidenceFiles in(BucketSettings bucket) {
        return EvidenceStore.bucket(bucket);
    }

    /**
     * A file, looked at before the first byte of it is given out.
     *
     * @param sha256 64 lower-case hexadecimal digits
     * @throws MissingFileException when it is not there
     * @throws DamagedFileException when the bytes are not those that were kept
     */
    KeptFile open(String sha256) throws IOException;

    /** Whether a file is there, whole. Reads all of it. */
    default boolean holds(String sha256) throws IOException {
        try (KeptFile there = open(sha256)) {
            return there.size() >= 0;
        } catch (MissingFileException | DamagedFileException notWhole) {
            return false;
        }
    }
}
