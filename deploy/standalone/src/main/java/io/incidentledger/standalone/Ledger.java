package io.incidentledger.standalone;

import io.incidentledger.standalone.client.ImportCommand;
import io.incidentledger.standalone.demo.DemoCommand;
import io.incidentledger.standalone.log.AnchorCommand;
import io.incidentledger.standalone.log.EraseCommand;
import io.incidentledger.standalone.log.ExportCommand;
import io.incidentledger.standalone.log.RestoreCommand;
import io.incidentledger.standalone.log.VerifyCommand;
import io.incidentledger.standalone.node.CommandNodeCommand;
import io.incidentledger.standalone.node.CreateTopicCommand;
import io.incidentledger.standalone.node.QueryNodeCommand;
import io.incidentledger.standalone.serve.ServeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "ledger",
        description = "Incident Ledger: an event-sourced incident record and postmortem platform.",
        mixinStandardHelpOptions = true,
        versionProvider = Ledger.Version.class,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:something stood in the way; one sentence on standard error says what",
            "2:the arguments were not understood",
            "3:a log or a file was looked at and is not what was recorded"
        },
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            ImportCommand.class,
            CommandNodeCommand.class,
            QueryNodeCommand.class,
            CreateTopicCommand.class,
            VerifyCommand.class,
            AnchorCommand.class,
            ExportCommand.class,
            RestoreCommand.class,
            EraseCommand.class
        })
public final class Ledger implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Ledger() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Ledger()).setExecutionExceptionHandler(Ledger::explain);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do, for example: ledger serve.");
    }

    private static int explain(
            Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof StandsInTheWayException obstacle) {
            command.getErr().println(obstacle.getMessage());
            return 1;
        }
        throw failure;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Ledger.class.getPackage().getImplementationVersion();
            return new String[] {
                "Incident Ledger " + (version == null ? "(not packaged)" : version)
            };
        }
    }
}
