package io.incidentledger.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of a first incident works as it is printed. */
class ReadmeIT {
    private static final Pattern SECTION = Pattern.compile("(?s)## A first incident\n(.*?)\n## ");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");

    @TempDir Path directory;

    @Test
    void a_first_incident_goes_from_declaration_to_postmortem() throws Exception {
        assumeThat(hasCurl()).as("curl is there").isTrue();
        try (LedgerProgram program = LedgerProgram.serve(directory, LedgerProgram.freePort())) {
            List<String> blocks = blocks();
            assertThat(blocks).hasSize(3);

            String read = run(adapted(String.join("", blocks), program));

            assertThat(read)
                    .contains("| Resolved |")
                    .contains("# INC-1: Checkout answers 502")
                    .contains("The pool is **exhausted** since the deployment")
                    .contains("Rolled back to 4.1")
                    .contains("Alert on pool saturation")
                    .contains("FU-1");
        }
    }

    private static List<String> blocks() throws IOException {
        String readme = Files.readString(Path.of("..", "..", "README.md"));
        var section = SECTION.matcher(readme);
        assertThat(section.find()).isTrue();
        return BLOCK.matcher(section.group(1)).results().map(block -> block.group(1)).toList();
    }

    private String adapted(String script, LedgerProgram program) {
        return script.replace("http://127.0.0.1:8080", program.address().toString())
                .replace("~/.incident-ledger", directory.toString());
    }

    private static boolean hasCurl() throws InterruptedException {
        try {
            return new ProcessBuilder("curl", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private static String run(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-euc", script).redirectErrorStream(true).start();
        String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).as(output).isZero();
        return output;
    }
}
