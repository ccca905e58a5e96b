package io.incidentledger.standalone.log;

import io.incidentledger.eventstore.archive.ArchiveRestore;
import io.incidentledger.eventstore.archive.ArchiveSummary;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes a ledger from a file. */
@Command(
        name = "restore",
        description = {
            "Write a file of ledger export back into an empty ledger, byte for byte, and verify it.",
            "Nothing may run on the ledger meanwhile, and it does not start until this has finished."
                    + " If it is interrupted, run it again with the same file: it resumes where it stopped."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the ledger holds what the file holds",
            "1:something stood in the way: the file is damaged, the ledger not empty, ...",
            "2:the arguments were not understood"
        },
        mixinStandardHelpOptions = true)
public final class RestoreCommand extends LogCommand {

    @Parameters(paramLabel = "FILE", description = "the file to restore from")
    private Path file;

    @Mixin private Target target;

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    RestoreCommand() {}

    @Override
    int run(LogPlace place) {
        try (OpenLog log = place.forWriting()) {
            ArchiveSummary summary =
                    ArchiveRestore.into(
                            target.settings(log), file, position -> false, new Pace(err()));
            out().printf(
                            Locale.ROOT,
                            "%s holds %,d events from %s, chain %s%n",
                            log.where(),
                            summary.events(),
                            file,
                            summary.chain());
            return 0;
        }
    }
}
