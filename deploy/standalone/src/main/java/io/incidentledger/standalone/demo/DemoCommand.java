package io.incidentledger.standalone.demo;

import io.incidentledger.standalone.StandsInTheWayException;
import io.incidentledger.standalone.demo.IncidentFile.UnreadableFileException;
import io.incidentledger.standalone.demo.LedgerClient.RefusedException;
import io.incidentledger.standalone.serve.Running;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "the port of the ledger on this machine",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    private @Nullable Integer port;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "the address of a ledger elsewhere; otherwise the one of the data directory",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    private @Nullable URI url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "the access token; otherwise LEDGER_TOKEN or the admin token of the data directory",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
    private @Nullable String token;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "the data directory of the running ledger",
            defaultValue = "${env:HOME:-${sys:user.home}}/.incident-ledger")
    private Path dataDirectory;

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
        if (port != null && url != null) {
            throw new ParameterException(spec.commandLine(), "Give --port or --url, not both.");
        }
        if (url != null && givenToken() == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--url needs --token (or LEDGER_TOKEN): this machine's token stays on it.");
        }
        List<Path> chosen = files.isEmpty() ? ownFiles() : files;
        URI address = address();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        out.printf("Entering %d past incidents into %s%n", chosen.size(), address);
        List<String> numbers = new ArrayList<>();
        int failed = 0;
        try (LedgerClient ledger = new LedgerClient(address, token())) {
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
        if (!numbers.isEmpty() && givenToken() == null && Files.exists(adminToken())) {
            out.println();
            out.println(
                    "Read one: curl -H \"Authorization: Bearer $(cat "
                            + adminToken()
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
        Map<String, String> opened = new HashMap<>();
        String number = "";
        for (Order order : HistoryOrders.of(incident)) {
            LedgerClient.Answer answer =
                    ledger.order(
                            path(order, opened),
                            order.body(),
                            ResearchIncident.SCHEMA + ":" + incident.id() + ":" + order.step());
            if (order.opens() != null && answer.id() != null) {
                opened.put(order.opens(), answer.id());
                if (order.opens().equals(Order.INCIDENT)) {
                    number = Objects.requireNonNullElse(answer.number(), answer.id());
                }
            }
        }
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

    private static String path(Order order, Map<String, String> opened) {
        String path = order.path().substring(1);
        for (Map.Entry<String, String> one : opened.entrySet()) {
            path = path.replace("{" + one.getKey() + "}", one.getValue());
        }
        return path;
    }

    private URI address() {
        if (url != null) {
            return url;
        }
        if (port != null) {
            return URI.create("http://127.0.0.1:" + port);
        }
        Running running = Running.read(dataDirectory);
        return running == null ? URI.create("http://127.0.0.1:8080") : running.address();
    }

    private String token() {
        String given = givenToken();
        if (given != null) {
            return given;
        }
        try {
            return Files.readString(adminToken()).strip();
        } catch (IOException e) {
            throw new StandsInTheWayException(
                    "There is no token in "
                            + adminToken()
                            + "; give one with --token, or the running ledger's --data-dir.",
                    e);
        }
    }

    private @Nullable String givenToken() {
        return token != null ? token : System.getenv("LEDGER_TOKEN");
    }

    private Path adminToken() {
        return dataDirectory.resolve("admin.token");
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
