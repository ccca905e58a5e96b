package io.incidentledger.eventstore.archive;

/** Is told how far the work on an archive has come. */
@FunctionalInterface
public interface ArchiveProgress {

    /** Nobody listens. */
    ArchiveProgress NONE = (step, done, total) -> {};

    /** What is being done. */
    enum Step {
        /** Reading what is in the archive already, or all of it, and verifying it. */
        READING_ARCHIVE,
        /** Comparing what is in the ledger already with the archive. */
        COMPARING,
        /** Writing events to the archive. */
        EXPORTING,
        /** Writing events to the ledger. */
        RESTORING,
        /** Verifying the ledger that was restored. */
        VERIFYING
    }

    /**
     * Called every few thousand events and at the end of each step, on the thread that works.
     *
     * @param done events so far, those of an earlier run included
     * @param total events in all; 0 while that is not known
     */
    void at(Step step, long done, long total);
}
