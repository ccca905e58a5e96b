package io.incidentledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the command line says of itself. */
class LedgerTest {
    @ParameterizedTest
    @MethodSource("commands")
    void each_command_explains_itself(String command) {
        assertThat(said(command, "--help")).startsWith("Usage: ledger " + command);
    }

    @Test
    void it_names_its_commands_and_how_it_ends() {
        assertThat(said("--help")).contains("Exit codes:").contains(commands().toList());
    }

    private static String said(String... arguments) {
        StringWriter said = new StringWriter();

        int ended = Ledger.commandLine().setOut(new PrintWriter(said)).execute(arguments);

        assertThat(ended).isZero();
        return said.toString();
    }

    static Stream<String> commands() {
        return Ledger.commandLine().getSubcommands().keySet().stream();
    }
}
