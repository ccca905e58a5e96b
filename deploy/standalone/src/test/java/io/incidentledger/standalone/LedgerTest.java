package io.incidentledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the command line says of itself. */
class LedgerTest {
    @ParameterizedTest
    @MethodSource("commands")
    void each_command_explains_itself(String command) {
        StringWriter help = new StringWriter();
        CommandLine ledger = Ledger.commandLine().setOut(new PrintWriter(help));

        int ended = ledger.execute(command, "--help");

        assertThat(ended).isZero();
        assertThat(help.toString()).contains("Usage: ledger " + command, "Exit codes:");
    }

    static Stream<String> commands() {
        return Ledger.commandLine().getSubcommands().keySet().stream();
    }
}
