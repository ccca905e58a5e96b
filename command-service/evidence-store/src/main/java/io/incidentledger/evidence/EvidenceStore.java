package io.incidentledger.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Where evidence files are kept, each once, however often it is brought. Thread-safe; several
 * processes may share what is behind it. Every method may be tried again after a failure.
 */
public sealed interface EvidenceStore extends EvidenceFiles permits EvidenceFolder, EvidenceBucket {

    /** Files in a folder, made when absent. It may be one that several machines share. */
    static EvidenceStore folder(Path folder) throws IOException {
        return EvidenceFolder.at(folder);
    }

    /**
     * Files in a bucket, which nobody is asked for before there is one to keep or to read. What
     * comes in and what is read lies in the machine's temporary directory meanwhile.
     */
    static EvidenceStore bucket(BucketSettings bucket) {
        return new EvidenceBucket(bucket, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Takes a file in, which nobody can read before it is kept. Reads to the end and holds no more
     * than a buffer of it in memory.
     */
    Received receive(InputStream bytes) throws IOException;

    /**
     * Keeps a file for good: it outlives a power cut after this. One that is there already stays,
     * unless it was damaged since.
     *
     * @return whether it was not there, whole, before
     */
    boolean keep(Received received) throws IOException;

    /** Removes a file; nothing happens when it is not there. */
    void remove(String sha256) throws IOException;
}
