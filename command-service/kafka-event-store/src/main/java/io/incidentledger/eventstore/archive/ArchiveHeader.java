package io.incidentledger.eventstore.archive;

import java.time.Instant;

/**
 * The first line of an archive.
 *
 * @param ledger the topic it was taken from, for people
 * @param kind whether everything is in it
 * @param begun when it was begun
 */
public record ArchiveHeader(String ledger, Kind kind, Instant begun) {

    /** What an archive is for. */
    public enum Kind {
        /** Everything, byte for byte: restores the ledger, and is for its owner's safe only. */
        SEALED,
        /** Without the payloads that were taken back; their hashes stay, and the chain verifies. */
        SHAREABLE
    }
}
