package io.incidentledger.standalone.demo;

import io.incidentledger.standalone.StandsInTheWayException;
import io.incidentledger.standalone.client.LedgerClient;
import io.incidentledger.standalone.client.LedgerClient.RefusedException;
import io.incidentledger.standalone.client.LedgerOptions;
import io.incidentledger.standalone.demo.IncidentFile.UnreadableFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Enters past incidents into a running ledger, and shows what became of them. */
@Command(
        name = "demo",
        description = {
            "Enter past incidents into a running ledger, as history with their own times: the twelve that"
                    + " come with it, or the files named.",
            "Run again, it adds nothing twice; broken off, it goes on."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class DemoCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private LedgerOptions options;

    @Parameters(
            paramLabel = "FILE",
            description = "files of the form research-incident/1",
            arity = "0..*",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    private List<Path> files = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // picocli sets what is not set here.
    DemoCommand() {}

    @Override
    public Integer call() throws RefusedException {
        List<Path> chosen = files.isEmpty() ? ownFiles() : files;
        URI address = options.address();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        out.printf("Entering %d past incidents into %s%n", chosen.size(), address);
        List<String> numbers = new ArrayList<>();
        int failed = 0;
        try (LedgerClient ledger = options.client()) {
            for (Path file : chosen) {
                try {
                    numbers.add(enter(file, ledger, out));
                } catch (UnreadableFileException | RefusedException e) {
                    failed++;
                    err.println("  " + e.getMessage());
                    err.flush();
                }
            }
            out.println();
            out.println(ledger.ask("reports/overdue-follow-ups.md", "text/markdown"));
        }
        out.println("Postmortems (as .md, .html or .json; each needs the token):");
        for (String number : numbers) {
            out.println("  " + address.resolve("/api/v1/incidents/" + number + "/postmortem.md"));
        }
        Path tokenFile = options.tokenFile();
        if (!numbers.isEmpty() && tokenFile != null) {
            out.println();
            out.println(
                    "Read one: curl -H \"Authorization: Bearer $(cat "
                            + tokenFile
                            + ")\" "
                            + address.resolve(
                                    "/api/v1/incidents/" + numbers.getFirst() + "/postmortem.md"));
        }
        out.flush();
        return failed == 0 ? 0 : 1;
    }

    /** Returns the number that people call the incident. */
    private static String enter(Path file, LedgerClient ledger, PrintWriter out)
            throws UnreadableFileException, RefusedException {
        ResearchIncident incident = IncidentFile.read(file);
        String number =
                ledger.order(
                                "import/incidents",
                                HistoryOrders.of(incident),
                                ResearchIncident.SCHEMA + ":" + incident.id())
                        .named();
        out.printf(
                Locale.ROOT,
                "  %-8s %-40s %3d entries %3d follow-ups%n",
                number,
                incident.id(),
                incident.timeline().size(),
                incident.followUps().size());
        out.flush();
        return number;
    }

    /** The launcher says where they are. */
    private static List<Path> ownFiles() {
        String home = System.getProperty("ledger.deploy");
        if (home == null) {
            throw new StandsInTheWayException(
                    "Only deploy/ledger knows where its demo is; name the files to enter.");
        }
        Path directory = Path.of(home, "demo", "incidents");
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        } catch (IOException e) {
            throw new StandsInTheWayException("The demo's files are not in " + directory + ".", e);
        }
    }
}
