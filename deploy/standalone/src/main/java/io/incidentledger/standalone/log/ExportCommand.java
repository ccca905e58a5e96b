package io.incidentledger.standalone.log;

import io.incidentledger.eventstore.archive.ArchiveExport;
import io.incidentledger.eventstore.archive.ArchiveSummary;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the log to a file, whether the ledger runs or not. */
@Command(
        name = "export",
        description = {
            "Write the whole log to a file, whether the ledger runs or not: JSON Lines, verified event by"
                    + " event, from which ledger restore makes the same ledger again.",
            "The file holds everything that was ever recorded, and is readable by its owner only. With"
                    + " --shareable redacted payloads are left out, and those named by --without; it"
                    + " verifies all the same.",
            "If it is interrupted, run it again: it resumes where it stopped. Until it is complete, the"
                    + " file is called FILE.part."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the file is whole and on the disk",
            "1:something stood in the way; run again, it goes on",
            "2:the arguments were not understood"
        },
        mixinStandardHelpOptions = true)
public final class ExportCommand extends LogCommand {

    @Parameters(paramLabel = "FILE", description = "the file to write; it must not be there yet")
    private Path file;

    @Option(names = "--shareable", description = "leave out what was redacted")
    private boolean shareable;

    @Option(
            names = "--without",
            paramLabel = "POSITIONS",
            converter = Positions.Converter.class,
            description =
                    "further events whose payload is left out of a shareable file, as 17,40-44")
    private @Nullable Positions without;

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    ExportCommand() {}

    @Override
    int run(LogPlace place) {
        if (without != null && !shareable) {
            throw misunderstood(
                    "--without goes with --shareable: the other kind of file is a backup, and holds"
                            + " everything.");
        }
        try (OpenLog log = place.open()) {
            Pace pace = new Pace(err());
            ArchiveSummary summary =
                    shareable
                            ? ArchiveExport.shareable(
                                    log.source(), file, new Withheld(without), pace)
                            : ArchiveExport.sealed(log.source(), file, pace);
            out().printf(
                            Locale.ROOT,
                            "%s holds %,d events of %s%s, chain %s%n",
                            file,
                            summary.events(),
                            log.where(),
                            summary.withheld() == 0
                                    ? ""
                                    : String.format(
                                            Locale.ROOT,
                                            ", %,d of them without their payload",
                                            summary.withheld()),
                            summary.chain());
            return 0;
        }
    }
}
