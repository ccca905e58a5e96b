package io.incidentledger.reliability.storm;

import io.incidentledger.reliability.check.CheckProgram;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A run from the command line. */
@Command(
        name = "storm",
        description = {
            "Starts a distributed ledger, breaks it again and again while clients work, and checks it.",
            "Exit code 0: nothing was lost, doubled or told wrongly, and no node crashed. 1: something was, or"
                    + " the run is shorter than it was to be. Anything else: the"
                    + " run itself failed."
        },
        mixinStandardHelpOptions = true)
public final class StormProgram implements Callable<Integer> {
    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "the same seed gives the same script (default: any)")
    private @Nullable Long seed;

    @Option(
            names = "--faults",
            paramLabel = "N",
            description = "how many (default: ${DEFAULT-VALUE})",
            defaultValue = "200")
    private int faults;

    @Option(
            names = "--kinds",
            paramLabel = "KIND,...",
            split = ",",
            description = "these faults in this order instead: ${COMPLETION-CANDIDATES}")
    private @Nullable List<FaultKind> kinds;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "after which no further fault begins (default: ${DEFAULT-VALUE})",
            defaultValue = "600")
    private int minutes;

    @Option(
            names = "--launcher",
            paramLabel = "FILE",
            description = "deploy/ledger, with a program that is built",
            required = true)
    private Path launcher;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "for everything that the run leaves; not there yet",
            required = true)
    private Path directory;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private StormProgram() {}

    public static void main(String[] arguments) {
        // Before anything logs; other modules bring settings for their own programs.
        System.setProperty("logback.configurationFile", "reliability-logback.xml");
        System.exit(
                new CommandLine(new StormProgram())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setExitCodeExceptionMapper(failure -> 3)
                        .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        long chosen = seed == null ? System.nanoTime() : seed;
        Script script = kinds == null ? Script.of(chosen, faults) : Script.of(chosen, kinds);
        out.println("--seed=" + chosen);
        out.flush();
        if (Files.exists(directory)) {
            throw new IllegalArgumentException(directory + " is there already");
        }
        Outcome outcome =
                new Storm(
                                launcher.toAbsolutePath(),
                                directory.toAbsolutePath(),
                                Duration.ofMinutes(minutes),
                                what -> {
                                    out.println(
                                            LocalTime.now(ZoneOffset.UTC)
                                                            .truncatedTo(ChronoUnit.SECONDS)
                                                    + " "
                                                    + what);
                                    out.flush();
                                })
                        .run(script);
        String report = new Report(outcome).markdown();
        Files.writeString(directory.resolve("report.md"), report);
        out.println(report);
        CheckProgram.print(outcome.result(), out);
        return outcome.result().faults().isEmpty() && outcome.complaints().isEmpty() ? 0 : 1;
    }
}
