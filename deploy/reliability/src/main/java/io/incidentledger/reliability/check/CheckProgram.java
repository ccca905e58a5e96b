package io.incidentledger.reliability.check;

import io.incidentledger.reliability.history.Exchange;
import io.incidentledger.reliability.history.HistoryFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Checks one run from its files, or against the topic itself. */
@Command(
        name = "check",
        description = {
            "Decides whether a ledger's log and views can be what its clients were told.",
            "Exit code 0: they can. 1: they cannot; every reason is printed. 2: not to be read."
        },
        mixinStandardHelpOptions = true)
public final class CheckProgram implements Callable<Integer> {
    private static final int SHOWN_OF_A_KIND = 10;

    @Parameters(paramLabel = "HISTORY", description = "what the clients wrote (JSON Lines)")
    private Path history;

    @ArgGroup(multiplicity = "1")
    private Log log;

    @Option(
            names = "--views",
            paramLabel = "FILE",
            description = "what the query nodes showed in the end (JSON Lines)")
    private @Nullable Path views;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CheckProgram() {}

    /** Where the log is read from. */
    static final class Log {
        @Option(
                names = "--log",
                paramLabel = "FILE",
                description = "the log as written by the harness")
        private @Nullable Path file;

        @Option(
                names = "--kafka",
                paramLabel = "HOST:PORT",
                description = "a broker that has the topic incident-ledger")
        private @Nullable String kafka;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new CheckProgram())
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            command.getErr().println("Not to be read: " + failure);
                            return 2;
                        })
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        List<Exchange> exchanges = HistoryFile.read(history);
        Check.Result result = Check.of(exchanges, records(), views(views));
        print(result, spec.commandLine().getOut());
        return result.faults().isEmpty() ? 0 : 1;
    }

    private List<ConsumerRecord<byte[], byte[]>> records() throws Exception {
        if (log.file != null) {
            return LogFile.read(log.file);
        }
        return LogFile.ofTopic(String.valueOf(log.kafka), "incident-ledger");
    }

    private static List<ViewDump> views(@Nullable Path file) throws Exception {
        List<ViewDump> dumps = new ArrayList<>();
        if (file != null) {
            JsonMapper json = JsonMapper.builder().build();
            for (String line : Files.readAllLines(file)) {
                dumps.add(json.readValue(line, ViewDump.class));
            }
        }
        return dumps;
    }

    /** The result for people: counts, then the faults by kind, the first of each. */
    public static void print(Check.Result result, PrintWriter out) {
        out.printf(
                "%d events; %d orders, of which %d happened and %d did not without anybody being told%n",
                result.events(), result.orders(), result.unknownRecorded(), result.unknownLost());
        out.printf(
                "%d requests acknowledged, %d refused, %d unavailable, %d unknown; %d looks%n",
                result.acknowledged(),
                result.refused(),
                result.unavailable(),
                result.unknown(),
                result.seen());
        Map<Fault.Kind, List<Fault>> kinds =
                result.faults().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Fault::kind, TreeMap::new, Collectors.toList()));
        kinds.forEach(
                (kind, faults) -> {
                    out.printf("%s (%d)%n", kind, faults.size());
                    faults.stream()
                            .limit(SHOWN_OF_A_KIND)
                            .forEach(fault -> out.println("  " + fault.sentence()));
                });
        out.println(result.faults().isEmpty() ? "Nothing is wrong." : "This must not be.");
        out.flush();
    }
}
