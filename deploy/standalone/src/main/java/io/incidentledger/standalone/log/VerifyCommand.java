package io.incidentledger.standalone.log;

import io.incidentledger.eventstore.anchor.Anchor;
import io.incidentledger.eventstore.anchor.AnchorCheck;
import io.incidentledger.eventstore.anchor.AnchorCheck.Finding;
import io.incidentledger.eventstore.anchor.AnchorCheck.Verdict;
import io.incidentledger.eventstore.archive.ArchiveAudit;
import io.incidentledger.eventstore.archive.ArchiveProgress.Step;
import io.incidentledger.eventstore.read.LogAudit;
import io.incidentledger.eventstore.read.LogConsumer;
import io.incidentledger.eventstore.record.ChainFault;
import io.incidentledger.standalone.StandsInTheWayException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Walks the chain of a log or of an archive, and names the first event that does not fit. */
@Command(
        name = "verify",
        description = {
            "Verify that the log, or a file that was exported from it, holds what was recorded: walk its"
                    + " chain and name the first event that does not fit.",
            "The chain cannot show that the end was cut off, or that all of it was made anew; anchors"
                    + " that were kept elsewhere can."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything is as it was recorded, and every anchor holds",
            "1:something stood in the way; nothing is said about the log",
            "2:the arguments were not understood",
            "3:an event does not fit, or an anchor does not hold; one sentence for each says which"
        },
        mixinStandardHelpOptions = true)
public final class VerifyCommand extends LogCommand {

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "a file of ledger export; otherwise the log itself is verified")
    private @Nullable Path file;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            description =
                    "begin with this event, and take the chain before it as given (default: 0)")
    private long from;

    @Option(
            names = "--to",
            paramLabel = "POSITION",
            description = "end with this event (default: the last one)")
    private @Nullable Long to;

    @ArgGroup(exclusive = false)
    private Trust trust = new Trust();

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    VerifyCommand() {}

    @Override
    int run(LogPlace place) {
        if (from < 0 || to != null && to < from) {
            throw misunderstood("--from and --to are positions, 0 and up, in that order.");
        }
        if (file != null && (from > 0 || to != null)) {
            throw misunderstood("A file is verified as a whole: leave --from and --to out.");
        }
        List<Anchor> anchors = trust.anchors(place, this::misunderstood);
        AnchorCheck check = new AnchorCheck(anchors);
        boolean fits = file != null ? file(file, check) : log(place, check);
        return fits ? 0 : DOES_NOT_FIT;
    }

    private boolean file(Path archive, AnchorCheck check) {
        ArchiveAudit audit =
                ArchiveAudit.of(
                        archive,
                        (position, chain) -> {
                            check.passed(position, chain);
                            return true;
                        },
                        new Pace(err()));
        String sentence = audit.sentence();
        if (sentence != null) {
            err().println(archive + " is not what was recorded. " + sentence);
        } else {
            result(archive.toString(), 0, audit.next(), audit.chain(), audit.withheld());
        }
        return tell(check.findings(audit.intact() ? audit.next() : -1)) && audit.intact();
    }

    private boolean log(LogPlace place, AnchorCheck check) {
        try (OpenLog log = place.open()) {
            Pace pace = new Pace(err());
            long total = to == null ? end(log) : to + 1;
            LogAudit audit =
                    LogAudit.of(
                            log.source(),
                            new LogAudit.Stretch(from, null, to == null ? null : to + 1),
                            (position, chain) -> {
                                check.passed(position, chain);
                                if (position % 1_000 == 0) {
                                    pace.at(Step.VERIFYING, position - from, total - from);
                                }
                                return true;
                            });
            ChainFault fault = audit.fault();
            if (fault != null
                    && fault.kind() == ChainFault.Kind.MISSING
                    && fault.position() < from) {
                throw new StandsInTheWayException(
                        String.format(
                                Locale.ROOT,
                                "The log %s ends before position %d, so there is nothing to verify"
                                        + " from there on. Whether its end was cut off, only an"
                                        + " anchor can show.",
                                log.where(),
                                from));
            }
            if (fault != null) {
                err().println("The log " + log.where() + " is not what was recorded. " + fault);
            } else {
                result(log.where(), from, audit.next(), audit.chain(), audit.erased());
            }
            boolean toItsEnd = audit.intact() && to == null;
            return tell(check.findings(toItsEnd ? audit.next() : -1)) && audit.intact();
        }
    }

    /** About where the log ends; what is there may be damaged. */
    private static long end(OpenLog log) {
        try (LogConsumer reader = log.reader()) {
            return reader.end();
        }
    }

    private void result(String what, long first, long next, String chain, long erased) {
        out().printf(
                        Locale.ROOT,
                        "%s holds what was recorded: %,d events, %s%s%n",
                        what,
                        next - first,
                        next == first
                                ? "none to look at"
                                : "positions " + first + " to " + (next - 1) + ", chain " + chain,
                        erased == 0
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        "; %,d of them without their payload",
                                        erased));
        out().flush();
    }

    /** Whether all of them hold. */
    private boolean tell(List<Finding> findings) {
        boolean all = true;
        @Nullable Anchor held = null;
        List<String> broken = new ArrayList<>();
        for (Finding finding : findings) {
            Anchor anchor = finding.anchor();
            String name =
                    "The anchor of position " + anchor.position() + ", signed " + anchor.time();
            switch (finding.verdict()) {
                case HOLDS -> {
                    out().println(name + ", holds.");
                    held = anchor;
                }
                case REWRITTEN ->
                        broken.add(
                                name
                                        + ", does not hold: the log has another history there,"
                                        + " rewritten "
                                        + (held == null
                                                ? "at or before that position."
                                                : "after position " + held.position() + "."));
                case CUT_OFF ->
                        broken.add(
                                name
                                        + ", does not hold: the log ends before that position, so its"
                                        + " tail was cut off.");
                case NOT_REACHED ->
                        broken.add(name + ", could not be held against what was verified.");
            }
            all &= finding.verdict() == Verdict.HOLDS;
        }
        out().flush();
        broken.forEach(err()::println);
        err().flush();
        return all;
    }
}
